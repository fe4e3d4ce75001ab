import { isPlaybackToken } from '../token/token.js';

/** How a still is asked for. */
export interface ThumbnailOptions {
  /** Moment in the video, in seconds. */
  readonly time?: number | undefined;
  /** Height in pixels. */
  readonly height?: number | undefined;
}

/** How a broadcast is watched. */
export interface LiveOptions {
  /** Seconds behind what happens rather than tens of them, where the input is set up for it. */
  readonly lowLatency: boolean;
  /** Back to the beginning of the broadcast. */
  readonly dvr: boolean;
}

/**
 * Address of what Stream says about a broadcast: whether it is live, and as which video.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/watch-live-stream/
 * @since 0.1.0
 */
export function lifecycleUrl(origin: string, id: string): string {
  return `${origin}/${id}/lifecycle`;
}

/**
 * Address of a still of the video.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/
 * @since 0.1.0
 */
export function thumbnailUrl(origin: string, id: string, { time, height }: ThumbnailOptions = {}): string {
  const url = new URL(`${origin}/${id}/thumbnails/thumbnail.jpg`);
  if (time !== undefined) url.searchParams.set('time', `${time}s`);
  if (height !== undefined) url.searchParams.set('height', String(height));
  return url.href;
}

/**
 * What is added to the address of a master playlist, for a broadcast.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/dvr-for-live/
 * @since 0.1.0
 */
export function liveQuery({ lowLatency, dvr }: LiveOptions): string {
  const query = [lowLatency && 'protocol=llhls', dvr && 'dvrEnabled=true'].filter(Boolean).join('&');
  return query && `?${query}`;
}

/**
 * The same address with another token. Only a first path segment that is a token is replaced: what is addressed by uid
 * stays as it is.
 *
 * @since 0.1.0
 */
export function withToken(url: string, token: string): string {
  return url.replace(/^(\w+:\/\/[^/]+\/)([^/?#]+)/, (whole, origin: string, first: string) =>
    isPlaybackToken(first) ? origin + token : whole,
  );
}

/**
 * Whether an address stands under a token rather than under a uid.
 *
 * @since 0.1.0
 */
export function isUnderToken(url: string): boolean {
  return isPlaybackToken(new URL(url).pathname.split('/')[1] ?? '');
}

/**
 * What two addresses of the same resource share, whatever token or signature each carries: the path without a token.
 *
 * @since 0.1.0
 */
export function resourceKey(url: string): string {
  const { host, pathname } = new URL(url);
  const [first = '', ...rest] = pathname.slice(1).split('/');
  return `${host}/${[isPlaybackToken(first) ? '*' : first, ...rest].join('/')}`;
}
