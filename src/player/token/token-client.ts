import { asPercent, asRecord, parseJson } from '../../shared/json.js';
import { endpointUrl } from '../../shared/endpoint-url.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { untilAborted } from '../../shared/until-aborted.js';
import { EARLY, TOKEN_REQUEST } from './early-token.js';
import { isPlaybackToken } from './token-form.js';
import { parsePlaybackToken, type PlaybackToken } from './token.js';
import { parseRetryAfter } from '../../shared/retry-after.js';
import { withTimeout } from '../../shared/with-timeout.js';

/** Message of `TOKEN_NOT_YET_VALID`. */
const NOT_YET_VALID = 'The token is not valid yet: its "nbf" is in the future.';

/** Received token, with the offset of the server's clock. */
export interface ReceivedToken {
  readonly status: 'token';
  readonly token: PlaybackToken;
  /** Offset of the server's clock from the local one, in milliseconds; `undefined` if unknown. */
  readonly clockOffsetMs: number | undefined;
}

/** Response of a token server whose video cannot be played yet. */
export interface VideoNotReady {
  readonly status: 'processing';
  /** Encoding progress, 0–100; `null` if unknown. */
  readonly percent: number | null;
  /** Requested delay in milliseconds, if the server has set one. */
  readonly retryAfterMs?: number;
}

/** Finds the token in a response: a bare JWT, `{token}`, or Cloudflare's envelope `{result: {token}}`. */
function tokenIn(body: string): string | undefined {
  const text = body.trim();
  if (isPlaybackToken(text)) return text;
  const json = parseJson(text);
  const found = typeof json === 'string' ? json : (asRecord(json)?.token ?? asRecord(asRecord(json)?.result)?.token);
  return typeof found === 'string' ? found : undefined;
}

function describeNoToken(body: string, { headers, redirected }: Response): string {
  if (!body.trim()) return 'it answered with an empty body';
  return headers.get('content-type')?.includes('html') || body.trimStart().startsWith('<')
    ? `it ${redirected ? 'redirected to' : 'answered with'} HTML: a login page?`
    : 'its answer is neither a token nor JSON with a "token"';
}

function refusal({ status, headers }: Response, body: string): VideoNotReady | StreamError {
  // Without JSON, only the status tells what is wrong.
  const json = asRecord(parseJson(body));
  const code = asRecord(json?.error)?.code;
  const serverMs = Date.parse(headers.get('date') ?? '');
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), Number.isNaN(serverMs) ? Date.now() : serverMs);
  if (status === 409 && (code === 'VIDEO_FAILED' || json?.status === 'error')) {
    return new StreamError('VIDEO_FAILED', 'Stream could not process this video.', { status });
  }
  if (status === 409) {
    return { status: 'processing', percent: asPercent(json?.percent), ...(retryAfterMs !== null && { retryAfterMs }) };
  }
  if (status === 404 && code === 'VIDEO_NOT_FOUND') {
    return new StreamError('VIDEO_NOT_FOUND', 'The token endpoint does not know this video.', { status });
  }
  return new StreamError('TOKEN_ENDPOINT_STATUS', `The token endpoint answered with status ${status}.`, {
    status,
    retryable: status >= 500 || status === 408 || status === 429,
    retryAfterMs,
  });
}

// Players that have waited for this code take their responses at once; the others would only expire.
setTimeout(() => (EARLY.answers = undefined));

/** Takes the response to an early request of player or page, if there is one. */
function takeEarly(url: string): Promise<Response> | undefined {
  const stores = [EARLY.answers ?? {}, globalThis.cfStreamTokenRequests ?? {}];
  const [answer] = stores.flatMap((store) => store[url] ?? []);
  for (const store of stores) Reflect.deleteProperty(store, url);
  return answer;
}

/**
 * Reads the times of a request from the browser's resource timing. If its entry is gone, or there are several, the
 * request may have been made at any time since the page was opened.
 */
function timesOf(url: string): Omit<ClockReading, 'dateHeader'> {
  const start = Date.now() - performance.now();
  const [entry, ...others] = performance.getEntriesByName(new Request(url).url, 'resource');
  if (!entry || others.length > 0) return { sentAt: start, receivedAt: Date.now() };
  return { sentAt: start + entry.startTime, receivedAt: start + entry.startTime + entry.duration };
}

/**
 * Fetches a token for one video from the token server.
 *
 * @param endpoint - URL with `{uid}` in place of the video's uid.
 * @throws {StreamError} `TOKEN_ENDPOINT_UNREACHABLE`, `TOKEN_ENDPOINT_STATUS`, `TOKEN_ENDPOINT_NOT_A_TOKEN`,
 * `TOKEN_MALFORMED`, `TOKEN_WRONG_VIDEO`, `TOKEN_EXPIRED`, `VIDEO_NOT_FOUND` or `VIDEO_FAILED`.
 */
