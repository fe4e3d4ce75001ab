import { withinLimits, type ResolutionLimits } from './resolution-limits.js';

/** Conditions at the start of a video: bandwidth, size of the player, and choices of page and viewer. */
export interface StartConditions {
  /** Bandwidth in bits per second; `undefined` if unknown. */
  readonly bandwidth?: number | undefined;
  /** Height of the player in device pixels; `undefined` if it has none. */
  readonly boxHeight?: number | undefined;
  /** Highest rendition to begin with, in pixels, chosen by the page or the viewer regardless of bandwidth. */
  readonly height?: number | undefined;
  /** Audio language of the viewer, as a BCP 47 tag. */
  readonly audio?: string | undefined;
  /** Qualities that the page allows. */
  readonly limits?: ResolutionLimits | undefined;
}

/** Rendition as listed in a master playlist. */
export interface ListedRendition {
  /** Peak bits per second; `Infinity` if the playlist does not say. */
  readonly bandwidth: number;
  /** Pixels; 0 if the playlist does not say. */
  readonly width?: number;
  /** Pixels; 0 if the playlist does not say. */
  readonly height: number;
}

/** Bandwidth of this page's connection, in bits per second. */
export const LINE: {
  /** Latest measurement by an engine of any of the page's players. */
  measured?: number;
  /** Highest rate at which a first segment arrived. */
  early?: number;
} = {};

/** Fraction of the bandwidth that the first rendition may use, so that the first picture and segment arrive soon. */
const SHARE_OF_LINE = 1 / 4;
/** Smallest download that says something about the bandwidth, in bytes. */
const TELLING_BYTES = 12_000;
/** Shortest time that is believed, in milliseconds: browsers round times, and bytes already on their way take none. */
const SHORTEST_MS = 5;

/**
 * Chooses the rendition that a video begins with: the best one that the bandwidth carries with ease and the player can
 * show; the lowest if nothing is known.
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
  // Of those as high as the player, the smallest looks the same.
  return fitting.find((each) => each !== undefined && each.height >= boxHeight) ?? fitting.at(-1);
}

/** Returns the known bandwidth of this page's connection. */
export const knownBandwidth = (): number | undefined => LINE.measured ?? LINE.early;

/** Shortest time of a segment that came over the network, in milliseconds: a cached one takes less. */
const SHORTEST_SEGMENT_MS = 40;

/**
 * Notes the rate of a first segment, used until an engine has measured the bandwidth. Its time, in milliseconds, counts
 * from the request: on a busy page, the time of the first byte is unknown.
 */
export function noteFirstSegment(bytes: number, ms: number): void {
  if (bytes >= TELLING_BYTES && ms >= SHORTEST_SEGMENT_MS)
    LINE.early = Math.max(LINE.early ?? 0, bitsPerSecond(bytes, ms));
}

const bitsPerSecond = (bytes: number, ms: number): number => (bytes * 8_000) / Math.max(SHORTEST_MS, ms);

/**
 * Greatest factor by which a bandwidth of an earlier visit may exceed what this page has seen: it may have been another
 * connection.
 */
const MOST_OF_SEEN = 4;

/** Combines what this page has seen of the bandwidth with that of an earlier visit, in bits per second. */
export function combineEstimates(seen = 0, remembered?: number): number | undefined {
  if (!seen || !remembered) return seen || remembered;
  return Math.max(seen, Math.min(remembered, seen * MOST_OF_SEEN));
}

/** Resource timing of a download; times in milliseconds. */
type Download = Pick<PerformanceResourceTiming, 'transferSize' | 'encodedBodySize' | 'responseStart' | 'responseEnd'>;

/**
 * Estimates a lower bound of the bandwidth by the fastest download of the page, in bits per second. Ignores downloads
 * that were cached or revalidated, are small, or belong to hosts that hide their timing.
 */
export function estimateLine(downloads: readonly Download[]): number | undefined {
  const rates = downloads
    .filter(({ transferSize, encodedBodySize }) => encodedBodySize >= TELLING_BYTES && transferSize >= encodedBodySize)
    .map(({ encodedBodySize, responseStart, responseEnd }) =>
      bitsPerSecond(encodedBodySize, responseEnd - responseStart),
    );
  return rates.length > 0 ? Math.max(...rates) : undefined;
}
