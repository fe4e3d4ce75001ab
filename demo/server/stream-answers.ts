import { ApiError } from './errors.js';

/** Delay after a 429 without `Retry-After`, and the longest accepted one, in seconds. */
const RETRY_AFTER_SECONDS = { default: 60, max: 3_600 };
/** Stream's code for an exceeded storage quota. */
const STORAGE_EXCEEDED = 10_011;

/** What Stream has not accepted, by error code. */
const REJECTED = { UPLOAD_REJECTED: 'the upload', THUMBNAIL_INVALID: 'the picture' };

/**
 * Translates a refusal of Stream for our client.
 * @param rejected - Error code for a request that Stream does not accept.
 */
export async function refusal(
  response: Response,
  rejected: keyof typeof REJECTED = 'UPLOAD_REJECTED',
): Promise<ApiError> {
  const code = await readErrorCode(response);
  const numbered = `status ${response.status}${code === undefined ? '' : `, code ${code}`}`;
  if (response.status === 413 || code === STORAGE_EXCEEDED) {
    return new ApiError(413, 'STORAGE_EXHAUSTED', 'There is no storage left for this video.');
  }
  if ([401, 403, 404].includes(response.status)) {
    return new ApiError(
      500,
      'STREAM_MISCONFIGURED',
      `Stream does not accept this server's account or API token (${numbered}).`,
    );
  }
  if (response.status >= 400 && response.status < 500) {
    return new ApiError(400, rejected, `Stream did not accept ${REJECTED[rejected]} (${numbered}).`);
  }
  return new ApiError(502, 'STREAM_UNREACHABLE', `Stream cannot do this now (${numbered}).`);
}

/** Creates the error for too many calls, with the delay. */
export function busy(retryAfterSeconds: number): ApiError {
  return new ApiError(503, 'STREAM_BUSY', 'Stream was asked too often; try again later.', { retryAfterSeconds });
}

/** Creates the error for an undocumented response. */
export function unexpected(): ApiError {
  return new ApiError(502, 'STREAM_UNREACHABLE', 'Stream answered something that could not be understood.');
}

async function readErrorCode(response: Response): Promise<number | undefined> {
  const body = (await response.json().catch(() => undefined)) as { errors?: { code?: unknown }[] } | undefined;
  const code = Array.isArray(body?.errors) ? body.errors[0]?.code : undefined;
  return typeof code === 'number' ? code : undefined;
}

/** Reads `result` of Cloudflare's envelope, if it is an object. */
export async function readResult(response: Response): Promise<Record<string, unknown> | undefined> {
  const body = (await response.json().catch(() => undefined)) as { result?: unknown } | undefined;
  return typeof body?.result === 'object' && body.result !== null
    ? (body.result as Record<string, unknown>)
    : undefined;
}

/** Reads a `Retry-After` of seconds or a date, in seconds. */
export function readRetryAfter(header: string | null, nowMs: number): number {
  const value = header?.trim() ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - nowMs) / 1000);
  if (!Number.isFinite(seconds)) return RETRY_AFTER_SECONDS.default;
  return Math.min(RETRY_AFTER_SECONDS.max, Math.max(1, seconds));
}
