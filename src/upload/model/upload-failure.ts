import { asRecord } from '../../shared/json.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { RetryDecision } from './retry-policy.js';
import type { TransportFailure } from './transport-failure.js';
import { isStatusUnknown, type UploadEvent, type UploadRecovery, type UploadState } from './upload-state.js';

/** Codes an upload endpoint may answer in `{"error":{"code":…}}` that mean the same here. */
const ENDPOINT_CODES: readonly StreamErrorCode[] = [
  'FILE_TYPE',
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TOO_LONG',
  'UPLOAD_REJECTED',
  'STORAGE_EXHAUSTED',
];

/** Numbers that Stream's own API gives, in the order in which they are looked for. */
const STREAM_CODES: readonly (readonly [number, StreamErrorCode])[] = [
  [10011, 'STORAGE_EXHAUSTED'],
  [10059, 'FILE_TYPE'],
];

/** Error of a file that is larger than somebody on the way takes, who may say how large it may be. */
export class FileTooLargeError extends StreamError {
  /** Largest size in bytes; `null` where it is not known. */
  readonly maxBytes: number | null;

  constructor(message: string, maxBytes: number | null, status = 413) {
    super('FILE_TOO_LARGE', message, { status });
    this.maxBytes = maxBytes;
  }
}

/**
 * Makes an error of what an upload endpoint answered instead of an upload URL.
 *
 * @param body - The answer as parsed JSON, or anything else where it was none.
 * @param isRedirected - Whether it was answered elsewhere than it was asked.
 */
export function endpointError(status: number, body: unknown, isRedirected = false): StreamError {
  const code = codeOf(body);
  if (code === 'FILE_TOO_LARGE') {
    const { maxBytes } = asRecord(asRecord(body)?.error) ?? {};
    const message = `The upload endpoint refused the file with FILE_TOO_LARGE (${status}).`;
    return new FileTooLargeError(message, typeof maxBytes === 'number' && maxBytes > 0 ? maxBytes : null, status);
  }
  if (code) return new StreamError(code, `The upload endpoint refused the file with ${code} (${status}).`, { status });
  if (status === 413) {
    return new FileTooLargeError('The upload endpoint answered 413: the file is too large for it.', null);
  }
  const message = isRedirected
    ? `The upload endpoint redirected, which may turn POST into GET, and ${status} was answered there: state the last URL.`
    : `The upload endpoint answered ${status}.`;
  return new StreamError('UPLOAD_ENDPOINT_STATUS', message, { status, retryable: true });
}

/** Reads what a refusal says is wrong: a code of ours, or a number of Stream's that somebody has handed through. */
export function codeOf(body: unknown): StreamErrorCode | undefined {
  const answer = asRecord(body);
  const error = asRecord(answer?.error);
  if (error) return ENDPOINT_CODES.find((known) => known === error.code);
  // A server that hands Stream's answer through: {"success":false,"errors":[{"code":10011,…}],"messages":[]}.
  const entries = [answer?.errors, answer?.messages].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const numbers = entries.map((entry) => asRecord(entry)?.code);
  return STREAM_CODES.find(([number]) => numbers.includes(number))?.[1];
}

/** Status of a video that {@link outcomeOf} needs. */
export interface VideoOutcome {
  readonly status: string;
  /** Stream's code for why it failed; `null` where it did not, or gave none. */
  readonly errorCode: string | null;
}

/**
 * Makes an error that a person can be told of what ended an upload. What is no {@link StreamError} was not foreseen: it
 * may be tried again, because that loses nothing.
 */
export function toUploadError(cause: unknown): StreamError {
  if (cause instanceof StreamError) return cause;
  return new StreamError('NETWORK', 'The upload stopped for a reason that was not foreseen.', {
    retryable: true,
    cause,
  });
}

/** Makes the last event of an upload from its video's status: ready, or failed with Stream's code for why. */
export function outcomeOf({ status, errorCode: reason }: VideoOutcome): UploadEvent {
  if (status === 'ready') return { type: 'ready' };
  const message = `Stream could not make a video of the file (${reason ?? 'no reason given'}).`;
  return { type: 'fail', error: new StreamError('VIDEO_FAILED', message), reason, recovery: 'choose' };
}

const ANY_TRANSPORT = { isResumable: true, maxBytes: Infinity };

/**
 * Makes an error of a failed attempt to send that is not tried again.
 *
 * @param fileBytes - Size of the file.
 */
export function sendingError(
  decision: Exclude<RetryDecision, 'retry'>,
  { kind, status, code }: TransportFailure,
  fileBytes = 0,
  { isResumable, maxBytes }: { readonly isResumable: boolean; readonly maxBytes: number } = ANY_TRANSPORT,
): StreamError {
  if (code) return new StreamError(code, `The upload server refused the file with ${code} (${status}).`, { status });
  if (status === 413 && !isResumable) {
    const message = 'The file is too large to be sent in one piece: answer with a tus URL.';
    return new FileTooLargeError(message, fileBytes > maxBytes ? maxBytes : null);
  }
  if (decision === 'file-changed') {
    return new StreamError('FILE_CHANGED', 'The file can no longer be read: it was moved, changed or deleted.');
  }
  if (kind === 'answer' || kind === 'mismatch') {
    const message =
      'The upload server says what cannot be true of this upload, such as to have more than it was given.';
    return new StreamError('UPLOAD_ANSWER_INVALID', message, { retryable: true });
  }
  if (decision === 'renew') {
    return new StreamError('UPLOAD_EXPIRED', 'A new upload URL was gone as well.', { retryable: true, status });
  }
  return new StreamError('UPLOAD_REJECTED', `The upload server answered ${status}.`, { retryable: true, status });
}

