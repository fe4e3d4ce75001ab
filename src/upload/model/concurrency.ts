import { abortable } from './network.js';

/** Slot of a running task, which it may give to others while it waits for something else. */
export class Place {
  readonly leave: () => void;
  /** Waits for a slot, ahead of tasks that have not begun. */
  readonly take: () => Promise<void>;

  constructor(leave: () => void, take: () => Promise<void>) {
    this.leave = leave;
    this.take = take;
  }
}

/** Limits the number of running tasks; the others wait in the order in which they came. */
export class Semaphore {
  #running = 0;
  #isHeld = false;
  readonly #waiting: (() => void)[] = [];
  readonly #concurrency: () => number;
  readonly #stopsAll: (error: unknown) => boolean;

  /**
   * @param concurrency - Returns how many tasks may run now.
   * @param stopsAll - Whether a failure stops the queue until {@link release}; running tasks that fail the same way
   * queue up again.
   */
  constructor(concurrency: () => number, stopsAll: (error: unknown) => boolean = () => false) {
    this.#concurrency = concurrency;
    this.#stopsAll = stopsAll;
  }

  /** Restarts the queue after a failure that has stopped it. */
  release(): void {
    this.#isHeld = false;
    this.next();
  }

  get #hasRoom(): boolean {
    return !this.#isHeld && this.#running < this.#concurrency();
  }

  #enter(): boolean {
    if (!this.#hasRoom) return false;
    this.#running += 1;
    return true;
  }

  /**
   * Runs a task when it is its turn.
   *
   * @param onWait - Called if it has to wait.
   * @throws The signal's reason if it was aborted, even if the task never ends (a file on a drive that does not
   * respond): its slot is freed then; and whatever the task throws.
   */
  async run<T>(signal: AbortSignal, task: (place: Place) => Promise<T>, onWait?: () => void): Promise<T> {
    const wait = (isFirst: boolean): Promise<void> => {
      onWait?.();
      return this.#wait(signal, isFirst);
    };
    for (let isAgain = false; ; isAgain = true) {
      if (!this.#enter()) await wait(isAgain);
      let isIn = true;
      const leave = (): void => {
        if (!isIn) return;
        isIn = false;
        this.#running -= 1;
        this.next();
      };
      const take = async (): Promise<void> => {
        signal.throwIfAborted();
        if (!this.#enter()) await wait(true);
        isIn = true;
      };
      try {
        signal.throwIfAborted();
        return await abortable(task(new Place(leave, take)), signal);
      } catch (error) {
        const isTold = this.#isHeld;
        this.#isHeld ||= this.#stopsAll(error);
        if (!isTold || !this.#stopsAll(error)) throw error;
      } finally {
        leave();
      }
    }
  }

  /** Starts waiting tasks while there are free slots. */
  next(): void {
    while (this.#hasRoom) {
      const go = this.#waiting.shift();
      if (!go) return;
      // Counted here: otherwise another task might enter before it continues.
      this.#running += 1;
      go();
    }
  }

  #wait(signal: AbortSignal, isFirst: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      const go = (): void => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      if (signal.aborted) reject(signal.reason as Error);
      else {
        signal.addEventListener('abort', stop, { once: true });
        if (isFirst) this.#waiting.unshift(go);
        else this.#waiting.push(go);
      }
    });
  }
}

/** Runs one task at a time: a new one replaces the previous one. */
export class CurrentTask {
  #running: AbortController | null = null;
  readonly #onFail: (cause: unknown) => void;

  /** @param onFail - Called with the error of a task, unless it was stopped. */
  constructor(onFail: (cause: unknown) => void) {
    this.#onFail = onFail;
  }

  /** Whether a task was started and not stopped since. */
  get isStarted(): boolean {
    return this.#running !== null;
  }

  /** Starts a task in place of the previous one. */
  start(task: (signal: AbortSignal) => Promise<void>): void {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    task(running.signal).catch((cause: unknown) => {
      if (!running.signal.aborted) this.#onFail(cause);
    });
  }

  /** Aborts the running task. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }
}
