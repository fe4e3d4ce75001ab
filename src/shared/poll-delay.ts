import { backoffDelayMs } from './backoff.js';

/** Number of times that each delay is used before the next, longer one. */
const ASKED_EACH = 8;

/**
 * Computes the delay before a video's state is asked for again, in milliseconds: about a second at first, when a short
 * clip may be ready any moment, and ten at most for one that takes long.
 *
 * @param asked - How often it has been asked already, from 1.
 * @param random - A number in [0, 1).
 */
export function pollDelayMs(asked: number, random: number = Math.random()): number {
  const step = Math.floor(Math.max(0, asked - 1) / ASKED_EACH);
  return backoffDelayMs(step, { firstMs: 1_250, maxMs: 10_000 }, random);
}
