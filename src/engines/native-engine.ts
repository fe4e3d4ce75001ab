import { withToken } from '../core/delivery-url.js';
import { StreamError } from '../core/errors.js';
import { describeDeliveryStatus } from './delivery-status.js';
import type { EngineInput, PlaybackEngine } from './engine.js';

/** Whether the browser says that it plays HLS by itself. */
export const hasNativeHls = (): boolean =>
  document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';

/** A reload is given up, and the viewer told, after this time in milliseconds. */
const RELOAD_LIMIT_MS = 20_000;

/**
 * Plays through the browser's own HLS. There is no way into its requests, so a renewed token means a new address: the
 * last frame is held, the source swapped and position, rate and paused state restored underneath.
 *
 * @since 0.1.0
 */
export class NativeEngine implements PlaybackEngine {
  readonly name = 'native';
  readonly instance = undefined;
  readonly #input: EngineInput;
  readonly #life = new AbortController();
  #reload: { controller: AbortController; time: number; release: () => void } | undefined;
  #loadedToken: string | undefined;

  constructor(input: EngineInput) {
    this.#input = input;
    input.video.addEventListener('error', () => void this.#diagnose(), { signal: this.#life.signal });
    // At once: a play() that follows would be dropped by a source that comes later.
    this.#setSource();
  }

  get reloading(): boolean {
    return this.#reload !== undefined;
  }

  get currentTime(): number {
    return this.#reload?.time ?? this.#input.video.currentTime;
  }

  tokenRenewed(): void {
    if (this.#loadedToken !== undefined && this.#loadedToken !== this.#input.tokens.value) {
      this.#swap(this.currentTime);
    }
  }

  seek(time: number): void {
    if (this.#reload || (this.#loadedToken !== undefined && this.#loadedToken !== this.#input.tokens.value)) {
      this.#swap(time);
    } else {
      this.#input.video.currentTime = time;
    }
  }

  destroy(): void {
    this.#life.abort();
    this.#endReload();
    const { video } = this.#input;
    video.removeAttribute('src');
    video.load();
  }

  #setSource(): void {
    const { video, tokens, manifestUrl } = this.#input;
    const token = tokens.value;
    this.#loadedToken = token;
    video.src = token === undefined ? manifestUrl : withToken(manifestUrl, token);
    // The address holds a token and the attribute is not needed once loading has begun: it leaves the DOM again.
    video.addEventListener('loadstart', () => video.removeAttribute('src'), { once: true, signal: this.#life.signal });
  }

  #swap(time: number): void {
    const { video, holdFrame } = this.#input;
    const playing = this.#reload ? !video.paused || this.#wasPlaying : !video.paused && !video.ended;
    const release = this.#reload?.release ?? holdFrame();
    this.#reload?.controller.abort();
    const controller = new AbortController();
    this.#reload = { controller, time, release };
    this.#wasPlaying = playing;
    const rate = video.playbackRate;
    const timer = setTimeout(() => void this.#diagnose(), RELOAD_LIMIT_MS);
    const { signal } = controller;
    signal.addEventListener('abort', () => clearTimeout(timer));
    video.addEventListener('loadedmetadata', () => {
      video.currentTime = time;
      video.playbackRate = rate;
      if (playing) void video.play().catch(() => this.#endReload());
    }, { once: true, signal });
    video.addEventListener(playing ? 'playing' : 'seeked', () => this.#endReload(), { once: true, signal });
    this.#setSource();
  }

  #wasPlaying = false;

  #endReload(): void {
    const reload = this.#reload;
    this.#reload = undefined;
    reload?.controller.abort();
    reload?.release();
  }

  /** The element's own error says nothing about the cause, so the manifest is asked for. */
  async #diagnose(): Promise<void> {
    const { manifestUrl, tokens, onError } = this.#input;
    this.#endReload();
    try {
      const token = await tokens.fresh();
      const url = token === undefined ? manifestUrl : withToken(manifestUrl, token);
      const { status } = await fetch(url, { signal: this.#life.signal });
      const played = status >= 200 && status < 300;
      onError(
        played
          ? new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true })
          : describeDeliveryStatus(status),
      );
    } catch {
      if (!this.#life.signal.aborted) onError(describeDeliveryStatus(0));
    }
  }
}
