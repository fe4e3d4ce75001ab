/**
 * Stable error codes. The products' READMEs explain each one, row by row.
 *
 * @since 0.1.0
 */
export type StreamErrorCode =
  | 'TOKEN_ENDPOINT_UNREACHABLE'
  | 'TOKEN_ENDPOINT_STATUS'
  | 'TOKEN_ENDPOINT_NOT_A_TOKEN'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'TOKEN_WRONG_VIDEO'
  | 'TOKEN_REJECTED'
  | 'ORIGIN_NOT_ALLOWED'
  | 'VIDEO_NOT_FOUND'
  | 'VIDEO_PROCESSING'
  | 'VIDEO_FAILED'
  | 'LIVE_NOT_STARTED'
  | 'LIVE_WEBRTC_ONLY'
  | 'NETWORK'
  | 'MEDIA_DECODE'
  | 'ENGINE_UNSUPPORTED'
  | 'SOURCE_INVALID'
  | 'SOURCE_NOT_TRUSTED'
  | 'UPLOAD_ENDPOINT_MISSING'
  | 'UPLOAD_ENDPOINT_UNREACHABLE'
  | 'UPLOAD_ENDPOINT_STATUS'
  | 'UPLOAD_ENDPOINT_NOT_AN_UPLOAD'
  | 'STATUS_ENDPOINT_UNREACHABLE'
  | 'FILE_TYPE'
  | 'FILE_EMPTY'
  | 'FILE_NO_PICTURE'
  | 'FILE_TOO_LARGE'
  | 'FILE_TOO_LONG'
  | 'FILE_TOO_SMALL'
  | 'FILE_TOO_SHORT'
  | 'FILE_RESOLUTION_TOO_LOW'
  | 'FILE_RESOLUTION_TOO_HIGH'
  | 'TOO_MANY_FILES'
  | 'FILE_CHANGED'
  | 'FILE_REFUSED'
  | 'UPLOAD_UNREACHABLE'
  | 'UPLOAD_EXPIRED'
  | 'UPLOAD_REJECTED'
  | 'UPLOAD_ANSWER_INVALID'
  | 'STORAGE_EXHAUSTED'
  | 'RECORDING_UNSUPPORTED'
  | 'RECORDING_DENIED'
  | 'RECORDING_NO_DEVICE'
  | 'RECORDING_INTERRUPTED'
  | 'RECORDING_NOT_KEPT';

/** Details of a {@link StreamError} besides its code and message. */
export interface StreamErrorOptions {
  /** Whether a retry may succeed. @defaultValue false */
  readonly retryable?: boolean;
  /** The underlying error, if any. */
  readonly cause?: unknown;
  /** HTTP status of the response, if any. */
  readonly status?: number;
  /** Delay in milliseconds that the server requested, if any. */
  readonly retryAfterMs?: number | null;
}

/**
 * Error of either element. Branch on `code`; `message` is a sentence for developers, and never contains a token, an
 * upload URL or another secret.
 *
 * @since 0.1.0
 */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly code: StreamErrorCode;
  /** Whether a retry may succeed. */
  readonly retryable: boolean;
  /** HTTP status of the response, if any. */
  readonly status: number | undefined;
  /** @internal Delay in milliseconds that the server requested; `null` if none. */
  readonly retryAfterMs: number | null;

  constructor(code: StreamErrorCode, message: string, options: StreamErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
