/** Why a file could not be sent. Those of Stream's refusals are the server's own, `errors.ts`. */
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

/** Ends `upload-file`. The message is one sentence that holds no upload URL and no token. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;

  constructor(code: UploadErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
