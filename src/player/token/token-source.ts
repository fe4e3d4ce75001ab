/** Source of the token for an engine's next request. A public video has none: every answer is `undefined`. */
export interface TokenSource {
  /** The newest token at hand, whether it is still good or not. */
  readonly value: string | undefined;
  /** Milliseconds for which a request may still leave with `value`; `undefined` where that is unknown. */
  readonly safeForMs?: number | undefined;
  /** Gets a token that is good for a request now. Waits for a new one only when the one at hand is about to end. */
  getValid(): Promise<string | undefined>;
  /**
   * Gets another token after Stream refused `token`, once for everybody who was refused.
   *
   * @throws {StreamError} when there is none to be had.
   */
  refreshAfterReject(token: string | undefined): Promise<string | undefined>;
}

/**
 * Function of a page that gets a token in its own way.
 *
 * @since 0.1.0
 */
export type GetToken = (uid: string, options: { signal: AbortSignal }) => Promise<string>;
