import type { StreamError } from '../../shared/errors.js';
import type { PlaybackEvent } from '../model/playback-state.js';
import { nextRecovery, RECOVERY } from '../model/recovery-policy.js';
import { RetryTimer } from '../model/retry-timer.js';

/** What recovery does, and to whom. */
export interface RecoveryOptions {
  video(): HTMLVideoElement;
  send(event: PlaybackEvent): void;
  /** Loads on, where it stopped. */
  resume(): void;
  /** Sets the engine up anew, so many seconds further on. */
  restart(skipSeconds: number): void;
}

/** Something that failed, and is not shown as long as there is something to play. */
interface Trouble {
  readonly error: StreamError;
  readonly isRetrying: boolean;
  /** What failed, and what has to come for it to be over. */
  readonly of: 'token' | 'playback';
}

/**
 * Goes by the policy of `core/recovery.ts` when playback fails: plays what is buffered to its end before anybody is told,
 * tries again when it may help, and stops where it does not.
 *
 * @since 0.1.0
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #retry = new RetryTimer();
  #trouble: Trouble | undefined;
  #attempt = 0;
  #failedAt = 0;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /**
   * Playback failed.
   *
   * @param hasEngine - Whether there is one that can go on.
   */
  failed(error: StreamError, hasEngine: boolean): void {
    const video = this.#options.video();
    const step = nextRecovery(error.code, this.#attempt);
    this.#attempt += 1;
    this.#failedAt = video.currentTime;
    this.#trouble = { error, isRetrying: step.way !== 'stop', of: 'playback' };
    if (step.way === 'restart') {
      this.#options.restart(step.skipSeconds);
      return;
    }
    this.#showIfStarved();
    if (step.way === 'wait')
      this.#retry.start(step.afterMs, () => (hasEngine ? this.#options.resume() : this.#options.restart(0)));
  }

  /** A try to get a token failed; the manager goes on trying where that may help. */
  tokenFailed(error: StreamError): void {
    this.#trouble = { error, isRetrying: error.retryable, of: 'token' };
    this.#showIfStarved();
  }

  /** There is another token. */
  tokenArrived(): void {
    if (this.#trouble?.of === 'token') this.#trouble = undefined;
  }

  /** Something was fetched again. */
  fetched(): void {
    if (this.#trouble?.of === 'playback' && this.#trouble.isRetrying) this.#trouble = undefined;
  }

  /** Ends the pause before the next try; `false` where there is none. */
  retryNow(): boolean {
    return this.#retry.end();
  }

  /** Told of each event of the `<video>`. */
  mediaChanged(type: string): void {
    const { send } = this.#options;
    const video = this.#options.video();
    if (type === 'waiting') this.#showIfStarved();
    if (type === 'playing') {
      this.#trouble = undefined;
      send({ type: 'recovered' });
    }
    // While it is paused, nothing else tells that there is something to play again.
    if (type === 'canplay' && video.paused) send({ type: 'recovered' });
    if (type === 'timeupdate' && Math.abs(video.currentTime - this.#failedAt) > RECOVERY.healthySeconds) {
      this.#attempt = 0;
      // While the next try is still to come, nobody knows whether it is over.
      if (!this.#retry.isWaiting) this.fetched();
    }
  }

  destroy(): void {
    this.#retry.stop();
    this.#trouble = undefined;
  }

  #showIfStarved(): void {
    const { send } = this.#options;
    const video = this.#options.video();
    if (!this.#trouble || video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return;
    const { error, isRetrying } = this.#trouble;
    send({ type: 'failed', error, retrying: isRetrying });
  }
}
