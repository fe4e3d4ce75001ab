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

  /** Milliseconds by which it is ahead of its source. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Runs what is due. */
  onAdvance: () => Promise<void> = () => Promise.resolve();

  /** Advances the clock; resolves once everything due is done. */
  advance(ms: number): Promise<void> {
    this.#aheadMs += ms;
    return this.onAdvance();
  }
}
