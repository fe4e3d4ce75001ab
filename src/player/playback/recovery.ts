import type { StreamError } from '../../shared/errors.js';
import { nextRecovery, RECOVERY } from '../model/recovery-policy.js';
import { RetryTimer } from '../model/retry-timer.js';
import type { MediaObserver } from './media-observer.js';
import type { RecoveryOptions } from './playback-options.js';

/** Failure that is not shown while there is something to play. */
interface Trouble {
  readonly error: StreamError;
  readonly isRetrying: boolean;
  /** Part that has failed and must recover. */
  readonly of: 'token' | 'playback';
}

/**
 * Applies the policy of `model/recovery-policy.ts` when playback fails: plays the buffer to its end before showing the
 * error, retries if it may help, and stops if not.
 */
export class Recovery {
  readonly #video: HTMLVideoElement;
  readonly #options: RecoveryOptions;
  readonly #retry = new RetryTimer();
  #trouble: Trouble | undefined;
  #attempt = 0;
  #failedAt = 0;

  constructor(media: Pick<MediaObserver, 'video' | 'on'>, options: RecoveryOptions, signal: AbortSignal) {
    this.#video = media.video;
    this.#options = options;
    media.on(['waiting'], () => this.#showIfStarved(), { signal });
    media.on(['playing'], () => this.#recovered(), { signal });
    // While paused, no other event tells that there is data again.
    media.on(['canplay'], () => this.#video.paused && options.send({ type: 'recovered' }), { signal });
    media.on(['timeupdate'], () => this.#updateHealth(), { signal });
  }

  /**
   * Takes the next step after a playback failure.
   *
   * @param hasEngine - Whether there is an engine that can resume.
   */
  failed(error: StreamError, hasEngine: boolean): void {
    const step = nextRecovery(error.code, this.#attempt);
    this.#attempt += 1;
    this.#failedAt = this.#video.currentTime;
    this.#trouble = { error, isRetrying: step.kind !== 'stop', of: 'playback' };
    if (step.kind === 'restart') {
      this.#options.restart(step.skipSeconds);
      return;
    }
    this.#showIfStarved();
    if (step.kind === 'wait')
      this.#retry.start(step.afterMs, () => (hasEngine ? this.#options.resume() : this.#options.restart()));
  }

  /** Notes that a token request has failed; the manager retries if that may help. */
  tokenFailed(error: StreamError): void {
    this.#trouble = { error, isRetrying: error.retryable, of: 'token' };
    this.#showIfStarved();
  }

  /** Notes that a new token has arrived. */
  tokenArrived(): void {
    if (this.#trouble?.of === 'token') this.#trouble = undefined;
  }

  /** Notes that fetching works again. */
  fetched(): void {
    if (this.#trouble?.of === 'playback' && this.#trouble.isRetrying) this.#trouble = undefined;
  }

  /** Resumes fetching after it was given up, while the buffer still plays. */
  resumeStopped(): void {
    if (!this.#trouble || this.#trouble.isRetrying) return;
    this.#trouble = undefined;
    this.#options.resume();
  }

  /** Ends the delay before the next retry; returns `false` if there is none. */
  retryNow(): boolean {
    return this.#retry.end();
  }

  /** Clears the failure. */
  reset(): void {
    this.#retry.stop();
    this.#trouble = undefined;
  }

  #recovered(): void {
    this.#trouble = undefined;
    this.#options.send({ type: 'recovered' });
  }

  #updateHealth(): void {
    if (Math.abs(this.#video.currentTime - this.#failedAt) <= RECOVERY.healthySeconds) return;
    this.#attempt = 0;
    // Before the next retry, nobody knows whether the failure is over.
    if (!this.#retry.isWaiting) this.fetched();
  }

  #showIfStarved(): void {
    if (!this.#trouble || this.#video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return;
    const { error, isRetrying } = this.#trouble;
    this.#options.send({ type: 'failed', error, retrying: isRetrying });
  }
}
