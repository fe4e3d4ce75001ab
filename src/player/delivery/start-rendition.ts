import { withinLimits, type ResolutionLimits } from './resolution-limits.js';

/** What is known of the line, the player's box, and what the page and the viewer want, when a video begins. */
export interface StartConditions {
  /** Bits a second that the line carries; `undefined` where nobody knows. */
  readonly bandwidth?: number | undefined;
  /** Height of the box in pixels of the screen; `undefined` where it has none. */
  readonly boxHeight?: number | undefined;
  /** Tallest rendition to begin with, in pixels, whatever the line: chosen by the page or the viewer. */
  readonly height?: number | undefined;
  /** Language of the sound that the viewer wants, as a BCP 47 tag. */
  readonly audio?: string | undefined;
  /** Qualities that the page offers. */
  readonly limits?: ResolutionLimits | undefined;
}

/** Rendition as a master playlist lists it. */
export interface ListedRendition {
  /** Bits a second at most; `Infinity` where the playlist does not say it. */
  readonly bandwidth: number;
  /** Pixels; 0 where the playlist does not say it. */
  readonly width?: number;
  /** Pixels; 0 where the playlist does not say it. */
  readonly height: number;
}

/** Line of this page, in bits a second. */
export const LINE: {
  /** As the engine of any of its players has measured it last. */
  measured?: number;
  /** As the first segments came: the fastest of them. */
  early?: number;
} = {};

/** Part of the line that the first rendition may take: its first picture and its first segment are to come soon. */
const SHARE_OF_LINE = 1 / 4;
/** Smallest download that tells something of a line, in bytes. */
const TELLING_BYTES = 12_000;
/** Shortest time that is believed, in milliseconds: browsers round it, and what was already on its way takes none. */
const SHORTEST_MS = 5;

/**
 * Chooses the rendition that a video begins with: the best that the line carries with ease and the box has pixels for, and
 * the lowest where nothing is known.
 *
 * @returns `undefined` where there is none.
 */
export function chooseStartRendition<Rendition extends ListedRendition>(
  renditions: readonly Rendition[],
  { bandwidth = 0, boxHeight = Infinity, height, limits }: StartConditions,
): Rendition | undefined {
  const [lowest, ...higher] = withinLimits(renditions, limits).toSorted(
    (one, other) => one.bandwidth - other.bandwidth,
  );
  if (height !== undefined) return higher.findLast((each) => each.height > 0 && each.height <= height) ?? lowest;
  const fitting = [lowest, ...higher.filter((each) => each.bandwidth <= bandwidth * SHARE_OF_LINE)];
  // Of those that fill the box, the smallest shows no less.
  return fitting.find((each) => each !== undefined && each.height >= boxHeight) ?? fitting.at(-1);
}

/** Gives what the players of this page know of the line. */
export const knownBandwidth = (): number | undefined => LINE.measured ?? LINE.early;

/** Shortest time of a segment that came over a line, in milliseconds: one that a browser had already takes less. */
const SHORTEST_SEGMENT_MS = 40;

/**
 * Notes how a first segment came, until an engine measures the line; its time in milliseconds from when it was asked for:
 * while a page is busy, nobody knows when the first byte was there.
 */
export function noteFirstSegment(bytes: number, ms: number): void {
  if (bytes >= TELLING_BYTES && ms >= SHORTEST_SEGMENT_MS)
    LINE.early = Math.max(LINE.early ?? 0, bitsPerSecond(bytes, ms));
}

const bitsPerSecond = (bytes: number, ms: number): number => (bytes * 8_000) / Math.max(SHORTEST_MS, ms);

/** How much faster than what a page has seen the line of an earlier visit is believed to be: that may have been another one. */
const MOST_OF_SEEN = 4;

/** Estimates the line by what this page has seen of it, and by what it was at an earlier visit; in bits a second. */
export function combineEstimates(seen = 0, remembered?: number): number | undefined {
  if (!seen || !remembered) return seen || remembered;
  return Math.max(seen, Math.min(remembered, seen * MOST_OF_SEEN));
}

/** Download as the browser accounts for it; times in milliseconds. */
type Download = Pick<PerformanceResourceTiming, 'transferSize' | 'encodedBodySize' | 'responseStart' | 'responseEnd'>;

/**
 * Estimates a line by the fastest download that a page has made, in bits a second: less than the line carries. What came from
 * a cache, asked again or not, is small, or belongs to hosts that keep it to themselves, says nothing.
 */
export function estimateLine(downloads: readonly Download[]): number | undefined {
  const rates = downloads
    .filter(({ transferSize, encodedBodySize }) => encodedBodySize >= TELLING_BYTES && transferSize >= encodedBodySize)
    .map(({ encodedBodySize, responseStart, responseEnd }) =>
      bitsPerSecond(encodedBodySize, responseEnd - responseStart),
    );
  return rates.length > 0 ? Math.max(...rates) : undefined;
}
