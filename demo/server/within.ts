/** What a promise gives, if it does so in time. */
export function within<T>(promise: Promise<T> | undefined, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    void Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * How long an answer is waited for that somebody else has asked for. On Workers, a call ends together with the request
 * that made it, and the others would wait for ever.
 */
export const PATIENCE_MS = 6_000;
