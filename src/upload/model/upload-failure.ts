import { asRecord } from '../../shared/json.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { RetryDecision } from './retry-policy.js';
import type { TransportFailure } from './transport-failure.js';
import { isStatusUnknown, type UploadEvent, type UploadRecovery, type UploadState } from './upload-state.js';

/** Error codes in `{"error":{"code":…}}` of an upload endpoint that have the same meaning here. */
const ENDPOINT_CODES: readonly StreamErrorCode[] = [
  'FILE_TYPE',
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TOO_LONG',
  'UPLOAD_REJECTED',
  'STORAGE_EXHAUSTED',
];

/** Error numbers of Stream's API, in order of precedence. */
const STREAM_CODES: readonly (readonly [number, StreamErrorCode])[] = [
  [10011, 'STORAGE_EXHAUSTED'],
  [10059, 'FILE_TYPE'],
];

/** Error of a file that is too large for a server or proxy, which may state its limit. */
export class FileTooLargeError extends StreamError {
  /** Largest size in bytes; `null` if unknown. */
  readonly maxBytes: number | null;

  constructor(message: string, maxBytes: number | null, status = 413) {
    super('FILE_TOO_LARGE', message, { status });
    this.maxBytes = maxBytes;
  }
}

/**
 * Creates the error for a failed response of an upload endpoint.
 *
 * @param body - The response as parsed JSON, or anything else.
 * @param isRedirected - Whether the request was redirected.
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
    ? `The upload endpoint redirected, which may turn POST into GET, and the target answered ${status}: set the final URL.`
    : `The upload endpoint answered ${status}.`;
  return new StreamError('UPLOAD_ENDPOINT_STATUS', message, { status, retryable: true });
}

/** Reads the error code of a refusal: one of ours, or one of Stream's numbers that a server has passed on. */
export function codeOf(body: unknown): StreamErrorCode | undefined {
  const answer = asRecord(body);
  const error = asRecord(answer?.error);
  if (error) return ENDPOINT_CODES.find((known) => known === error.code);
  // Stream's response passed on: {"success":false,"errors":[{"code":10011,…}],"messages":[]}.
  const entries = [answer?.errors, answer?.messages].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const numbers = entries.map((entry) => asRecord(entry)?.code);
  return STREAM_CODES.find(([number]) => numbers.includes(number))?.[1];
}

/** Status of a video, for {@link outcomeOf}. */
export interface VideoOutcome {
  readonly status: string;
  /** Stream's code for the failure; `null` if there is none. */
  readonly errorCode: string | null;
}

/**
 * Turns whatever has ended an upload into an error for people. An unexpected one may be retried, because that loses
 * nothing.
 */
export function toUploadError(cause: unknown): StreamError {
  if (cause instanceof StreamError) return cause;
  return new StreamError('NETWORK', 'The upload stopped for an unexpected reason.', {
    retryable: true,
    cause,
  });
}

/** Creates the last event of an upload from the status of its video: ready, or failed with Stream's code. */
export function outcomeOf({ status, errorCode: reason }: VideoOutcome): UploadEvent {
  if (status === 'ready') return { type: 'ready' };
  const message = `Stream could not process the file (${reason ?? 'no reason given'}).`;
  return { type: 'fail', error: new StreamError('VIDEO_FAILED', message), reason, recovery: 'choose' };
}

const ANY_TRANSPORT = { isResumable: true, maxBytes: Infinity };

/**
 * Creates the error of a failed attempt that is not retried.
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
    const message = 'The file is too large for a form POST: return a tus URL.';
    return new FileTooLargeError(message, fileBytes > maxBytes ? maxBytes : null);
  }
  if (decision === 'file-changed') {
    return new StreamError('FILE_CHANGED', 'The file can no longer be read: it was moved, changed or deleted.');
  }
  if (kind === 'answer' || kind === 'mismatch') {
    const message = 'The upload server gives impossible answers, such as more bytes than were sent.';
    return new StreamError('UPLOAD_ANSWER_INVALID', message, { retryable: true });
  }
  if (decision === 'renew') {
    return new StreamError('UPLOAD_EXPIRED', 'The upload URL has expired, and so has a new one.', {
      retryable: true,
      status,
    });
  }
  return new StreamError('UPLOAD_REJECTED', `The upload server answered ${status}.`, { retryable: true, status });
}

/** Creates the error reported to the page while retrying an upload server that has never given a usable response. */
export function unreachableError(): StreamError {
  const message =
    'The upload server has accepted no byte: blocked by a policy, an ad blocker or a proxy, not allowed by CORS ' +
    '(HEAD and PATCH), or "Upload-Offset" and "Upload-Length" are not exposed. Retrying.';
  return new StreamError('UPLOAD_UNREACHABLE', message, { retryable: true });
}

