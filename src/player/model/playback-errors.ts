import { StreamError, type StreamErrorCode } from '../../shared/errors.js';

/** Tells whether trying again by hand can help: after signing in, once the network or the server is back, or with luck. */
export function canRetry(code: StreamErrorCode): boolean {
  return code !== 'SOURCE_INVALID' && code !== 'ENGINE_UNSUPPORTED';
}

/** Gives an error its code: one that nobody foresaw leaves a player that could not be started. */
export function asStreamError(error: unknown): StreamError {
  return error instanceof StreamError
    ? error
    : new StreamError('ENGINE_UNSUPPORTED', 'The player could not be started.', { cause: error });
}
