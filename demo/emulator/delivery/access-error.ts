/** A refusal of the delivery host: a status and one line of plain text; 204 has none. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly status: 204 | 400 | 401 | 403 | 404 | 424 | 503;

  constructor(status: AccessError['status'], reason = '') {
    super(reason);
    this.status = status;
  }
}

/** Error for a request before a video's encoding is registered. */
export class NotEncodedError extends AccessError {
  constructor() {
    super(404, '404 the video is not encoded yet');
  }
}
