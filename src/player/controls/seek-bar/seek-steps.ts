import { CONFIG } from '../controls-config.js';

/** Seconds behind the live edge that still count as “live”: fewer than one skip. */
export const LIVE_SECONDS = 8;
/** Fraction of the range that a Page key skips. */
const PAGE_SHARE = 0.1;

/** Returns the time that a key leads to on the seek bar, in seconds; `null` for any other key. */
export function timeAfter(key: string, time: number, start: number, end: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return time - CONFIG.arrowSeconds;
    case 'ArrowRight':
    case 'ArrowUp':
      return time + CONFIG.arrowSeconds;
    case 'PageDown':
      return time - (end - start) * PAGE_SHARE;
    case 'PageUp':
      return time + (end - start) * PAGE_SHARE;
    case 'Home':
      return start;
    case 'End':
      return end;
    default:
      return null;
  }
}

/** Draws all buffered ranges as one gradient: there may be many, and they change several times a second. */
export function gradientOf(ranges: readonly (readonly [number, number])[], start: number, end: number): string {
  const percent = (time: number): string =>
    `${Math.min(Math.max(((time - start) / (end - start)) * 100, 0), 100).toFixed(2)}%`;
  const stops = ranges.flatMap(([from, to]) => [
    `transparent ${percent(from)}`,
    `currentcolor ${percent(from)} ${percent(to)}`,
    `transparent ${percent(to)}`,
  ]);
  return stops.length > 0 ? `linear-gradient(to right, ${stops.join(', ')})` : 'none';
}
