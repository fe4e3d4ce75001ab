import type { PlaybackEngine } from '../engine/engine.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { MediaObserver } from './media-observer.js';
import type { RecoveryOptions } from './playback-options.js';

/**
 * Notices a video that should play, says so, and does not move: nudges it where it has something to play, reloads where
 * it has nothing, and restarts the engine where that does not help.
 */
export class StallDetector {
  readonly #video: HTMLVideoElement;
  readonly #engine: Pick<PlaybackEngine, 'arrivingBytes'>;
  readonly #recovery: Pick<RecoveryOptions, 'resume' | 'restart'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stoodAt = -1;
  #arrived: number | undefined;
  /** Number of times in a row that it was left alone because bytes arrived. */
  #slowRounds = 0;
  #reloads = 0;
  #isSuspended = false;

  constructor(
    media: Pick<MediaObserver, 'video' | 'on'>,
    engine: Pick<PlaybackEngine, 'arrivingBytes'>,
    recovery: Pick<RecoveryOptions, 'resume' | 'restart'>,
    signal: AbortSignal,
  ) {
    this.#video = media.video;
    this.#engine = engine;
    this.#recovery = recovery;
    media.on(['seeking', 'emptied', 'playing', 'pause', 'ended'], () => this.#stop(), { signal });
    // A source that has gone, or a seek into nothing, is not always followed by another event.
    media.on(['waiting', 'stalled', 'seeking', 'emptied', 'play'], () => this.#watch(), { signal });
    media.on(['playing'], () => (this.#slowRounds = this.#reloads = 0), { signal });
    media.on(['timeupdate'], () => this.#hasMoved && this.#stop(), { signal });
    signal.addEventListener('abort', () => this.#stop());
  }

  /** Does nothing until {@link StallDetector.resume}: what is not to load has nothing to play in the end. */
  suspend(): void {
    this.#isSuspended = true;
    this.#stop();
  }

  /** Watches again. No event may follow where it stands still already. */
  resume(): void {
    this.#isSuspended = false;
    this.#watch();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Without metadata, a position is only where it would begin. */
  get #hasMoved(): boolean {
    const video = this.#video;
    return video.readyState > HTMLMediaElement.HAVE_NOTHING && video.currentTime !== this.#stoodAt;
  }

  #watch(): void {
    const video = this.#video;
    if (this.#timer !== undefined || this.#isSuspended || video.paused) return;
    this.#stoodAt = video.currentTime;
    this.#arrived = this.#engine.arrivingBytes;
    const hasMedia = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    this.#timer = setTimeout(() => this.#act(), hasMedia ? RECOVERY.nudgeAfterMs : RECOVERY.reloadAfterMs);
  }

  #act(): void {
    this.#stop();
    const video = this.#video;
    if (video.paused || this.#hasMoved) return;
    if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) video.currentTime += 0.1;
    else this.#reload();
    this.#watch();
  }

  #reload(): void {
    const bytes = this.#engine.arrivingBytes ?? 0;
    const isArriving = bytes > 0 && bytes !== this.#arrived;
    if (isArriving && (this.#slowRounds += 1) < RECOVERY.slowFactor) return;
    this.#slowRounds = 0;
    this.#reloads += 1;
    if (this.#reloads > 1) this.#recovery.restart();
    else this.#recovery.resume();
  }
}
