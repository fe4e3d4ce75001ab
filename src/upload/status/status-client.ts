import { asPercent, asRecord, parseJson } from '../../shared/json.js';
import { endpointUrl } from '../../shared/endpoint-url.js';
import { StreamError } from '../../shared/errors.js';
import { parseHttpDate, parseRetryAfter } from '../../shared/retry-after.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { RETRY } from '../model/retry-policy.js';

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

/**
 * Asks a status endpoint for a video's state, once.
 *
 * @param endpoint - URL; `{uid}` in it is filled in.
 * @throws {StreamError} `VIDEO_NOT_FOUND` (404), `STATUS_ENDPOINT_UNREACHABLE` for everything else; both `retryable`
 * where asking again may help.
 */
export async function fetchVideoStatus(
  endpoint: string,
  uid: string,
  options: { readonly signal: AbortSignal; readonly fetch?: typeof fetch },
): Promise<VideoStatus> {
  const { signal, fetch: send = fetch } = options;
  let response: Response;
  let text: string;
  try {
    response = await send(endpointUrl(endpoint, uid), {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      signal: withTimeout(signal, RETRY.answerMs.statusEndpoint),
    });
    text = await response.text();
  } catch (cause) {
    signal.throwIfAborted();
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
