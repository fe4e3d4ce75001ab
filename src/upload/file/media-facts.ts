import { StreamError, type StreamErrorCode } from '../../shared/errors.js';

/** Facts read from a video before it is sent; `null` where one could not be read. */
export interface MediaFacts {
  /** Length in seconds. */
  readonly seconds: number | null;
  /** Width of the video as it is shown, in pixels. */
  readonly width: number | null;
  /** Height of the video as it is shown, in pixels. */
  readonly height: number | null;
  readonly hasAudio: boolean | null;
}

/** Facts of a file of which nothing could be read. */
export const NO_MEDIA_FACTS: MediaFacts = { seconds: null, width: null, height: null, hasAudio: null };

/** Width and height in pixels, the longer side first: a phone is held upright, too. */
export type Resolution = readonly [long: number, short: number];

/** Limits on what a file holds; `null` or left out where there is none. */
export interface MediaLimits {
  /** Smallest size in bytes. */
  readonly minBytes?: number | null;
  /** Shortest duration in seconds. */
  readonly minSeconds?: number | null;
  /** Longest duration in seconds. */
  readonly maxSeconds: number | null;
  /** Smallest picture. */
  readonly minResolution?: Resolution | null;
  /** Largest picture. */
  readonly maxResolution?: Resolution | null;
}

/** Error of a file that a limit of the page leaves out, and the limit: bytes, seconds or `1280 × 720`. */
export class FileLimitError extends StreamError {
  readonly limit: number | string;

  constructor(code: StreamErrorCode, found: string, limit: number | string) {
    super(code, `The file has ${found}; the limit is ${limit}.`);
    this.limit = limit;
  }
}

/** Reads a width and a height, such as `1280x720`; gives `null` where the text is none. */
export function parseResolution(text: string): Resolution | null {
  const [long = 0, short = 0] = (/^\s*(\d{1,5})\s*[x×*]\s*(\d{1,5})\s*$/i.exec(text) ?? [])
    .slice(1)
    .map(Number)
    .sort((a, b) => b - a);
  return short > 0 ? [long, short] : null;
}

/**
 * Checks that what was read from a file keeps to the limits. What could not be read is let through.
 *
 * @throws {StreamError} `FILE_TOO_LONG`, `FILE_TOO_SHORT`, `FILE_RESOLUTION_TOO_LOW`, `FILE_RESOLUTION_TOO_HIGH`.
 */
export function checkMediaFacts({ seconds, width, height }: MediaFacts, limits: MediaLimits): void {
  const { minSeconds, maxSeconds, minResolution, maxResolution } = limits;
  if (seconds !== null) {
    const found = `${seconds.toFixed(1)} s`;
    if (maxSeconds !== null && seconds > maxSeconds) throw new FileLimitError('FILE_TOO_LONG', found, maxSeconds);
    if (minSeconds && seconds < minSeconds) throw new FileLimitError('FILE_TOO_SHORT', found, minSeconds);
  }
  if (width === null || height === null) return;
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const found = `${width} × ${height} pixels`;
  if (minResolution && (long < minResolution[0] || short < minResolution[1]))
    throw new FileLimitError('FILE_RESOLUTION_TOO_LOW', found, minResolution.join(' × '));
  if (maxResolution && (long > maxResolution[0] || short > maxResolution[1]))
    throw new FileLimitError('FILE_RESOLUTION_TOO_HIGH', found, maxResolution.join(' × '));
}
