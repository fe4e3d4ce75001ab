import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../../..');
const running = new Set();
let isInterrupted = false;
/** How long children may take to end, in milliseconds. */
const PATIENCE_MS = 3000;

/**
 * Runs a command in the repository's folder, with its output where ours goes.
 *
 * @returns {Promise<number>} its exit code; 1 if it could not be started or was ended by a signal.
 */
export function run(command, args, environment = {}) {
  // Interrupted: what comes next does not begin any more.
  if (isInterrupted) return new Promise(() => undefined);
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

function end(child, signal = 'SIGTERM') {
  try {
    if (process.platform === 'win32') child.kill();
    else if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** They get a moment to close their browsers; what is still there then is ended for good. */
async function interrupt(code) {
  isInterrupted = true;
  const ends = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  running.forEach((child) => end(child));
  await Promise.race([Promise.all(ends), pause(PATIENCE_MS)]);
  process.exit(code);
}

process.on('exit', () => running.forEach((child) => end(child, 'SIGKILL')));
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, () => void interrupt(code));
}
