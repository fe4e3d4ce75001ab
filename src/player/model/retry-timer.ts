/** Delay that ends early when the network comes back or somebody asks for it. */
export class RetryTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #then: (() => void) | undefined;
  readonly #end = (): void => void this.end();

  /** Whether somebody waits. */
  get isWaiting(): boolean {
    return this.#then !== undefined;
  }

  /** Starts the delay over, and then goes on. */
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

  /** Ends the delay without going on. */
  stop(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.#end);
    this.#then = undefined;
  }
}
