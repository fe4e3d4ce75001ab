import { startWebkitDriver } from '../../harness/webkit-driver.js';
import { createDriver, type PageDriver } from './page-driver.js';

type Call = (method: 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/** Opens a page in a WebKitGTK of its own, by plain WebDriver calls. */
export async function openWebkit(): Promise<PageDriver> {
  const driver = await startWebkitDriver();
  try {
    const call = createCaller(`http://127.0.0.1:${driver.port}`);
    const { sessionId } = (await call('POST', '/session', { capabilities: { alwaysMatch: driver.capabilities() } })) as { sessionId: string };
    const session = `/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: 60_000 });
    return createDriver({
      goto: async (url) => {
        await call('POST', `${session}/url`, { url });
      },
      run: (expression) => run(call, session, expression),
      clickAt: async (x, y) => {
        const actions = [{ type: 'pointerMove', duration: 0, x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
        await call('POST', `${session}/actions`, { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
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

/** The plain call would not wait for a promise. */
async function run(call: Call, session: string, expression: string): Promise<unknown> {
  const script = `const done = arguments[arguments.length - 1];
    ${expression}.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = (await call('POST', `${session}/execute/async`, { script, args: [] })) as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return value;
}

function createCaller(base: string): Call {
  return async (method, path, body) => {
    const response = await fetch(base + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
    if (!response.ok) throw new Error(`WebDriver: ${value?.error ?? response.status}: ${value?.message ?? ''}`);
    return value;
  };
}
