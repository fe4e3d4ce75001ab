/** Waits between repetitions. */
export interface Backoff {
  /** Wait before the first repetition, in milliseconds. */
  readonly firstMs: number;
  /** Longest wait, in milliseconds. */
  readonly maxMs: number;
}

/**
 * Computes the wait before a repetition, in milliseconds: it doubles each time up to the maximum, and half of it is
 * left to chance, so that many viewers do not come back in step.
 *
 * @param attempt - Number of the repetition, from 0.
 * @param random - A number in [0, 1).
 */
export function backoffDelayMs(attempt: number, { firstMs, maxMs }: Backoff, random: number = Math.random()): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}
