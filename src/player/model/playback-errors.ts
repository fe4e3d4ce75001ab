import { StreamError } from '../../shared/errors.js';

/** Turns any error into a `StreamError`: an unexpected one means that the player could not be started. */
export function asStreamError(error: unknown): StreamError {
  return error instanceof StreamError
    ? error
    : new StreamError('ENGINE_UNSUPPORTED', 'The player could not be started.', { cause: error });
}
