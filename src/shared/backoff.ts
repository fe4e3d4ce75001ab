/** How long to wait between tries. */
export interface Backoff {
  /** Wait before the first repetition, in milliseconds. */
  readonly firstMs: number;
  /** Longest wait, in milliseconds. */
  readonly maxMs: number;
}

/**
 * Wait before repetition number `attempt` (0 for the first), in milliseconds: doubles each time up to the maximum,
 * then half of it at random, so that many viewers do not come back in step.
 *
 * @param random - A number in [0, 1).
 * @since 0.1.0
 */
export function backoffDelayMs(attempt: number, { firstMs, maxMs }: Backoff, random: number = Math.random()): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}
