import { StreamError } from '../../shared/errors.js';
import type { PlaybackToken } from './token.js';

/**
 * Why Stream refuses a token, as far as the token itself tells. Its times are only looked at once it is refused: the
 * clock of the viewer may be wrong.
 *
 * @param now - Local time in milliseconds since the epoch.
 * @returns the error itself where the token does not explain it.
 * @since 0.1.0
 */
export function describeRejection(error: StreamError, token: PlaybackToken | undefined, now: number): StreamError {
  if (error.code !== 'TOKEN_REJECTED' || !token) return error;
  const { status } = error;
  const about = { cause: error, ...(status !== undefined && { status }) };
  if (token.expiresAt <= now) return new StreamError('TOKEN_EXPIRED', 'The token had ended when it came.', about);
  if (token.notBefore > now)
    return new StreamError('TOKEN_NOT_YET_VALID', 'The token is not valid yet ("nbf" is ahead).', about);
  return error;
}
