import { isPlaybackToken } from '../token/token-form.js';

/** Moment and size of a thumbnail. */
export interface ThumbnailOptions {
  /** Moment in the video, in seconds. */
  readonly time?: number | undefined;
  /** Height in pixels. */
  readonly height?: number | undefined;
}

/** Options of watching a broadcast. */
export interface LiveOptions {
  /** Whether it runs seconds behind rather than tens of them, where the input is set up for it. */
  readonly lowLatency: boolean;
  /** Whether viewers may seek back to the beginning of the broadcast. */
  readonly dvr: boolean;
}

/**
 * Builds the URL of a broadcast's lifecycle: whether it is live, and as which video.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/watch-live-stream/
 */
export function lifecycleUrl(origin: string, id: string): string {
  return `${origin}/${id}/lifecycle`;
}

/**
 * Builds the URL of a thumbnail.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/
 */
export function thumbnailUrl(origin: string, id: string, { time, height }: ThumbnailOptions = {}): string {
  const url = new URL(`${origin}/${id}/thumbnails/thumbnail.jpg`);
  if (isSane(time)) url.searchParams.set('time', `${Number(time.toFixed(3))}s`);
  if (isSane(height)) url.searchParams.set('height', String(height));
  return url.href;
}

/** Tells whether an attribute gave a number at all, and one that a video can have. Larger ones are written with an “e”. */
function isSane(value: number | undefined): value is number {
  return Number.isFinite(value) && Number(value) >= 0 && Number(value) < 1e9;
}

/**
 * Builds the query that a broadcast adds to the URL of its master playlist.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/dvr-for-live/
 */
export function liveQuery({ lowLatency, dvr }: LiveOptions): string {
  const query = [lowLatency && 'protocol=llhls', dvr && 'dvrEnabled=true'].filter(Boolean).join('&');
  return query && `?${query}`;
}

/**
 * Puts another token into a URL. Only a first path segment that is a token is replaced: a URL with a uid stays as it
 * is.
 */
export function withToken(url: string, token: string): string {
  return url.replace(/^(\w+:\/\/[^/]+\/)([^/?#]+)/, (whole, origin: string, first: string) =>
    isPlaybackToken(first) ? origin + token : whole,
  );
}

/** Reads a URL; gives `undefined` where it is none. */
export function parseUrl(url: string, baseUrl?: string): URL | undefined {
  try {
    return new URL(url, baseUrl);
  } catch {
    return undefined;
  }
}

/** Tells whether a URL begins with a token rather than with a uid. */
export function isUnderToken(url: string): boolean {
  return isPlaybackToken(parseUrl(url)?.pathname.split('/')[1] ?? '');
}

/**
 * Gives the key that all URLs of one resource share, whatever token or signature each carries: the path without a
 * token. What is no URL is its own key.
 */
export function resourceKey(url: string): string {
  const parsed = parseUrl(url);
  if (!parsed) return url;
  const [first = '', ...rest] = parsed.pathname.slice(1).split('/');
  return `${parsed.host}/${[isPlaybackToken(first) ? '*' : first, ...rest].join('/')}`;
}
