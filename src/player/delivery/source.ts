import { StreamError } from '../../shared/errors.js';
import { decodeClaims, isPlaybackToken } from '../token/token-form.js';

/** Video on Stream: its delivery origin and its id there. */
export interface StreamSource {
  /** Delivery origin, such as `https://customer-<code>.cloudflarestream.com`. */
  readonly origin: string;
  /** Uid of the video or live input. */
  readonly uid: string;
  /** Token, if the source was given as one. */
  readonly token?: string;
  /** Query of a clip, such as `?time=10s&duration=5s`, if the source is one. */
  readonly clip?: string;
}

/** Options for parsing `src`. */
export interface SourceOptions {
  /** The `<code>` of `customer-<code>.cloudflarestream.com`. */
  readonly customerCode?: string | undefined;
  /** Origin that delivers the video; takes precedence over the customer code. */
  readonly deliveryOrigin?: string | URL | undefined;
}

/** Source, and the delivery origin if the page has stated it. */
interface Credentialed {
  readonly source: Pick<StreamSource, 'origin'>;
  readonly deliveryOrigin?: string | undefined;
}

const UID = /^[0-9a-f]{32}$/i;
/** Customer code, alone or as part of its host. */
const CUSTOMER_CODE = /^\s*(?:https:\/\/)?(?:customer-)?([0-9a-z]+)(?:\.cloudflarestream\.com\/?)?\s*$/i;
/** Most characters that are parsed: no valid URL is longer, and the relevant part is at its start. */
const MAX_SRC = 16_384;
const SHARED_ORIGIN = 'https://videodelivery.net';

/**
 * Stream's own origins that deliver videos, over HTTPS on the default port.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
const STREAM_ORIGIN = /^https:\/\/(videodelivery\.net|((customer-[a-z\d]+|watch)\.)?cloudflarestream\.com)$/;

/** Tells whether an origin is one of Stream's own. */
export function isStreamOrigin(origin: string): boolean {
  return STREAM_ORIGIN.test(origin);
}

/**
 * Tells whether the page's tokens may be sent to a source: on Stream's own hosts, or if the page has stated the origin.
 */
export function mayHaveCredentials({ source, deliveryOrigin }: Credentialed): boolean {
  return Boolean(deliveryOrigin) || isStreamOrigin(source.origin);
}

/** Parses an HTTP URL; before a host with a slash after it, the scheme may be missing. */
function webUrl(value: string): URL | undefined {
  try {
    const url = value.replace(/^(\/\/|(?=[\w-]+\.[\w.-]+(:\d+)?\/))/, 'https://');
    return /^https?:\/\//i.test(url) ? new URL(url) : undefined;
  } catch {
    return undefined;
  }
}

function originOf({ customerCode, deliveryOrigin }: SourceOptions): string {
  if (deliveryOrigin) {
    // Without the slash, “localhost:4401” would be a URL with the scheme “localhost”.
    const url = webUrl(String(deliveryOrigin).trim().replace(/\/?$/, '/'));
    if (url?.href === `${url?.origin}/`) return url.origin;
    throw new StreamError('SOURCE_INVALID', 'delivery-origin is not an origin.');
  }
  if (!customerCode) return SHARED_ORIGIN;
  const code = CUSTOMER_CODE.exec(customerCode)?.[1];
  if (code) return `https://customer-${code}.cloudflarestream.com`;
  throw new StreamError('SOURCE_INVALID', 'customer-code is invalid.');
}

/** Returns the origin of the media: `iframe.`, `watch.` and `embed.` are hosts of pages. */
function mediaOrigin(url: URL): string {
  const host = url.host.replace(/^(iframe|watch|embed)\./, '');
  return host === 'cloudflarestream.com' ? SHARED_ORIGIN : `${url.protocol}//${host}`;
}

/**
 * Parses the `src` that a site has set: a uid, a signed token, or any Stream URL (manifest, watch page, iframe, either
 * family of hosts).
 *
 * @throws {StreamError} `SOURCE_INVALID` when it is none of them.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
export function parseSource(src: string | URL, options: SourceOptions = {}): StreamSource {
  const text = String(src).trim().slice(0, MAX_SRC);
  let origin: string | undefined;
  let id = text;
  let clip: { clip?: string } = {};
  const url = webUrl(text);
  if (url) {
    const { pathname, search } = url;
    // URLs of the dashboard and the API begin with the account and deliver no media.
    const isDashboard = /(^|\.)cloudflare\.com$/.test(url.hostname);
    id = (isDashboard ? /\/stream\/(?:[a-z_]+\/)?([^/]+)/.exec(pathname)?.[1] : pathname.split('/')[1]) ?? '';
    origin = options.deliveryOrigin || isDashboard ? undefined : mediaOrigin(url);
    if (pathname.endsWith('/clip.m3u8')) clip = { clip: search };
  }
  origin ??= originOf(options);
  if (UID.test(id)) return { origin, uid: id.toLowerCase(), ...clip };
  const { sub } = isPlaybackToken(id) ? decodeClaims(id) : {};
  // A forged token may hold any uid, which becomes part of URLs: it has to look like one.
  if (typeof sub === 'string' && UID.test(sub)) return { origin, uid: sub, token: id, ...clip };
  throw new StreamError('SOURCE_INVALID', 'src is not a uid, token or Stream URL.');
}

/**
 * Builds the URL of a video's HLS master playlist, or of a clip of it.
 *
 * @param id - The uid, or the signed token that stands in its place.
 * @param clip - Query of the clip.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-own-player/
 */
export function manifestUrl(origin: string, id: string, clip?: string): string {
  return `${origin}/${id}/manifest/${clip ? `clip.m3u8${clip}` : 'video.m3u8'}`;
}
