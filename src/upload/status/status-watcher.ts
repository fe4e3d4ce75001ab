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

/** Answer of a status endpoint about a video. */
export interface VideoStatus {
  /** `pending`: its bytes are not all there. `processing`: Stream is encoding it. */
  readonly status: 'pending' | 'processing' | 'ready' | 'error';
  /** Encoded part, in whole percent; `null` where it is not known. */
  readonly percent: number | null;
  /** Stream's code for why it failed (`ERR_NON_VIDEO`); `null` where it did not. */
  readonly errorCode: string | null;
}

/** Form of Stream's codes, which are shown to people. */
const ERROR_CODE = /^[\w-]{1,64}$/;

const STATUSES: readonly VideoStatus['status'][] = ['pending', 'processing', 'ready', 'error'];

/** Settings that say where a video's state comes from. */
export interface StatusSource {
  /** URL; `{uid}` in it is filled in. */
  readonly statusEndpoint: string;
  readonly headers?: UploadHeaders | null;
}

/**
 * Asks a status endpoint for a video's state, once.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` where no header can hold what the page gives, `VIDEO_NOT_FOUND` (404),
 * `STATUS_ENDPOINT_UNREACHABLE` for everything else; the last two `retryable` where asking again may help.
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
    throw new StreamError('STATUS_ENDPOINT_UNREACHABLE', 'The status endpoint gave no answer.', {
      retryable: true,
      cause,
    });
  }
  if (response.status === 404) {
    throw new StreamError('VIDEO_NOT_FOUND', 'The status endpoint knows no such video.', {
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
    throw new StreamError(
      'STATUS_ENDPOINT_UNREACHABLE',
      'The status endpoint answered with no "status" that is known.',
    );
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
 * Asks a status endpoint until a video is ready or has failed.
 *
 * @throws {StreamError} `STATUS_ENDPOINT_UNREACHABLE` or `VIDEO_NOT_FOUND` after a minute without a usable answer, and
 * ten more where the server asks to wait.
 * @throws the signal's reason when it was aborted.
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
      // Neither a wait that the server asked for nor a missing network counts.
      if (isOffline()) missingSince = performance.now();
      askedMs = error instanceof StreamError ? error.retryAfterMs : null;
      // A computer that sleeps and a page in the background ask seldom, whatever time goes by.
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
 * Whether Stream has every byte of a video, as far as a status endpoint knows. One that gives no answer is asked again,
 * and one that says `pending`, too: many sites hear of a file later than Stream. To believe too early that bytes are
 * missing means to send all of them again.
 *
 * @throws the signal's reason when it was aborted.
 */
export async function isVideoComplete(source: StatusSource, uid: string, signal: AbortSignal): Promise<boolean> {
  if (!source.statusEndpoint) return false;
  for (let attempt = 1; ; attempt += 1) {
    let askedMs: number | null = null;
    try {
      const { status, errorCode } = await fetchVideoStatus(source, uid, { signal });
      // What it could make no video of has come, too; what came too late, or never, has not.
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
