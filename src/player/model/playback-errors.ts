import { StreamError } from '../../shared/errors.js';

/** Gives an error its code: one that nobody foresaw leaves a player that could not be started. */
export function asStreamError(error: unknown): StreamError {
  return error instanceof StreamError
    ? error
    : new StreamError('ENGINE_UNSUPPORTED', 'The player could not be started.', { cause: error });
}
