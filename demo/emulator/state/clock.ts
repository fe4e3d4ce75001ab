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

  /** Does what has come due. */
  onAdvance: () => Promise<void> = () => Promise.resolve();

  /** Turns it forward; resolves once what has come due is done. */
  advance(ms: number): Promise<void> {
    this.#aheadMs += ms;
    return this.onAdvance();
  }
}
