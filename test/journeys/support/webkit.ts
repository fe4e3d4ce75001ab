import { startWebkitDriver } from '../../harness/webkit-driver.js';
import { createDriver, type PageDriver } from './page-driver.js';

/** Time that a WebDriver command may take. */
const COMMAND_TIMEOUT_MS = 40_000;

/** The browser no longer responds to its driver, which says nothing about the page under test. */
export class BrowserHung extends Error {}

type Call = (method: 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/** Opens a page in a new WebKitGTK, driven by plain WebDriver commands. */
export async function openWebkit(): Promise<PageDriver> {
  const driver = await startWebkitDriver();
  try {
    const call = createCaller(`http://127.0.0.1:${driver.port}`);
    const { sessionId } = (await call('POST', '/session', {
      capabilities: { alwaysMatch: driver.capabilities() },
    })) as { sessionId: string };
    const session = `/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: 30_000 });
    return createDriver({
      goto: async (url) => {
        await call('POST', `${session}/url`, { url });
      },
      run: (expression) => run(call, session, expression),
      clickAt: async (x, y) => {
        const actions = [
          { type: 'pointerMove', duration: 0, x, y },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ];
        await call('POST', `${session}/actions`, {
          actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
        });
      },
      close: async () => {
        await call('DELETE', session).finally(() => driver.stop());
      },
    });
  } catch (error) {
    driver.stop();
    throw error;
  }
}

/** Evaluates an expression that is a promise: WebDriver waits for it only in an asynchronous script. */
async function run(call: Call, session: string, expression: string): Promise<unknown> {
  const script = `const done = arguments[arguments.length - 1];
    ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = (await call('POST', `${session}/execute/async`, { script, args: [] })) as {
    value?: unknown;
    error?: string;
  };
  if (error !== undefined) throw new Error(error);
  return value;
}

function createCaller(base: string): Call {
  return async (method, path, body) => {
    const signal = AbortSignal.timeout(COMMAND_TIMEOUT_MS);
    const response = await fetch(base + path, {
      method,
      signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      throw signal.aborted
        ? new BrowserHung(`No answer to ${method} ${path.replace(/\/session\/[^/]+/, '')}.`, { cause })
        : cause;
    });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
    if (!response.ok) throw new Error(`WebDriver: ${value?.error ?? response.status}: ${value?.message ?? ''}`);
    return value;
  };
}
