import type { VideoRecord } from '../records/video-record.js';
import type { StillFit } from '../encode/transcoder.js';

/** A picture that is asked for, every default filled in. */
export interface StillRequest {
  /** Seconds into the video. */
  readonly time: number;
  readonly width: number;
  readonly height: number;
  readonly fit: StillFit;
}

/** A moving picture that is asked for. */
export interface GifRequest extends StillRequest {
  /** Seconds. */
  readonly duration: number;
  /** Frames per second. */
  readonly fps: number;
}

/** Defaults of a GIF. @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/ */
const GIF = { duration: 5, fps: 8 };

/** No maxima are documented for these, either. */
const MAX_GIF = { duration: 60, fps: 30 };

/**
 * Longer side of a picture for which no size is given, in pixels.
 * @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/
 */
const DEFAULT_SIZE = 640;

/** No maximum is documented; this one keeps a typing error from eating the memory. */
const MAX_SIZE = 2000;

const FITS: readonly string[] = ['crop', 'clip', 'scale', 'fill'] satisfies StillFit[];

/**
 * Parses the query of a thumbnail. A missing size follows the video's aspect ratio; invalid values count as missing.
 */
export function parseStillRequest(
  query: (name: string) => string | undefined,
  { input, duration, thumbnailTimestampPct }: VideoRecord,
): StillRequest {
  const time = parseTime(query('time')) ?? thumbnailTimestampPct * duration;
  const fit = query('fit') ?? 'crop';
  const ratio = input.width / input.height;
  let width = parseSize(query('width'));
  let height = parseSize(query('height'));
  if (width === undefined && height === undefined) {
    if (ratio >= 1) width = DEFAULT_SIZE;
    else height = DEFAULT_SIZE;
  }
  return {
    // A picture from behind the end is the last one.
    time: Math.min(time, duration),
    width: clamp(width ?? (height ?? 0) * ratio),
    height: clamp(height ?? (width ?? 0) / ratio),
    fit: FITS.includes(fit) ? (fit as StillFit) : 'crop',
  };
}

/** Reads the query of a GIF: that of a still, and how long and how smooth it is. */
export function parseGifRequest(query: (name: string) => string | undefined, record: VideoRecord): GifRequest {
  const still = parseStillRequest(query, record);
  const asked = parseTime(query('duration')) ?? 0;
  const duration = Math.min(MAX_GIF.duration, asked > 0 ? asked : GIF.duration);
  const fps = Number(query('fps') ?? NaN);
  return { ...still, duration, fps: fps > 0 ? Math.min(MAX_GIF.fps, fps) : GIF.fps };
}

/** Reads `8m`, `5m2s`, `1.5s`, `1h`, or a number of seconds. */
export function parseTime(text: string | undefined): number | undefined {
  const match = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(text ?? '');
  if (!match || text === '' || text === undefined) return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function parseSize(text: string | undefined): number | undefined {
  const pixels = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  return pixels > 0 ? pixels : undefined;
}

function clamp(pixels: number): number {
  return Math.min(MAX_SIZE, Math.max(2, Math.round(pixels)));
}
