import { asRecord } from './as-record.js';
import { StreamError, type StreamErrorCode } from './errors.js';

/** Codes an upload endpoint may answer in `{"error":{"code":…}}` that mean the same here. */
const ENDPOINT_CODES: readonly StreamErrorCode[] = [
  'FILE_TYPE',
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TOO_LONG',
  'UPLOAD_REJECTED',
  'STORAGE_EXHAUSTED',
];

/** Number Stream's own API gives a full account. */
const STREAM_STORAGE_EXCEEDED = 10011;

/**
 * Makes an error of what an upload endpoint answered instead of an upload URL.
 *
 * @param body - The answer as parsed JSON, or anything else where it was none.
 * @since 0.1.0
 */
export function endpointError(status: number, body: unknown): StreamError {
  const code = codeOf(body);
  if (code) return new StreamError(code, `The upload endpoint refused the file with ${code} (${status}).`, { status });
  if (status === 413) {
    return new StreamError('FILE_TOO_LARGE', 'The upload endpoint answered 413: the file is too large for it.', { status });
  }
  return new StreamError('UPLOAD_ENDPOINT_STATUS', `The upload endpoint answered ${status}.`, {
    status,
    retryable: true,
  });
}

function codeOf(body: unknown): StreamErrorCode | undefined {
  const answer = asRecord(body);
  const error = asRecord(answer?.error);
  if (error) return ENDPOINT_CODES.find((known) => known === error.code);
  // A server that hands Stream's answer through: {"success":false,"errors":[{"code":10011,…}]}.
  const errors = answer?.errors;
  const isFull = Array.isArray(errors) && errors.some((entry) => asRecord(entry)?.code === STREAM_STORAGE_EXCEEDED);
  return isFull ? 'STORAGE_EXHAUSTED' : undefined;
}
