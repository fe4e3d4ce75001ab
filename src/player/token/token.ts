import { StreamError } from '../../shared/errors.js';
import { decodeClaims, isPlaybackToken } from './token-form.js';

/** Signed playback token and its claims. The signature is not verified: only Stream can. */
export interface PlaybackToken {
  /** The token itself. Secret: never logged, never written to the DOM. */
  readonly value: string;
  /** Uid of the video or live input it opens (`sub`). */
  readonly uid: string;
  /** Expiry, in milliseconds since the epoch (`exp`). */
  readonly expiresAt: number;
  /** Start of validity, in milliseconds since the epoch (`nbf`); 0 if the token has none. */
  readonly notBefore: number;
}

/** Latest time of a `Date`, in milliseconds since the epoch. */
const MAX_TIME_MS = 8.64e15;
/**
 * Reads a time claim: Stream's own tokens have seconds as a string (`"exp":"1701419008"`), self-signed ones as a
 * number, some with a fraction. Returns `undefined` for a time beyond any `Date`.
 */
function readTimeMs(claim: unknown): number | undefined {
  const seconds = typeof claim === 'string' && claim.trim() ? Number(claim) : claim;
  return typeof seconds === 'number' && Math.abs(seconds * 1000) <= MAX_TIME_MS ? seconds * 1000 : undefined;
}

/**
 * Parses a signed playback token.
 *
 * @param text - The token, possibly with white space around it.
 * @throws {StreamError} `TOKEN_MALFORMED` if it is no token, or its payload has no `sub` or no `exp`.
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
export function parsePlaybackToken(text: string): PlaybackToken {
  const value = text.trim();
  const { sub, exp, nbf } = decodeClaims(value);
  const expiresAt = readTimeMs(exp);
  // Without that format, it could not be told from a uid in a URL, nor replaced there.
  if (expiresAt === undefined || typeof sub !== 'string' || !isPlaybackToken(value)) {
    throw new StreamError('TOKEN_MALFORMED', 'The token is not a JSON Web Token with "sub" and a numeric "exp".');
  }
  return { value, uid: sub, expiresAt, notBefore: readTimeMs(nbf) ?? 0 };
}
