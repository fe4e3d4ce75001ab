/**
 * Where an engine gets the token for its next request from. A public video has none: every answer is `undefined`.
 *
 * @since 0.1.0
 */
export interface TokenSource {
  /** The newest token at hand, whether it is still good or not. */
  readonly value: string | undefined;
  /** For how many more milliseconds a request may leave with `value`; `undefined` where nobody knows. */
  readonly safeForMs?: number | undefined;
  /** A token that is good for a request now. Waits for a new one only when the one at hand is about to end. */
  getValid(): Promise<string | undefined>;
  /**
   * Stream refused `token`: gets another, once for everybody who was refused.
   *
   * @throws {StreamError} when there is none to be had.
   */
  refreshAfterReject(token: string | undefined): Promise<string | undefined>;
}
