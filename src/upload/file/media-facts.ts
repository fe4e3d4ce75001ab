import { StreamError, type StreamErrorCode } from '../../shared/errors.js';

/** Facts read from a video before it is sent; `null` for each that cannot be read. */
export interface MediaFacts {
  /** Duration in seconds. */
  readonly seconds: number | null;
  /** Displayed width, in pixels. */
  readonly width: number | null;
  /** Displayed height, in pixels. */
  readonly height: number | null;
  readonly hasAudio: boolean | null;
}

/** Facts of a file that cannot be read. */
export const NO_MEDIA_FACTS: MediaFacts = { seconds: null, width: null, height: null, hasAudio: null };

/** Width and height in pixels, the longer side first, because phones are also held upright. */
export type Resolution = readonly [long: number, short: number];

/** Limits on the content of a file; `null` or left out for none. */
export interface MediaLimits {
  /** Smallest size in bytes. */
  readonly minBytes?: number | null;
  /** Shortest duration in seconds. */
  readonly minSeconds?: number | null;
  /** Longest duration in seconds. */
  readonly maxSeconds: number | null;
  /** Smallest resolution. */
  readonly minResolution?: Resolution | null;
  /** Largest resolution. */
  readonly maxResolution?: Resolution | null;
}

/** Error of a file beyond a limit of the page, with the limit: bytes, seconds or `1280 × 720`. */
export class FileLimitError extends StreamError {
  readonly limit: number | string;

  constructor(code: StreamErrorCode, found: string, limit: number | string) {
    super(code, `The file has ${found}; the limit is ${limit}.`);
    this.limit = limit;
  }
}

/** Parses width and height, such as `1280x720`; `null` if the text is invalid. */
export function parseResolution(text: string): Resolution | null {
  const [long = 0, short = 0] = (/^\s*(\d{1,5})\s*[x×*]\s*(\d{1,5})\s*$/i.exec(text) ?? [])
    .slice(1)
    .map(Number)
    .sort((a, b) => b - a);
  return short > 0 ? [long, short] : null;
}

/**
 * Checks the facts of a file against the limits. Unknown facts pass.
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
