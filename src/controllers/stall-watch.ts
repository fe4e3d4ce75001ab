import { RECOVERY } from '../core/recovery.js';

/**
 * Notices a video that should play, says so, and does not move: one that has something to play is nudged, for one that
 * has nothing the caller loads anew.
 *
 * @since 0.1.0
 */
export class StallWatch {
  readonly #video: HTMLVideoElement;
  readonly #reload: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stoodAt = -1;

  constructor(video: HTMLVideoElement, reload: () => void) {
    this.#video = video;
    this.#reload = reload;
  }

  /** Told of each event of the `<video>`. */
  mediaChanged(type: string): void {
    if (['seeking', 'emptied', 'playing', 'pause', 'ended'].includes(type)) this.destroy();
    // A source that has gone, or a seek into nothing, is not always followed by another event.
    if (['waiting', 'stalled', 'seeking', 'emptied', 'play'].includes(type)) this.#watch();
    if (type === 'timeupdate' && this.#video.currentTime !== this.#stoodAt) this.destroy();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #watch(): void {
    if (this.#timer !== undefined || this.#video.paused) return;
    this.#stoodAt = this.#video.currentTime;
    const hasMedia = this.#video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    this.#timer = setTimeout(() => this.#act(), hasMedia ? RECOVERY.nudgeAfterMs : RECOVERY.reloadAfterMs);
  }

  #act(): void {
    this.destroy();
    const video = this.#video;
    if (video.paused || video.currentTime !== this.#stoodAt) return;
    if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) video.currentTime += 0.1;
    else this.#reload();
    this.#watch();
  }
}
