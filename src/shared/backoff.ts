/** Delays between retries. */
export interface Backoff {
  /** Delay before the first retry, in milliseconds. */
  readonly firstMs: number;
  /** Longest delay, in milliseconds. */
  readonly maxMs: number;
}

/**
 * Computes the delay before a retry, in milliseconds: it doubles each time up to the maximum, and half of it is random,
 * so that many viewers do not retry in step.
 *
 * @param attempt - Number of the retry, from 0.
 * @param random - A number in [0, 1).
 */
export function backoffDelayMs(attempt: number, { firstMs, maxMs }: Backoff, random: number = Math.random()): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}
