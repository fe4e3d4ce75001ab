/** Reason why a file could not be sent. Refusals of Stream have the server's codes, from `errors.ts`. */
export type UploadErrorCode =
  | 'FILE_NOT_FOUND'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_CHANGED'
  | 'UPLOAD_EXPIRED'
  | 'UPLOAD_REJECTED'
  | 'UPLOAD_INTERRUPTED'
  | 'NETWORK'
  | 'VIDEO_FAILED';

/** Error that ends `upload-file`. The message is one sentence without an upload URL or token. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;

  constructor(code: UploadErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
