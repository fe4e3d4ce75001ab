import { isPlaybackToken } from '../token/token-form.js';

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
export function hasTokenInPath(url: string): boolean {
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
