/** Codes of the server's error responses: `{"error":{"code","message"}}`. */
export type ApiErrorCode =
  | 'VIDEO_NOT_FOUND'
  | 'VIDEO_PROCESSING'
  | 'VIDEO_FAILED'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'UPLOAD_REJECTED'
  | 'LINK_REFUSED'
  | 'THUMBNAIL_INVALID'
  | 'STORAGE_EXHAUSTED'
  | 'RATE_LIMITED'
  | 'STREAM_BUSY'
  | 'STREAM_UNREACHABLE'
  | 'STREAM_MISCONFIGURED'
  | 'DATABASE_UNAVAILABLE'
  | 'WEBHOOK_REJECTED'
  | 'BODY_TOO_LARGE'
  | 'UNAUTHORIZED'
  | 'AUTHORIZATION_INVALID'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'INTERNAL';

/** HTTP statuses of an {@link ApiError}. */
export type ApiErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 429 | 500 | 502 | 503;

/** Options of an {@link ApiError}. */
export interface ApiErrorOptions {
  /** Members of the response besides `error`, such as a video's `status`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Seconds after which the same request may succeed. Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/**
 * Error thrown by any part of the server; `app.ts` turns it into a response. `message` is one sentence for developers
 * and is sent to the browser: it never contains a token, a key or an upload URL.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ApiErrorStatus;
  readonly code: ApiErrorCode;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: ApiErrorStatus, code: ApiErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
