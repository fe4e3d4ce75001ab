/** Resolves like a promise, or with `undefined` after a timeout. */
export function within<T>(promise: Promise<T> | undefined, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    void Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * Longest wait for a response to another request's call. On Workers, a call ends with the request that made it, and
 * others would wait for ever.
 */
export const PATIENCE_MS = 6_000;