/** Makes the error that a page is told while an upload server is tried on that has not once given a usable answer. */
export function unreachableError(): StreamError {
  const message =
    'The upload server has not taken one byte: blocked by a policy, an ad blocker or a proxy, not allowed by CORS ' +
    '(HEAD and PATCH), or "Upload-Offset" and "Upload-Length" are not exposed. It is tried on.';
  return new StreamError('UPLOAD_UNREACHABLE', message, { retryable: true });
}

/** Whether an error is the site's fault, or says that nobody may upload there: every other file would fail as well. */
export function isSiteFault(error: unknown): boolean {
  if (!(error instanceof StreamError)) return false;
  const { code, status = 0 } = error;
  if (code === 'UPLOAD_ENDPOINT_STATUS') return [401, 403, 404, 405].includes(status);
  if (code === 'STORAGE_EXHAUSTED') return true;
  return code === 'UPLOAD_ENDPOINT_MISSING' || code === 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD';
}

/**
 * Whether the same file can be sent again after an error without a decision of somebody. After `FILE_CHANGED` it cannot:
 * the person is asked whether another file is the one that is meant.
 */
export function canTryAgain(state: UploadState): boolean {
  return state.status === 'error' && state.recovery === 'retry' && state.error.code !== 'FILE_CHANGED';
}

/** Facts about a failed upload that {@link afterFailure} needs. */
export interface FailedUpload {
  /** Whether the file was chosen to go on with a half-sent upload of an earlier visit. */
  readonly isOffered: boolean;
  /** Whether sending can go on where it stopped; a form POST begins at the first byte each time. */
  readonly canPause: boolean;
}

/** Consequences of a failed upload. */
export interface FailureOutcome {
  /** How the person can go on: `retry` with the same file, or `choose` another. */
  readonly recovery: UploadRecovery;
  /** Whether the upload URL was refused and is kept: a second attempt may find that its bytes are still there. */
  readonly isRefused: boolean;
  /** Whether the upload URL is given up, so that the next attempt asks for another. */
  readonly dropsTarget: boolean;
}

/** Decides what is kept of an upload that has failed, and how the person can go on. */
export function afterFailure(error: StreamError, { isOffered, canPause }: FailedUpload): FailureOutcome {
  const { code, retryable, status } = error;
  // Another file than the one to go on with is no fault of that file: the person may want to send it all the same.
  const isOther = code === 'FILE_CHANGED' && isOffered;
  const isUnfit = isAboutFile(code) && !retryable && !isOther;
  const isRefused = code === 'UPLOAD_REJECTED' && canPause;
  return {
    recovery: isUnfit ? 'choose' : 'retry',
    isRefused,
    dropsTarget:
      (isUnfit && status !== undefined) ||
      code === 'UPLOAD_EXPIRED' ||
      code === 'UPLOAD_ANSWER_INVALID' ||
      (code === 'UPLOAD_REJECTED' && !isRefused),
  };
}

/** Facts about a failed upload that {@link retryStep} needs. */
export interface RetriedUpload {
  /** Whether the file has passed the checks, so that its name in the store is known. */
  readonly hasKey: boolean;
  /** Whether there is an upload URL to go on with. */
  readonly hasTarget: boolean;
}

/**
 * Step to take when an upload that failed is tried again:
 * - `choose`: begin with the file as if it had just been chosen. `isOther`: it is not the file that was to be gone on
 *   with, so that the half-sent upload of that one is given up.
 * - `watch`: every byte is there; ask again how far the video is.
 * - `send`: send what is missing. `isAnew`: all of it, because there is no upload URL to go on with.
 */
export type RetryStep =
  | { readonly type: 'choose'; readonly isOther: boolean }
  | { readonly type: 'watch'; readonly uid: string }
  | { readonly type: 'send'; readonly isAnew: boolean };

/**
 * Decides where an upload that failed begins again.
 *
 * @returns `null` where it has not failed, or only another file can help.
 */
export function retryStep(state: UploadState, { hasKey, hasTarget }: RetriedUpload): RetryStep | null {
  if (state.status !== 'error' || state.recovery !== 'retry') return null;
  const { code } = state.error;
  if (isAboutFile(code)) return { type: 'choose', isOther: code === 'FILE_CHANGED' };
  if (isStatusUnknown(state)) return { type: 'watch', uid: state.uid };
  return hasKey ? { type: 'send', isAnew: !hasTarget } : { type: 'choose', isOther: false };
}

/** Whether an error is about the file itself, and not about the way it is sent. */
function isAboutFile(code: StreamErrorCode): boolean {
  return code.startsWith('FILE_');
}
