import * as RETRY from './retry-limits.js';
import { TransportFailure } from './transport-failure.js';

/**
 * Waits before something is tried again: the delay, but no longer than until the network comes back, and at least
 * that long (up to half a minute) while there is none. A wait that a server asked for is not cut short.
 *
 * @param isAskedFor - Whether a server named the delay.
 * @throws the signal's reason when it is aborted meanwhile.
 */
export function waitForRetry(delayMs: number, signal: AbortSignal, isAskedFor = false): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      removeEventListener('online', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, isOffline() ? Math.max(delayMs, RETRY.offlineMs) : delayMs);
    signal.addEventListener('abort', end);
    if (!isAskedFor) addEventListener('online', end);
  });
}

/** Whether the browser knows that it has no network at all. */
export function isOffline(): boolean {
  return !navigator.onLine;
}

/**
 * Watches the network while something is being sent. A browser may take minutes to notice that a connection did not
 * outlive a change of networks.
 */
export class NetworkWatch {
  /** Number of times that bytes have moved. */
  #moves = 0;
  /** Value of `#moves` when bytes last stood still; `undefined` while they move, or the network is there. */
  #movesWhenStill: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #dead = new AbortController();
  readonly #onOffline: () => void;

  /**
   * @param onOffline - Called when the network went away, though the connection may outlive it, and again each time
   * that bytes no longer move, because progress that is reported in between takes “offline” off the screen.
   */
  constructor(onOffline: () => void) {
    this.#onOffline = onOffline;
    globalThis.addEventListener('offline', this.#handleOffline);
    globalThis.addEventListener('online', this.#handleOnline);
  }

  /**
   * Aborted with a failure of the network when it is back, and no byte moves: the connection is dead, though no error
   * was reported.
   */
  get signal(): AbortSignal {
    return this.#dead.signal;
  }

  /** Notes that bytes have moved. */
  noteMove(): void {
    this.#moves += 1;
  }

  /** Ends watching. */
  end(): void {
    clearTimeout(this.#timer);
    globalThis.removeEventListener('offline', this.#handleOffline);
    globalThis.removeEventListener('online', this.#handleOnline);
  }

  readonly #handleOffline = (): void => {
    this.#movesWhenStill = this.#moves;
    this.#onOffline();
    this.#watchWhileOffline(this.#moves);
  };

  readonly #handleOnline = (): void => {
    if (this.#movesWhenStill === this.#moves) {
      this.#giveUp();
      return;
    }
    this.#movesWhenStill = undefined;
    // What was reported while the network was away may have been the rest of what was on its way.
    const seen = this.#moves;
    this.#setTimer(() => {
      if (this.#moves === seen) this.#giveUp();
    });
  };

  #watchWhileOffline(seen: number): void {
    this.#setTimer(() => {
      const isStill = this.#moves === seen;
      this.#movesWhenStill = isStill ? seen : undefined;
      // Progress that was reported after the network went would stay on the screen until the connection is given up, as
      // if bytes were still moving.
      if (isStill) this.#onOffline();
      this.#watchWhileOffline(this.#moves);
    });
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#dead.abort(new TransportFailure('network'));
  }

  #setTimer(callback: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(callback, RETRY.quietMs);
  }
}

/**
 * Counts the tries in a row that something permanent must have stopped: nothing was ever answered, or how much is there was
 * told each time, and then not one byte went out.
 */
export class AnswerWatch {
  #hasAnswered = false;
  /** Whether it has answered in this try. */
  #isAnswered = false;
  /** The most bytes that it has acknowledged. */
  #knownBytes = 0;
  #stopped = 0;
  /** Bytes that went out in the last try. */
  #sentBytes = 0;
  /** Whether the last try was cut in the middle, so that it cannot have arrived whole. */
  wasCut = false;

  /** Whether so many tries have brought nothing that something on the way must be permanent. */
  get isUnreachable(): boolean {
    return this.#stopped >= RETRY.unansweredTries;
  }

  /** Notes that it has answered, and how much it has. */
  noteAnswer(bytes: number): void {
    this.#isAnswered = true;
    if (bytes <= this.#knownBytes) return;
    this.#knownBytes = bytes;
    this.#stopped = 0;
  }

  /** Notes that bytes go out. */
  noteSent(bytes: number): void {
    this.#sentBytes = bytes;
  }

  /**
   * Notes that a try has failed.
   *
   * @returns whether it is the one after which the server counts as unreachable.
   */
  noteFailure({ kind }: TransportFailure, fileBytes: number): boolean {
    this.wasCut = this.#sentBytes > 0 && this.#sentBytes < fileBytes;
    this.#sentBytes = 0;
    const isBare = this.#isAnswered || !(this.#hasAnswered || isOffline());
    this.#hasAnswered ||= this.#isAnswered || kind !== 'network';
    this.#isAnswered = false;
    // One that was cut in the middle was on its way.
    if (kind !== 'network' || this.wasCut) this.#stopped = 0;
    // Where it has answered before and does not now, the line is away.
    else if (isBare) this.#stopped += 1;
    return isBare && this.#stopped === RETRY.unansweredTries;
  }
}

/** Settles as a promise does, or rejects when the signal is aborted, whatever the promise does then. */
export function abortable<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
