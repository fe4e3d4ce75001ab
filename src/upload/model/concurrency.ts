import { abortable } from './network.js';

/** Place of a running task, which it may give to others for as long as it waits for something else. */
export class Place {
  readonly leave: () => void;
  /** Waits until there is a place again, before those that have not begun. */
  readonly take: () => Promise<void>;

  constructor(leave: () => void, take: () => Promise<void>) {
    this.leave = leave;
    this.take = take;
  }
}

/** Limits how many tasks run at a time; the others wait in the order in which they came. */
export class Semaphore {
  #running = 0;
  #isHeld = false;
  readonly #waiting: (() => void)[] = [];
  readonly #concurrency: () => number;
  readonly #stopsAll: (error: unknown) => boolean;

  /**
   * @param concurrency - Gives how many may run now.
   * @param stopsAll - Whether no other task begins after one that has failed so, until {@link release}. Those that run
   * already and fail so as well wait with the others, and begin again.
   */
  constructor(concurrency: () => number, stopsAll: (error: unknown) => boolean = () => false) {
    this.#concurrency = concurrency;
    this.#stopsAll = stopsAll;
  }

  /** Lets tasks begin again after one that has stopped all. */
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
   * @param onWait - Called when it is not at once.
   * @throws the signal's reason when it was aborted, also where the task never ends (a file on a drive that does not
   * answer): others have its place then; and whatever the task throws.
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

  /** Starts waiting tasks for which there is room. */
  next(): void {
    while (this.#hasRoom) {
      const go = this.#waiting.shift();
      if (!go) return;
      // Taken for it here: someone else may come before it goes on.
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

  /** Aborts the running task. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }
}
