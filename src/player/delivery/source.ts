import { StreamError } from '../../shared/errors.js';
import { isPlaybackToken, parsePlaybackToken } from '../token/token.js';

/**
 * A video on Stream: where it is delivered from and how it is named there.
 *
 * @since 0.1.0
 */
export interface StreamSource {
  /** Delivery origin, such as `https://customer-<code>.cloudflarestream.com`. */
  readonly origin: string;
  /** Uid of the video or live input. */
  readonly uid: string;
  /** A token that came with the source, where it was one. */
  readonly token?: string;
}

/** What helps to read a `src`. */
export interface SourceOptions {
  /** The `<code>` of `customer-<code>.cloudflarestream.com`. */
  readonly customerCode?: string | undefined;
  /** Origin that delivers the video; wins over the customer code. */
  readonly deliveryOrigin?: string | undefined;
}

const UID = /^[0-9a-f]{32}$/i;
const SHARED_ORIGIN = 'https://videodelivery.net';

function webAddress(text: string): URL | undefined {
  try {
    return /^https?:\/\//i.test(text) ? new URL(text) : undefined;
  } catch {
    return undefined;
  }
}

function originOf({ customerCode, deliveryOrigin }: SourceOptions): string {
  if (deliveryOrigin) {
    // "localhost:4401" is a URL, too, of a scheme called localhost.
    const url = webAddress(deliveryOrigin);
    if (url) return url.origin;
    throw new StreamError('SOURCE_INVALID', 'delivery-origin must be an absolute URL such as "https://example.com".');
  }
  return customerCode ? `https://customer-${customerCode}.cloudflarestream.com` : SHARED_ORIGIN;
}

/** `iframe.` and `watch.` are hosts of pages; the media is on the host without them. */
function mediaOrigin(url: URL): string {
  const host = url.host.replace(/^(iframe|watch|embed)\./, '');
  return host === 'cloudflarestream.com' ? SHARED_ORIGIN : `${url.protocol}//${host}`;
}

/**
 * Reads what a site wrote into `src`: a uid, a signed token, or any Stream URL (manifest, watch page, iframe, either
 * family of hosts).
 *
 * @throws {StreamError} `SOURCE_INVALID` when it is none of them.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 * @since 0.1.0
 */
export function parseSource(src: string, options: SourceOptions = {}): StreamSource {
  const text = src.trim();
  let origin: string | undefined;
  let id = text;
  const url = webAddress(text.startsWith('//') ? `https:${text}` : text);
  if (url) {
    id = url.pathname.split('/')[1] ?? '';
    origin = options.deliveryOrigin ? undefined : mediaOrigin(url);
  }
  origin ??= originOf(options);
  if (UID.test(id)) return { origin, uid: id.toLowerCase() };
  if (isPlaybackToken(id)) return { origin, uid: parsePlaybackToken(id).uid, token: id };
  throw new StreamError('SOURCE_INVALID', 'src is neither a video uid, nor a signed token, nor a Stream URL.');
}

/**
 * URL of a video's HLS master playlist.
 *
 * @param id - The uid, or the signed token that stands in its place.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
export function manifestUrl(origin: string, id: string): string {
  return `${origin}/${id}/manifest/video.m3u8`;
}
