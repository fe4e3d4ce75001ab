import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const running = new Set();

/**
 * Runs a command in the repository's folder, with its output where ours goes.
 *
 * @returns {Promise<number>} its exit code; 1 if it could not be started or was ended by a signal.
 */
export function run(command, args, environment = {}) {
  const onWindows = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that browsers end together with what started them.
    detached: !onWindows,
    shell: onWindows && command === 'npm',
  });
  running.add(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      running.delete(child);
      resolve(1);
    });
    child.once('exit', (code) => {
      // Whatever it has left behind ends now.
      end(child);
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

function end(child) {
  try {
    if (process.platform === 'win32') child.kill();
    else if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // Already gone.
  }
}

const endAll = () => running.forEach(end);
process.on('exit', endAll);
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.on(signal, () => process.exit(code));
}
