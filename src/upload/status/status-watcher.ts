import { makeHeaders, type UploadHeaders } from '../model/request-headers.js';
import * as RETRY from '../model/retry-limits.js';
import { retryDelayMs } from '../model/retry-policy.js';
import { StreamError } from '../../shared/errors.js';
import { asPercent, asRecord, parseJson } from '../../shared/json.js';
import { endpointUrl } from '../../shared/endpoint-url.js';
import { isOffline, waitForRetry } from '../model/network.js';
import { parseHttpDate, parseRetryAfter } from '../../shared/retry-after.js';
import { pollDelayMs } from '../../shared/poll-delay.js';
import { withTimeout } from '../../shared/with-timeout.js';

/** Response of a status endpoint about a video. */
export interface VideoStatus {
  /** `pending`: bytes are missing. `processing`: Stream is encoding it. */
  readonly status: 'pending' | 'processing' | 'ready' | 'error';
  /** Encoding progress in whole percent; `null` if unknown. */
  readonly percent: number | null;
  /** Stream's code for a failure (`ERR_NON_VIDEO`); `null` without one. */
  readonly errorCode: string | null;
}

/** Format of Stream's error codes, which are shown to people. */
const ERROR_CODE = /^[\w-]{1,64}$/;

const STATUSES: readonly VideoStatus['status'][] = ['pending', 'processing', 'ready', 'error'];

/** Settings of the status endpoint. */
export interface StatusSource {
  /** URL with a `{uid}` placeholder. */
  readonly statusEndpoint: string;
  readonly headers?: UploadHeaders | null;
}

/**
 * Requests a video's status once.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` if the page's headers are invalid, `VIDEO_NOT_FOUND` (404),
 * `STATUS_ENDPOINT_UNREACHABLE` for everything else; the last two are `retryable` if a retry may help.
 */
export async function fetchVideoStatus(
  source: StatusSource,
  uid: string,
  options: { readonly signal: AbortSignal; readonly fetch?: typeof fetch },
): Promise<VideoStatus> {
  const { signal, fetch: send = fetch } = options;
  let response: Response;
  let text: string;
  try {
    const ending = withTimeout(signal, RETRY.statusAnswerMs);
    response = await send(endpointUrl(source.statusEndpoint, uid), {
      headers: await makeHeaders(source.headers, { Accept: 'application/json' }, ending),
      cache: 'no-store',
      signal: ending,
    });
    text = await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof StreamError && !cause.retryable) throw cause;
    throw new StreamError('STATUS_ENDPOINT_UNREACHABLE', 'The status endpoint did not answer.', {
      retryable: true,
      cause,
    });
  }
  if (response.status === 404) {
    throw new StreamError('VIDEO_NOT_FOUND', 'The status endpoint does not know this video.', {
      retryable: true,
      status: 404,
    });
  }
  const body = response.ok ? asRecord(parseJson(text)) : undefined;
  if (!body) {
    const message = response.ok
      ? `The status endpoint ${response.redirected ? 'redirected to' : 'answered with'} something that is not a JSON object.`
      : `The status endpoint answered ${response.status}.`;
    throw new StreamError('STATUS_ENDPOINT_UNREACHABLE', message, {
      retryable: true,
      status: response.status,
      retryAfterMs: parseRetryAfter(
        response.headers.get('Retry-After'),
        parseHttpDate(response.headers.get('Date')) ?? Date.now(),
      ),
    });
  }
  return toVideoStatus(body);
}

function toVideoStatus(body: Record<string, unknown>): VideoStatus {
  const status = STATUSES.find((known) => known === body.status);
  if (!status) {
    throw new StreamError('STATUS_ENDPOINT_UNREACHABLE', 'The status endpoint answered without a known "status".');
  }
  const { errorCode } = body;
  const percent = asPercent(body.percent);
  return {
    status,
    percent: percent === null ? null : Math.floor(percent),
    errorCode: typeof errorCode === 'string' && ERROR_CODE.test(errorCode) ? errorCode : null,
  };
}

/**
 * Requests the status until a video is ready or has failed.
 *
 * @throws {StreamError} `STATUS_ENDPOINT_UNREACHABLE` or `VIDEO_NOT_FOUND` after a minute without a usable response,
 * and up to ten more if the server requests delays.
 * @throws The signal's reason if it was aborted.
 */
export async function watchVideo(
  source: StatusSource,
  uid: string,
  { signal, onStatus }: { readonly signal: AbortSignal; readonly onStatus: (percent: number | null) => void },
): Promise<VideoStatus> {
  let missingSince: number | undefined;
  let missing = 0;
  let askedInAllMs = 0;
  for (let asked = 1; ; asked += 1) {
    let askedMs: number | null = null;
    try {
      const status = await fetchVideoStatus(source, uid, { signal });
      missingSince = undefined;
      missing = askedInAllMs = 0;
      if (status.status === 'ready' || status.status === 'error') return status;
      onStatus(status.percent);
    } catch (error) {
      signal.throwIfAborted();
      missingSince ??= performance.now();
      missing += 1;
      // Neither requested delays nor time offline count.
      if (isOffline()) missingSince = performance.now();
      askedMs = error instanceof StreamError ? error.retryAfterMs : null;
      // A sleeping computer or a background page makes few requests, however much time passes.
      const isLong = missing >= RETRY.missingStatuses && performance.now() - missingSince > RETRY.toleratedStatusMs;
      if (!(error instanceof StreamError) || isLong) throw error;
    }
    if (askedMs === null) await waitForRetry(pollDelayMs(asked), signal);
    else {
      const waitMs = Math.max(pollDelayMs(asked), retryDelayMs(1, askedMs));
      await waitForRetry(waitMs, signal, true);
      const uncountedMs = Math.min(waitMs, RETRY.maxAskedStatusMs - askedInAllMs);
      askedInAllMs += uncountedMs;
      missingSince = (missingSince ?? 0) + uncountedMs;
    }
  }
}

/**
 * Tells whether Stream has every byte of a video, according to the status endpoint. Retries without a response, and
 * also after `pending`: many sites hear of a file later than Stream. A wrong “no” would send all bytes again.
 *
 * @throws The signal's reason if it was aborted.
 */
export async function isVideoComplete(source: StatusSource, uid: string, signal: AbortSignal): Promise<boolean> {
  if (!source.statusEndpoint) return false;
  for (let attempt = 1; ; attempt += 1) {
    let askedMs: number | null = null;
    try {
      const { status, errorCode } = await fetchVideoStatus(source, uid, { signal });
      // A file that Stream could not process has arrived, too; an expired upload has not.
      if (status !== 'pending') return errorCode !== 'UPLOAD_EXPIRED';
    } catch (error) {
      signal.throwIfAborted();
      const { code, retryAfterMs } = error as StreamError;
      if (code === 'VIDEO_NOT_FOUND') return false;
      askedMs = retryAfterMs;
    }
    if (attempt >= RETRY.completeTries) return false;
    await waitForRetry(retryDelayMs(attempt, askedMs), signal, askedMs !== null);
  }
}
