import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './suites.mjs';

const onWindows = process.platform === 'win32';
const running = new Set();
let isInterrupted = false;

/**
 * Runs Node in the repository's folder, with its output in ours, and returns its exit code; 1 after a signal, which it gets
 * if it takes too long. In the background, it and its children have the lowest priority.
 */
export async function runNode(args, environment = {}, { isInBackground = false, endAfterMs } = {}) {
  // After an interruption, nothing new starts.
  if (isInterrupted) return new Promise(() => undefined);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that browsers end together with the process that started them.
    detached: !onWindows,
  });
  running.add(child);
  if (isInBackground && child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  // Playwright closes its browsers at the first signal, and stays.
  const timers = endAfterMs === undefined ? [] : [endIn(child, endAfterMs), endIn(child, endAfterMs + 3000, 'SIGKILL')];
  const [code] = await once(child, 'exit');
  timers.forEach((timer) => clearTimeout(timer));
  // Ends whatever it has left behind.
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

const endIn = (child, ms, signal) => setTimeout(() => end(child, signal), ms);

process.on('exit', () => running.forEach((child) => end(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    isInterrupted = true;
    const ends = [...running].map((child) => once(child, 'exit'));
    running.forEach((child) => end(child));
    // They get a moment to close their browsers; whatever is left then is killed.
    await Promise.race([Promise.all(ends), pause(3000)]);
    process.exit(128 + os.constants.signals[signal]);
  });
}
