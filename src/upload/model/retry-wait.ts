import { RETRY } from './retry-policy.js';

/**
 * Waits before something is tried again: the delay, but no longer than until the network comes back, and at least
 * that long (up to half a minute) while there is none. A wait that a server asked for is not cut short.
 *
 * @param isAskedFor - Whether a server named the delay.
 * @throws the signal's reason when it is aborted meanwhile.
 */
export function waitForRetry(delayMs: number, signal: AbortSignal, isAskedFor = false): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      removeEventListener('online', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, isOffline() ? Math.max(delayMs, RETRY.offlineMs) : delayMs);
    signal.addEventListener('abort', end);
    if (!isAskedFor) addEventListener('online', end);
  });
}

/** Whether the browser knows that it has no network at all. */
export function isOffline(): boolean {
  return !navigator.onLine;
}
