/**
 * A refusal of the delivery host: a status and one line of plain text.
 *
 * @since 0.1.0
 */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly status: 401 | 403 | 404 | 424;

  constructor(status: 401 | 403 | 404 | 424, reason: string) {
    super(reason);
    this.status = status;
  }
}
