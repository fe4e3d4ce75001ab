/** Waits for a promise until a signal aborts. */
export function untilAborted<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    // `ask` is the page's: it may throw synchronously, or return no promise.
    Promise.resolve(ask()).then(resolve, reject);
  });
}
