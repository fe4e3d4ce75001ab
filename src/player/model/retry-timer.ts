/**
 * A wait that ends early when the network comes back or somebody asks for it.
 *
 * @since 0.1.0
 */
export class RetryTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #then: (() => void) | undefined;
  readonly #end = (): void => void this.end();

  /** Whether somebody waits. */
  get isWaiting(): boolean {
    return this.#then !== undefined;
  }

  /** Waits anew, and then goes on. */
  start(delayMs: number, then: () => void): void {
    this.stop();
    this.#then = then;
    this.#timer = setTimeout(this.#end, delayMs);
    addEventListener('online', this.#end);
  }

  /** Goes on now; `false` where nobody waits. */
  end(): boolean {
    const then = this.#then;
    this.stop();
    then?.();
    return then !== undefined;
  }

  /** Forgets about going on. */
  stop(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.#end);
    this.#then = undefined;
  }
}