/**
 * Tells whether an error is the site's fault, or says that nobody may upload there: every other file would fail, too.
 */
export function isSiteFault(error: unknown): boolean {
  if (!(error instanceof StreamError)) return false;
  const { code, status = 0 } = error;
  if (code === 'UPLOAD_ENDPOINT_STATUS') return [401, 403, 404, 405].includes(status);
  if (code === 'STORAGE_EXHAUSTED') return true;
  return code === 'UPLOAD_ENDPOINT_MISSING' || code === 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD';
}

/**
 * Tells whether the same file can be sent again without a decision. Not after `FILE_CHANGED`: the person is asked
 * whether to send the other file.
 */
export function canTryAgain(state: UploadState): boolean {
  return state.status === 'error' && state.recovery === 'retry' && state.error.code !== 'FILE_CHANGED';
}

/** Facts about a failed upload, for {@link afterFailure}. */
export interface FailedUpload {
  /** Whether the file was chosen to resume a half-sent upload of an earlier visit. */
  readonly isOffered: boolean;
  /** Whether sending can resume where it stopped; a form POST always starts over. */
  readonly canPause: boolean;
}

/** Consequences of a failed upload. */
export interface FailureOutcome {
  /** How the person can continue: `retry` with the same file, or `choose` another. */
  readonly recovery: UploadRecovery;
  /** Whether the upload URL was refused but is kept: a second attempt may find that its bytes are still there. */
  readonly isRefused: boolean;
  /** Whether the upload URL is dropped, so that the next attempt gets another. */
  readonly dropsTarget: boolean;
}

/** Decides what is kept of a failed upload, and how the person can continue. */
export function afterFailure(error: StreamError, { isOffered, canPause }: FailedUpload): FailureOutcome {
  const { code, retryable, status } = error;
  // A file other than the one to resume is not faulty itself: the person may want to send it all the same.
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

/** Facts about a failed upload, for {@link retryStep}. */
export interface RetriedUpload {
  /** Whether the file has passed the checks, so that its key in the store is known. */
  readonly hasKey: boolean;
  /** Whether there is an upload URL to resume. */
  readonly hasTarget: boolean;
}

/**
 * Step to take when a failed upload is retried:
 * - `choose`: start as if the file had just been chosen. `isOther`: not the file to resume; that half-sent upload is
 * dropped.
 * - `watch`: all bytes have arrived; request the status again.
 * - `send`: send the missing bytes. `isAnew`: all of them, because there is no upload URL to resume.
 */
export type RetryStep =
  | { readonly type: 'choose'; readonly isOther: boolean }
  | { readonly type: 'watch'; readonly uid: string }
  | { readonly type: 'send'; readonly isAnew: boolean };

/**
 * Decides where a failed upload starts again.
 *
 * @returns `null` if it has not failed, or needs another file.
 */
export function retryStep(state: UploadState, { hasKey, hasTarget }: RetriedUpload): RetryStep | null {
  if (state.status !== 'error' || state.recovery !== 'retry') return null;
  const { code } = state.error;
  if (isAboutFile(code)) return { type: 'choose', isOther: code === 'FILE_CHANGED' };
  if (isStatusUnknown(state)) return { type: 'watch', uid: state.uid };
  return hasKey ? { type: 'send', isAnew: !hasTarget } : { type: 'choose', isOther: false };
}

/** Tells whether an error is about the file itself, not about sending it. */
function isAboutFile(code: StreamErrorCode): boolean {
  return code.startsWith('FILE_');
}
