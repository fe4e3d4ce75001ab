import * as RETRY from './retry-limits.js';
import { TransportFailure } from './transport-failure.js';

/**
 * Waits before a retry: for the delay, or until the network comes back; while offline, at least that long (up to half a
 * minute). A delay that a server has requested is not shortened.
 *
 * @param isAskedFor - Whether a server has requested the delay.
 * @throws The signal's reason if it is aborted meanwhile.
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

/** Tells whether the browser knows that it is offline. */
export function isOffline(): boolean {
  return !navigator.onLine;
}

/**
 * Watches the network during an upload. A browser may take minutes to notice that a connection did not survive a change
 * of networks.
 */
export class NetworkWatch {
  /** Number of times that bytes have been sent. */
  #moves = 0;
  /** Value of `#moves` when sending stopped; `undefined` while bytes are sent, or while online. */
  #movesWhenStill: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #dead = new AbortController();
  readonly #onOffline: () => void;

  /**
   * @param onOffline - Called when the network goes away, although the connection may survive, and again whenever
   * sending stops, because progress reported in between has replaced “offline” on the screen.
   */
  constructor(onOffline: () => void) {
    this.#onOffline = onOffline;
    globalThis.addEventListener('offline', this.#handleOffline);
    globalThis.addEventListener('online', this.#handleOnline);
  }

  /**
   * Aborts with a network failure when the network is back but no byte is sent: the connection is dead, although no
   * error was reported.
   */
  get signal(): AbortSignal {
    return this.#dead.signal;
  }

  /** Notes that bytes have been sent. */
  noteMove(): void {
    this.#moves += 1;
  }

  /** Stops watching. */
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
    // Progress reported while offline may have been for bytes in buffers.
    const seen = this.#moves;
    this.#setTimer(() => {
      if (this.#moves === seen) this.#giveUp();
    });
  };

  #watchWhileOffline(seen: number): void {
    this.#setTimer(() => {
      const isStill = this.#moves === seen;
      this.#movesWhenStill = isStill ? seen : undefined;
      // Progress reported after the network went away would stay on the screen until the connection is given up, as if
      // bytes were still being sent.
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
 * Counts consecutive attempts that something permanent must have prevented: either no response at all, or a response
 * with the offset each time but not one byte sent.
 */
export class AnswerWatch {
  #hasAnswered = false;
  /** Whether the server has responded in this attempt. */
  #isAnswered = false;
  /** Most bytes acknowledged so far. */
  #knownBytes = 0;
  #stopped = 0;
  /** Bytes sent in the last attempt. */
  #sentBytes = 0;
  /** Whether the last attempt was cut off midway, so that it cannot have arrived in full. */
  wasCut = false;

  /** Whether so many attempts have failed that the obstacle must be permanent. */
  get isUnreachable(): boolean {
    return this.#stopped >= RETRY.unansweredTries;
  }

  /** Notes a response, with the number of acknowledged bytes. */
  noteAnswer(bytes: number): void {
    this.#isAnswered = true;
    if (bytes <= this.#knownBytes) return;
    this.#knownBytes = bytes;
    this.#stopped = 0;
  }

  /** Notes that bytes are sent. */
  noteSent(bytes: number): void {
    this.#sentBytes = bytes;
  }

  /**
   * Notes that an attempt has failed.
   *
   * @returns Whether the server counts as unreachable from now on.
   */
  noteFailure({ kind }: TransportFailure, fileBytes: number): boolean {
    this.wasCut = this.#sentBytes > 0 && this.#sentBytes < fileBytes;
    this.#sentBytes = 0;
    const isBare = this.#isAnswered || !(this.#hasAnswered || isOffline());
    this.#hasAnswered ||= this.#isAnswered || kind !== 'network';
    this.#isAnswered = false;
    // An attempt that was cut off midway got through.
    if (kind !== 'network' || this.wasCut) this.#stopped = 0;
    // A server that has responded before and does not now is unreachable only because the network is down.
    else if (isBare) this.#stopped += 1;
    return isBare && this.#stopped === RETRY.unansweredTries;
  }
}

/** Settles like a promise, but rejects when the signal aborts, whatever the promise does. */
export function abortable<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
