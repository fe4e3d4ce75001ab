import { StreamError } from '../../shared/errors.js';
import { decodeClaims, isPlaybackToken } from '../token/token-form.js';

/** Video on Stream: where it is delivered from and how it is named there. */
export interface StreamSource {
  /** Delivery origin, such as `https://customer-<code>.cloudflarestream.com`. */
  readonly origin: string;
  /** Uid of the video or live input. */
  readonly uid: string;
  /** A token that came with the source, where it was one. */
  readonly token?: string;
}

/** Options that help to read a `src`. */
export interface SourceOptions {
  /** The `<code>` of `customer-<code>.cloudflarestream.com`. */
  readonly customerCode?: string | undefined;
  /** Origin that delivers the video; wins over the customer code. */
  readonly deliveryOrigin?: string | undefined;
}

const UID = /^[0-9a-f]{32}$/i;
const CUSTOMER_CODE = /^[0-9a-z]+$/i;
/** Most characters that are read: no URL that works is longer, and all that counts is at its beginning. */
const MAX_SRC = 16_384;
const SHARED_ORIGIN = 'https://videodelivery.net';

/**
 * Origins of Stream itself that deliver videos, over HTTPS and on its default port.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
const STREAM_ORIGIN = /^https:\/\/(videodelivery\.net|((customer-[a-z\d]+|watch)\.)?cloudflarestream\.com)$/;

/** Tells whether an origin is one of Stream's own. */
export function isStreamOrigin(origin: string): boolean {
  return STREAM_ORIGIN.test(origin);
}

function webUrl(value: string): URL | undefined {
  try {
    return /^https?:\/\//i.test(value) ? new URL(value) : undefined;
  } catch {
    return undefined;
  }
}

function originOf({ customerCode, deliveryOrigin }: SourceOptions): string {
  if (deliveryOrigin) {
    // "localhost:4401" is a URL, too, of a scheme called localhost.
    const url = webUrl(deliveryOrigin);
    if (url?.href === `${url?.origin}/`) return url.origin;
    throw new StreamError('SOURCE_INVALID', 'delivery-origin is no origin.');
  }
  if (!customerCode) return SHARED_ORIGIN;
  if (CUSTOMER_CODE.test(customerCode)) return `https://customer-${customerCode}.cloudflarestream.com`;
  throw new StreamError('SOURCE_INVALID', 'customer-code is no code.');
}

/** Finds the host of the media: `iframe.` and `watch.` are hosts of pages. */
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
 */
export function parseSource(src: string, options: SourceOptions = {}): StreamSource {
  const text = src.trim().slice(0, MAX_SRC);
  let origin: string | undefined;
  let id = text;
  const url = webUrl(text.startsWith('//') ? `https:${text}` : text);
  if (url) {
    id = url.pathname.split('/')[1] ?? '';
    origin = options.deliveryOrigin ? undefined : mediaOrigin(url);
  }
  origin ??= originOf(options);
  if (UID.test(id)) return { origin, uid: id.toLowerCase() };
  const { sub } = isPlaybackToken(id) ? decodeClaims(id) : {};
  // Whoever writes a token writes its uid, too, which goes into URLs.
  if (typeof sub === 'string' && UID.test(sub)) return { origin, uid: sub, token: id };
  throw new StreamError('SOURCE_INVALID', 'src is no uid, token or URL of Stream.');
}

/**
 * Builds the URL of a video's HLS master playlist.
 *
 * @param id - The uid, or the signed token that stands in its place.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
export function manifestUrl(origin: string, id: string): string {
  return `${origin}/${id}/manifest/video.m3u8`;
}