export async function fetchToken(
  endpoint: string,
  uid: string,
  options: { signal?: AbortSignal; fetch?: typeof fetch } = {},
): Promise<ReceivedToken | VideoNotReady> {
  const url = endpointUrl(endpoint, uid);
  const answer = takeEarly(url);
  const sentAt = Date.now();
  const signal = withTimeout(options.signal, RECOVERY.answerMs);
  let response: Response;
  let body: string;
  try {
    response = await untilAborted(signal, () => answer ?? (options.fetch ?? fetch)(url, { ...TOKEN_REQUEST, signal }));
    body = await untilAborted(signal, () => response.text());
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'The token endpoint could not be reached.', {
      retryable: true,
      cause,
    });
  }
  if (!response.ok) {
    const refused = refusal(response, body);
    if (refused instanceof StreamError) throw refused;
    return refused;
  }
  const value = tokenIn(body);
  if (value === undefined) {
    throw new StreamError(
      'TOKEN_ENDPOINT_NOT_A_TOKEN',
      `The token endpoint sent no token: ${describeNoToken(body, response)}.`,
    );
  }
  const times = answer ? timesOf(url) : { sentAt, receivedAt: Date.now() };
  const offset = clockOffsetMs({ dateHeader: response.headers.get('date'), ...times });
  const now = offset === undefined ? undefined : Date.now() + offset;
  const token = parsePlaybackToken(value);
  // An early response of the page may have waited for long.
  if (answer && token.expiresAt <= (now ?? Date.now())) return fetchToken(endpoint, uid, options);
  return { status: 'token', token: checkToken(token, uid, now), clockOffsetMs: offset };
}

/**
 * Checks that a token opens this video now.
 *
 * @param nowMs - The server's time, in milliseconds since the epoch; `undefined` leaves the token's times to Stream,
 * because the viewer's clock may be wrong by days.
 * @throws {StreamError} `TOKEN_WRONG_VIDEO`, `TOKEN_EXPIRED` or `TOKEN_NOT_YET_VALID`.
 */
export function checkToken(token: PlaybackToken, uid: string, nowMs: number | undefined): PlaybackToken {
  if (token.uid !== uid) throw new StreamError('TOKEN_WRONG_VIDEO', 'The token is for a different video.');
  if (nowMs === undefined) return token;
  if (token.expiresAt <= nowMs) throw new StreamError('TOKEN_EXPIRED', 'The token has already expired.');
  if (token.notBefore > nowMs + 60_000) {
    throw new StreamError('TOKEN_NOT_YET_VALID', NOT_YET_VALID, { retryable: true });
  }
  return token;
}

/**
 * Explains by a token's times why Stream refused it. They are not checked earlier: the viewer's clock may be wrong.
 *
 * @param now - Local time in milliseconds since the epoch.
 * @returns The error itself if the token does not explain it.
 */
export function describeRejection(error: StreamError, token: PlaybackToken | undefined, now: number): StreamError {
  if (error.code !== 'TOKEN_REJECTED' || !token) return error;
  const { status } = error;
  const about = { cause: error, ...(status !== undefined && { status }) };
  if (token.expiresAt <= now)
    return new StreamError('TOKEN_EXPIRED', 'Stream rejected the token, which has expired.', about);
  if (token.notBefore > now) return new StreamError('TOKEN_NOT_YET_VALID', NOT_YET_VALID, about);
  return error;
}

/** A server's `Date` header, and the local times of the request. */
export interface ClockReading {
  /** Value of the `Date` header; `null` if it cannot be read (a cross-origin response that does not expose it). */
  readonly dateHeader: string | null;
  /** Local time of the request, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** Local time of the response, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** Resolution of the `Date` header. */
const DATE_RESOLUTION_MS = 1000;
/**
 * Longest lag of a busy server's `Date`, which is updated once a second. Believing it would make tokens seem to live
 * longer than they do.
 */
const DATE_LAG_MS = 2000;

/**
 * Computes the offset of the server's clock from the local one, in milliseconds: 0 if the two agree within the
 * precision of the header, `undefined` if the server's time is unknown.
 */
export function clockOffsetMs({ dateHeader, sentAt, receivedAt }: ClockReading): number | undefined {
  const date = Date.parse(dateHeader ?? '');
  if (Number.isNaN(date)) return undefined;
  if (sentAt < date + DATE_RESOLUTION_MS + DATE_LAG_MS && receivedAt >= date) return 0;
  // The end of that second: a token that seems to expire too early is renewed early, which costs nothing.
  return date + DATE_RESOLUTION_MS - receivedAt;
}
