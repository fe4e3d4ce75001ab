/** Delay that ends early when the network comes back, or on request. */
export class RetryTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #then: (() => void) | undefined;
  readonly #end = (): void => void this.end();

  /** Whether the delay is running. */
  get isWaiting(): boolean {
    return this.#then !== undefined;
  }

  /** Starts the delay over; calls `then` at its end. */
  start(delayMs: number, then: () => void): void {
    this.stop();
    this.#then = then;
    this.#timer = setTimeout(this.#end, delayMs);
    addEventListener('online', this.#end);
  }

  /** Ends the delay now and calls back; returns `false` if it is not running. */
  end(): boolean {
    const then = this.#then;
    this.stop();
    then?.();
    return then !== undefined;
  }

  /** Cancels the delay without calling back. */
  stop(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.#end);
    this.#then = undefined;
  }
}
