import { givenToken, requestEarly, type EarlyOptions } from '../token/early-token.js';
import { decodeClaims } from '../token/token-form.js';
import { mayHaveCredentials } from './source.js';

/** Position and size of a thumbnail. */
export interface ThumbnailOptions {
  /** Position in the video, in seconds. */
  readonly time?: number | undefined;
  /** Height in pixels. */
  readonly height?: number | undefined;
}

/**
 * Builds the URL of a thumbnail.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/displaying-thumbnails/
 */
export function thumbnailUrl(origin: string, id: string, { time, height }: ThumbnailOptions = {}): string {
  const query = [isSane(time) && `time=${Number(time.toFixed(3))}s`, isSane(height) && `height=${height}`];
  return `${origin}/${id}/thumbnails/thumbnail.jpg?${query.filter(Boolean).join('&')}`.replace(/\?$/, '');
}

/**
 * Tells whether a number is one that a video can have: finite, not negative, and not so large that it would be written
 * with an “e”.
 */
function isSane(value: number | undefined): value is number {
  return Number.isFinite(value) && Number(value) >= 0 && Number(value) < 1e9;
}

/** Default height of a thumbnail, in pixels. */
const HEIGHT = 720;

/**
 * Fetches a thumbnail; `undefined` if there is none.
 *
 * @param id - The uid, or the signed token that stands in its place.
 */
export async function fetchThumbnail(
  origin: string,
  id: string,
  { time, height = HEIGHT, signal }: ThumbnailOptions & { readonly signal: AbortSignal },
): Promise<ImageBitmap | undefined> {
  const response = await fetch(thumbnailUrl(origin, id, { time, height }), { signal });
  return response.ok ? createImageBitmap(await response.blob()) : undefined;
}

/**
 * Finds the id for requesting a thumbnail before the session's code is loaded; `undefined` if only a session can tell.
 */
export async function findEarlyId(
  options: EarlyOptions & { readonly deliveryOrigin?: string | undefined },
): Promise<string | undefined> {
  const { source, tokenEndpoint, getToken } = options;
  const given = givenToken(options);
  if (!given && !tokenEndpoint && !getToken) return source.uid;
  if (!mayHaveCredentials(options)) return undefined;
  const answer = await requestEarly(options);
  const body = answer?.ok ? await answer.clone().text() : '';
  const id = given ?? /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(body)?.[0];
  const { sub, exp } = decodeClaims(`${id}`);
  return sub === source.uid && Number(exp) > Date.now() / 1000 ? id : undefined;
}
