import { backoffDelayMs } from './backoff.js';

/** Number of requests at each delay before the next, longer one. */
const ASKED_EACH = 8;

/**
 * Computes the delay before the status of a video is requested again, in milliseconds: about a second at first, when a
 * short clip may be ready any moment, and up to ten for one that takes long.
 *
 * @param asked - Number of requests so far, from 1.
 * @param random - A number in [0, 1).
 */
export function pollDelayMs(asked: number, random: number = Math.random()): number {
  const step = Math.floor(Math.max(0, asked - 1) / ASKED_EACH);
  return backoffDelayMs(step, { firstMs: 1_250, maxMs: 10_000 }, random);
}
