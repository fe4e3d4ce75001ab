/** The local Stream's clock, which a test can turn forward: tokens end and broadcasts go on without any waiting. */
export class Clock {
  readonly #base: () => number;
  #aheadMs = 0;

  /** @param base milliseconds since the epoch */
  constructor(base: () => number) {
    this.#base = base;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => this.#base() + this.#aheadMs;

  /** By how much it is ahead of what it was given. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
