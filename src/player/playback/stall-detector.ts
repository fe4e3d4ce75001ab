import type { PlaybackEngine } from '../engine/engine.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { MediaObserver } from './media-observer.js';
import type { RecoveryOptions } from './playback-options.js';

/**
 * Detects a video that should play but does not advance: nudges it if it has data, reloads if not, and restarts the
 * engine if that does not help.
 */
export class StallDetector {
  readonly #video: HTMLVideoElement;
  readonly #engine: Pick<PlaybackEngine, 'arrivingBytes'>;
  readonly #recovery: Pick<RecoveryOptions, 'resume' | 'restart'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stoodAt = -1;
  #arrived: number | undefined;
  /** Consecutive times that no action was taken because bytes arrived. */
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
    // After losing its source or seeking to where nothing is buffered, a video may fire no further event.
    media.on(['waiting', 'stalled', 'seeking', 'emptied', 'play'], () => this.#watch(), { signal });
    media.on(['playing'], () => (this.#slowRounds = this.#reloads = 0), { signal });
    media.on(['timeupdate'], () => this.#hasMoved && this.#stop(), { signal });
    signal.addEventListener('abort', () => this.#stop());
  }

  /** Stops until {@link StallDetector.resume}: without loading, playback is bound to run out of data. */
  suspend(): void {
    this.#isSuspended = true;
    this.#stop();
  }

  /** Watches again, at once: a stuck video may fire no event. */
  resume(): void {
    this.#isSuspended = false;
    this.#watch();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Whether the position has changed; without metadata, it is only the start position. */
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
