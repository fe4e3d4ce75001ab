import { spawn } from 'node:child_process';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { findWebkit } from './tools.mjs';

/** A running WebKitWebDriver. */
export interface WebkitDriver {
  readonly port: number;
  /** Capabilities that open WebKitGTK's small browser with the given extra arguments. */
  capabilities(browserArguments?: string[]): Record<string, unknown>;
  /** Ends the driver, its browser and its display. */
  stop(): void;
}

/** Starts WebKitWebDriver on a virtual display, with the HLS player of WebKitGTK switched on. */
export async function startWebkitDriver(): Promise<WebkitDriver> {
  const tools = findWebkit();
  if (!tools) throw new Error('WebKitGTK, its driver, xvfb-run or the HLS parser of GStreamer is missing.');
  const port = await freePort();
  const child = spawn(
    tools.display,
    ['-a', '-s', '-screen 0 1280x800x24', tools.driver, `--port=${port}`, '--host=127.0.0.1'],
    // A group of its own: xvfb-run, the display, the driver and the browser end together.
    { stdio: 'ignore', detached: true, env: { ...process.env, WEBKIT_GST_ENABLE_HLS_SUPPORT: '1', NO_AT_BRIDGE: '1' } },
  );
  const stop = () => {
    process.off('exit', stop);
    process.off('SIGTERM', onTerminate);
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // Already gone.
    }
  };
  // Being outside of our group, it would outlive an interrupted run.
  const onTerminate = () => process.exit(143);
  process.on('exit', stop);
  process.on('SIGTERM', onTerminate);
  const deadline = Date.now() + 30_000;
  while (!(await answers(port))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      stop();
      throw new Error('WebKitWebDriver did not start.');
    }
    await pause(100);
  }
  return {
    port,
    stop,
    capabilities: (browserArguments = []) => ({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: tools.browser, args: ['--automation', ...browserArguments] },
    }),
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
