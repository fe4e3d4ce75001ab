import { backoffDelayMs } from './backoff.js';

/**
 * Delay before a video's state is asked for again, in milliseconds: quick at first, then every few seconds.
 *
 * @param asked - How often it has been asked already, from 1.
 * @param random - A number in [0, 1).
 * @since 0.1.0
 */
export function pollDelayMs(asked: number, random: number = Math.random()): number {
  return backoffDelayMs(Math.max(0, asked - 1), { firstMs: 1_500, maxMs: 8_000 }, random);
}
