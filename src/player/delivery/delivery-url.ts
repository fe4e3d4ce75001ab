import { isPlaybackToken } from '../token/token-form.js';

/** Options of a live stream. */
export interface LiveOptions {
  /** Whether to use low-latency HLS, where the live input has it: seconds of delay instead of tens of seconds. */
  readonly lowLatency: boolean;
  /** Whether viewers may seek back to the start of the broadcast. */
  readonly dvr: boolean;
}

/**
 * Builds the lifecycle URL of a live input, which says whether it is live and as which video.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/watch-live-stream/
 */
export function lifecycleUrl(origin: string, id: string): string {
  return `${origin}/${id}/lifecycle`;
}

/**
 * Builds the query for the URL of a live stream's master playlist.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/dvr-for-live/
 */
export function liveQuery({ lowLatency, dvr }: LiveOptions): string {
  const query = [lowLatency && 'protocol=llhls', dvr && 'dvrEnabled=true'].filter(Boolean).join('&');
  return query && `?${query}`;
}

/**
 * Replaces the token in a URL. Only a first path segment that is a token is replaced; a URL with a uid stays as it is.
 */
export function withToken(url: string, token: string): string {
  return url.replace(/^(\w+:\/\/[^/]+\/)([^/?#]+)/, (whole, origin: string, first: string) =>
    isPlaybackToken(first) ? origin + token : whole,
  );
}

/** Parses a URL; `undefined` if it is invalid. */
export function parseUrl(url: string, baseUrl?: string): URL | undefined {
  try {
    return new URL(url, baseUrl);
  } catch {
    return undefined;
  }
}

/** Tells whether a URL's path begins with a token rather than a uid. */
export function hasTokenInPath(url: string): boolean {
  return isPlaybackToken(parseUrl(url)?.pathname.split('/')[1] ?? '');
}

/**
 * Returns the key of a resource, the same for all its URLs, whatever their token or signature: host and path without
 * the token. An invalid URL is its own key.
 */
export function resourceKey(url: string): string {
  const parsed = parseUrl(url);
  if (!parsed) return url;
  const [first = '', ...rest] = parsed.pathname.slice(1).split('/');
  return `${parsed.host}/${[isPlaybackToken(first) ? '*' : first, ...rest].join('/')}`;
}
