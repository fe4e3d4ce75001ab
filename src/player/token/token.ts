import { StreamError } from '../../shared/errors.js';
import { decodeClaims, isPlaybackToken } from './token-form.js';

/** A signed playback token and what its payload says. The signature is not verified: only Stream can. */
export interface PlaybackToken {
  /** The token itself. Secret: never logged, never written to the DOM. */
  readonly value: string;
  /** Uid of the video or live input it opens (`sub`). */
  readonly uid: string;
  /** When it stops working, in milliseconds since the epoch (`exp`). */
  readonly expiresAt: number;
  /** When it starts working, in milliseconds since the epoch (`nbf`); 0 when the token does not say. */
  readonly notBefore: number;
}

/** Latest time that a `Date` can hold, in milliseconds since the epoch. */
const MAX_TIME_MS = 8.64e15;
/**
 * Reads a time claim: Stream's own tokens carry seconds as a string (`"exp":"1701419008"`), self-signed ones as a
 * number, some with a fraction. Gives nothing for a time that no clock can show.
 */
function readTimeMs(claim: unknown): number | undefined {
  const seconds = typeof claim === 'string' && claim.trim() ? Number(claim) : claim;
  return typeof seconds === 'number' && Math.abs(seconds * 1000) <= MAX_TIME_MS ? seconds * 1000 : undefined;
}

/**
 * Reads a signed playback token.
 *
 * @param text - The token, maybe with white space around it.
 * @throws {StreamError} `TOKEN_MALFORMED` when it is no token, or its payload has no `sub` or no `exp`.
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
export function parsePlaybackToken(text: string): PlaybackToken {
  const value = text.trim();
  const { sub, exp, nbf } = decodeClaims(value);
  const expiresAt = readTimeMs(exp);
  // What does not have the form could not be told from a uid in a URL, nor be replaced there.
  if (expiresAt === undefined || typeof sub !== 'string' || !isPlaybackToken(value)) {
    throw new StreamError('TOKEN_MALFORMED', 'Playback token is no JSON Web Token with "sub" and a numeric "exp".');
  }
  return { value, uid: sub, expiresAt, notBefore: readTimeMs(nbf) ?? 0 };
}
