import { RECOVERY } from '../model/recovery-policy.js';

/** What {@link StallDetector} watches, and who acts. */
export interface StallDetectorOptions {
  readonly video: HTMLVideoElement;
  /** Bytes that have come of what is under way; `undefined` where nobody knows. */
  arrivingBytes(): number | undefined;
  /** `times` counts the reloads in a row, from 1 on. */
  reload(times: number): void;
}

/**
 * Notices a video that should play, says so, and does not move: one that has something to play is nudged, for one that
 * has nothing the caller loads anew, and more thoroughly each time.
 *
 * @since 0.1.0
 */
export class StallDetector {
  readonly #options: StallDetectorOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stoodAt = -1;
  #arrived: number | undefined;
  /** How often in a row it was left alone because something arrived. */
  #patience = 0;
  #reloads = 0;
  #isSuspended = false;

  constructor(options: StallDetectorOptions) {
    this.#options = options;
  }

  /** Told of each event of the `<video>`. */
  mediaChanged(type: string): void {
    if (['seeking', 'emptied', 'playing', 'pause', 'ended'].includes(type)) this.destroy();
    // A source that has gone, or a seek into nothing, is not always followed by another event.
    if (['waiting', 'stalled', 'seeking', 'emptied', 'play'].includes(type)) this.#watch();
    if (type === 'playing') this.#patience = this.#reloads = 0;
    if (type === 'timeupdate' && this.#hasMoved) this.destroy();
  }

  /** Does nothing until {@link StallDetector.resume}: what is not to load has nothing to play in the end. */
  suspend(): void {
    this.#isSuspended = true;
    this.destroy();
  }

  /** Watches again. No event may follow where it stands still already. */
  resume(): void {
    this.#isSuspended = false;
    this.#watch();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Without metadata, a position is only where it would begin. */
  get #hasMoved(): boolean {
    const { video } = this.#options;
    return video.readyState > HTMLMediaElement.HAVE_NOTHING && video.currentTime !== this.#stoodAt;
  }

  #watch(): void {
    const { video, arrivingBytes } = this.#options;
    if (this.#timer !== undefined || this.#isSuspended || video.paused) return;
    this.#stoodAt = video.currentTime;
    this.#arrived = arrivingBytes();
    const hasMedia = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    this.#timer = setTimeout(() => this.#act(), hasMedia ? RECOVERY.nudgeAfterMs : RECOVERY.reloadAfterMs);
  }

  #act(): void {
    this.destroy();
    const { video } = this.#options;
    if (video.paused || this.#hasMoved) return;
    if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) video.currentTime += 0.1;
    else this.#reload();
    this.#watch();
  }

  #reload(): void {
    const { arrivingBytes, reload } = this.#options;
    const bytes = arrivingBytes() ?? 0;
    const isArriving = bytes > 0 && bytes !== this.#arrived;
    if (isArriving && (this.#patience += 1) < RECOVERY.slowFactor) return;
    this.#patience = 0;
    reload((this.#reloads += 1));
  }
}
