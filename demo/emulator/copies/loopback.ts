import { ApiError } from '../shared/envelope.js';

/** Most redirects in a row. */
const MAX_REDIRECTS = 5;

/** A file that could not be fetched; the message says why in a few words, without the URL. */
export class OriginError extends Error {
  override readonly name = 'OriginError';
}

/**
 * Checks that a URL is on this machine. Other URLs are up to Cloudflare.
 *
 * @throws {ApiError} `invalidUrl`.
 */
export function parseLoopbackUrl(value: unknown, name: string): URL {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ApiError('invalidUrl', `${name} must be an http or https URL`);
  if (!isLoopback(url)) {
    throw new ApiError(
      'invalidUrl',
      `${name} must be on this machine (localhost, 127.0.0.1 or [::1]): the local Stream fetches nothing from elsewhere`,
    );
  }
  if (url.username !== '' || url.password !== '')
    throw new ApiError('invalidUrl', `${name} must not have a user or password in it`);
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Fetches from this machine, following redirects for as long as they stay on it.
 *
 * @throws {OriginError}
 */
export async function fetchLoopback(url: URL, init: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  let at = url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const response = await fetch(at, { ...init, redirect: 'manual' }).catch((error: unknown) => {
      init.signal.throwIfAborted();
      throw new OriginError('the server cannot be reached', { cause: error });
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at)) throw new OriginError('a redirect leads nowhere');
    at = new URL(location, at);
    if (!/^https?:$/.test(at.protocol) || !isLoopback(at))
      throw new OriginError('a redirect leads away from this machine');
  }
  throw new OriginError(`there are more than ${MAX_REDIRECTS} redirects`);
}
