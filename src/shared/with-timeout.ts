/** Makes a signal for one request: it aborts when `signal` does, and when `ms` milliseconds are over. */
export function withTimeout(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const late = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, late]) : late;
}

/** Waits until a promise is settled, but no longer than `ms` milliseconds, nor than until `signal` aborts. */
export function settledWithin(promise: Promise<unknown>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(done, done);
    signal.addEventListener('abort', done);
  });
}
