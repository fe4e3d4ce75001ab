/** Runs one job at a time. A job that fails does not stop the next one. */
export class EncodeQueue {
  readonly #run: (uid: string, signal: AbortSignal) => Promise<void>;
  readonly #waiting: string[] = [];
  #running: { readonly uid: string; readonly abort: AbortController; readonly ended: Promise<void> } | undefined;
  #closed = false;

  /** @param run does one job; told by `signal` to stop */
  constructor(run: (uid: string, signal: AbortSignal) => Promise<void>) {
    this.#run = run;
  }

  /** Adds a job, unless it is there already. */
  add(uid: string): void {
    if (this.#closed || this.#running?.uid === uid || this.#waiting.includes(uid)) return;
    this.#waiting.push(uid);
    this.#next();
  }

  /** Takes a job out, and resolves once nothing of it runs any more. */
  async cancel(uid: string): Promise<void> {
    const index = this.#waiting.indexOf(uid);
    if (index >= 0) this.#waiting.splice(index, 1);
    if (this.#running?.uid !== uid) return;
    this.#running.abort.abort(new Error('The job was cancelled.'));
    await this.#running.ended;
  }

  /** Stops the running job and takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.length = 0;
    this.#running?.abort.abort(new Error('The local Stream is closing.'));
    await this.#running?.ended;
  }

  #next(): void {
    if (this.#running) return;
    const uid = this.#waiting.shift();
    if (uid === undefined) return;
    const abort = new AbortController();
    const ended = this.#run(uid, abort.signal)
      .catch(() => undefined)
      .then(() => {
        this.#running = undefined;
        this.#next();
      });
    this.#running = { uid, abort, ended };
  }
}
