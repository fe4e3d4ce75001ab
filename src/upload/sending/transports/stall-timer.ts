/**
 * Calls `onStall` once when it was not told for `stallMs` that something moved. Browsers may take a quarter of an
 * hour to notice that a connection is dead.
 *
 * @since 0.1.0
 */
export class StallTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stallMs: number;
  readonly #onStall: () => void;

  constructor(stallMs: number, onStall: () => void) {
    this.#stallMs = stallMs;
    this.#onStall = onStall;
    this.moved();
  }

  /** Starts the wait anew. */
  moved(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onStall, this.#stallMs);
  }

  /** Ends it. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
