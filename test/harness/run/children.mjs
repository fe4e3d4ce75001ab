import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './suites.mjs';

const onWindows = process.platform === 'win32';
const running = new Set();
let isInterrupted = false;

/**
 * Runs Node in the repository's folder, with its output where ours goes, and gives its exit code; 1 after a signal. In the
 * background, it and all that it starts have what others leave of the machine.
 */
export async function runNode(args, environment = {}, { isInBackground = false } = {}) {
  // Interrupted: what comes next does not begin any more.
  if (isInterrupted) return new Promise(() => undefined);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that browsers end together with what started them.
    detached: !onWindows,
  });
  running.add(child);
  if (isInBackground && child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  const [code] = await once(child, 'exit');
  // Whatever it has left behind ends now.
  end(child);
  running.delete(child);
  return code ?? 1;
}

function end(child, signal = 'SIGTERM') {
  try {
    if (onWindows) child.kill();
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

process.on('exit', () => running.forEach((child) => end(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    isInterrupted = true;
    const ends = [...running].map((child) => once(child, 'exit'));
    running.forEach((child) => end(child));
    // They get a moment to close their browsers; what is still there then is ended for good.
    await Promise.race([Promise.all(ends), pause(3000)]);
    process.exit(128 + os.constants.signals[signal]);
  });
}
