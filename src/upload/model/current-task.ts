/** Runs one task at a time: the next takes the place of the one before. */
export class CurrentTask {
  #running: AbortController | null = null;
  readonly #onFail: (cause: unknown) => void;

  /** @param onFail - Told what a task has thrown, unless it was stopped. */
  constructor(onFail: (cause: unknown) => void) {
    this.#onFail = onFail;
  }

  /** Whether a task was started and not stopped since. */
  get isStarted(): boolean {
    return this.#running !== null;
  }

  /** Starts a task in place of the one before. */
  start(task: (signal: AbortSignal) => Promise<void>): void {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    task(running.signal).catch((cause: unknown) => {
      if (!running.signal.aborted) this.#onFail(cause);
    });
  }

  /** Ends what is running. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }
}
