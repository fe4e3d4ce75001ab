/** Waits for an answer until a signal aborts. */
export function untilAborted<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    // It may throw at once, and answer with no promise: it is the page's.
    Promise.resolve(ask()).then(resolve, reject);
  });
}
