/** How long something that was told to stop is waited for. */
const GRACE_MS = 5000;

/** Ends a job that takes too long, whether it listens or not. */
export class JobLimit {
  /** Aborted when the job shall stop, for whichever reason. */
  readonly signal: AbortSignal;
  readonly #tooLong = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** @param outside - Another signal that may stop the job. */
  constructor(outside: AbortSignal) {
    this.signal = AbortSignal.any([outside, this.#tooLong.signal]);
  }

  /** Sets the time limit, in milliseconds from now. */
  allow(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tooLong.abort(new Error('It took too long and was given up.')), ms);
    this.#timer.unref();
  }

  /**
   * Waits for a part of the job.
   *
   * @throws whatever the part throws, or the reason to stop where it does not end by itself then.
   */
  async wait<T>(work: Promise<T>): Promise<T> {
    let grace: NodeJS.Timeout | undefined;
    let giveUp: () => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => (grace = setTimeout(() => reject(this.signal.reason as Error), GRACE_MS));
    });
    if (this.signal.aborted) giveUp();
    this.signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([work, givenUp]);
    } finally {
      clearTimeout(grace);
      this.signal.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the measuring of time. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
