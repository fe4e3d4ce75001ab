/** Source of the token for an engine's next request. A public video has none: everything is `undefined`. */
export interface TokenSource {
  /** Newest token, valid or not. */
  readonly value: string | undefined;
  /** Milliseconds for which requests with `value` are safe; `undefined` if unknown. */
  readonly safeForMs?: number | undefined;
  /**
   * Returns a token that is valid for a request now. Waits for a new one only if the current one is about to expire.
   */
  getValid(): Promise<string | undefined>;
  /**
   * Returns another token after Stream refused `token`; concurrent callers share it.
   *
   * @throws {StreamError} If no token is available.
   */
  refreshAfterReject(token: string | undefined): Promise<string | undefined>;
}

/**
 * Function that returns a signed token for a video. Its signal aborts after ten seconds, or when the token is no longer
 * needed.
 *
 * @since 0.1.0
 */
export type GetToken = (uid: string, options: { signal: AbortSignal }) => Promise<string>;
