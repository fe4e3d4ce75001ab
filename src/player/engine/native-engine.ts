import { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { endOf, type EngineOptions, type PlaybackEngine } from './engine.js';
import { BufferedDelta } from './buffered-delta.js';
import { nativeAudioTracks, watchNativeAudio } from './native-audio.js';
import { SourceSwap } from './source-swap.js';
import { readPlaying } from './watch-intent.js';

/** Tells whether the browser says that it plays HLS by itself. */
export const hasNativeHls = (): boolean =>
  document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';

/** Time before the end in which a video is played on with the URL that it has. */
const END_SECONDS = 4;
/** Time before the end at which a source that is to be at its end begins: play() at the very end would start over. */
const LAST_SECONDS = 0.1;

/**
 * Plays through the browser's own HLS. There is no way into its requests, so a renewed token means a new URL: the
 * last frame is held, the source swapped, and all that can be seen and heard restored underneath. It is the same
 * `<video>` all along: another one would lose picture-in-picture, an iPhone's full screen and the right to be heard.
 */
export class NativeEngine implements PlaybackEngine {
  readonly name = 'native';
  readonly instance = undefined;
  readonly arrivingBytes = undefined;
  readonly renditions: readonly Rendition[] = [];
  selectedRendition: string | null = null;
  readonly #options: EngineOptions;
  readonly #life = new AbortController();
  /** Swap from its beginning until one has succeeded. */
  #swap: SourceSwap | undefined;
  /** Function that takes the held frame away. */
  #release: (() => void) | undefined;
  #loadedToken: string | undefined;
  #safeUntil = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #growth = new BufferedDelta();

  constructor(options: EngineOptions) {
    const { video, intent } = options;
    const { signal } = this.#life;
    this.#options = options;
    // Captured, so that it is known before anybody else hears of it.
    for (const type of ['play', 'pause'])
      video.addEventListener(type, () => this.#readPlaying(), { capture: true, signal });
    video.addEventListener('error', () => void this.#diagnose(), { signal });
    video.addEventListener('pause', () => this.#swapIfOld(), { signal });
    video.addEventListener('progress', () => this.#count(), { signal });
    video.addEventListener(
      'loadedmetadata',
      () => {
        if (intent.position && !this.#swap) video.currentTime = intent.position;
      },
      { once: true, signal },
    );
    // A source that takes the place of another has the same ones, which are restored.
    watchNativeAudio(options, signal, () => {
      if (!this.#swap) options.onTracks();
    });
    // At once: a play() that follows would be dropped by a source that comes later.
    this.#setSource();
  }

  get reloading(): boolean {
    return this.#swap !== undefined;
  }

  get currentTime(): number {
    const { video, intent } = this.#options;
    if (this.#swap) return this.#swap.currentTime;
    return video.readyState === HTMLMediaElement.HAVE_NOTHING ? (intent.position ?? 0) : video.currentTime;
  }

  get audioTracks(): readonly AudioTrack[] {
    return nativeAudioTracks(this.#options);
  }

  /** Live edge: a browser does not say where it would join. */
  get livePosition(): number {
    return endOf(this.#options.video.seekable);
  }

  /**
   * Swaps at once during a pause, when nobody sees it. While it plays, the old URL is used for as long as it is valid.
   */
  tokenRenewed(): void {
    if (this.#options.video.paused) this.#swapIfOld();
    else if (this.#isOld)
      this.#timer ??= setTimeout(() => this.#swapIfOld(), Math.max(0, this.#safeUntil - performance.now()));
  }

  seek(time: number): void {
    const { video, intent, onReloading } = this.#options;
    // Where it is live is not known while a source loads: the swap finds out.
    const to = time === Infinity && !this.#swap ? this.livePosition : time;
    if (this.#swap?.isLoading && !this.#isOld) {
      intent.position = to;
      this.#swap.retarget();
    } else if (this.#isOld || this.#swap) {
      this.#startSwap(to);
    } else {
      video.currentTime = intent.position = to;
      return;
    }
    onReloading('seeking');
  }

  async play(): Promise<void> {
    const { video, intent, onReloading } = this.#options;
    // Also during a swap, and at once: what a viewer's press allows, it allows now.
    const played = video.play();
    intent.playing = true;
    if (this.#swap) onReloading('play');
    try {
      await played;
    } catch (error) {
      this.#readPlaying();
      throw error;
    }
  }

  pause(): void {
    const { video, intent, onReloading } = this.#options;
    video.pause();
    intent.playing = false;
    const swap = this.#swap;
    if (!swap) return;
    onReloading('pause');
    swap.paused();
  }

  suspend(): void {
    // The browser fetches what it wants to.
  }

  /** Swaps the source only where it cannot play on. */
  resume(): void {
    const { video } = this.#options;
    const isStarved = !video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    const isBroken = video.error !== null || (this.#swap !== undefined && !this.#swap.isLoading);
    if (this.#isOld || isStarved || isBroken) this.#startSwap(this.currentTime);
  }

  destroy(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    this.#swap?.destroy();
    this.#release?.();
    const { video } = this.#options;
    video.removeAttribute('src');
    video.load();
  }

  get #isOld(): boolean {
    return this.#loadedToken !== undefined && this.#loadedToken !== this.#options.delivery.tokens.source.value;
  }

  #setSource(): void {
    const { video, delivery } = this.#options;
    const { manifestUrl, tokens, urls } = delivery;
    const { value, safeForMs } = tokens.source;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#loadedToken = value;
    this.#growth.restart();
    this.#safeUntil = performance.now() + (safeForMs ?? 0);
    video.src = urls.withTokenAtHand(manifestUrl);
    // The URL holds a token and the attribute is not needed once loading has begun: it leaves the DOM again.
    video.addEventListener('loadstart', () => video.removeAttribute('src'), { once: true, signal: this.#life.signal });
  }

  /** Reads whether it is to play; while it reloads, what the `<video>` says is nobody's wish. */
  #readPlaying(): void {
    const { video, intent } = this.#options;
    if (!this.#swap && !this.#life.signal.aborted) readPlaying(video, intent);
  }

  #swapIfOld(): void {
    this.#timer = undefined;
    const { duration } = this.#options.video;
    // The end is loaded by now. A swap there would meet the end underneath, and play() starts over from there.
    const isAtEnd = duration - this.currentTime < END_SECONDS;
    if (this.#isOld && !this.#swap?.isLoading && !isAtEnd) this.#startSwap(this.currentTime);
  }

  #startSwap(time: number): void {
    const { video, intent, holdFrame } = this.#options;
    const last = video.duration - LAST_SECONDS;
    intent.position = time > last && last > 0 ? last : time;
    this.#swap ??= new SourceSwap({
      video,
      intent,
      onDone: () => this.#swapped(),
      onStuck: () => void this.#diagnose(),
    });
    this.#release ??= holdFrame();
    this.#swap.start();
    this.#setSource();
  }

  #swapped(): void {
    this.#swap?.destroy();
    this.#swap = undefined;
    this.#readPlaying();
    this.#release?.();
    this.#release = undefined;
    this.#options.onReloading('done');
    if (this.audioTracks.length > 0) this.#options.onTracks();
    // One more token may have come meanwhile.
    this.tokenRenewed();
  }

  #count(): void {
    const { video, onFetched } = this.#options;
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const seconds = this.#growth.next(video.buffered, video.currentTime);
    if (seconds > 0) onFetched(seconds);
  }

  /** Requests the manifest to find the cause, about which the element's own error says nothing. */
  async #diagnose(): Promise<void> {
    const { delivery, onError } = this.#options;
    const { manifestUrl, urls, tokens } = delivery;
    const { signal } = this.#life;
    this.#swap?.stop();
    const about = (): { hasToken: boolean; isPlaylist: true } => ({
      hasToken: tokens.source.value !== undefined,
      isPlaylist: true,
    });
    try {
      const { response } = await urls.fetch(manifestUrl, signal);
      // A token that had ended was renewed for this request, and the new one has begun a swap.
      if (this.#swap?.isLoading) return;
      const isThere = response.ok && response.status !== 204;
      // It was renewed, and a new source is all that it takes.
      if (isThere && this.#isOld) this.#startSwap(this.currentTime);
      else if (isThere)
        onError(new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true }));
      else onError(describeDeliveryStatus(response.status, about()));
    } catch {
      if (!signal.aborted) onError(urls.refusal ?? describeDeliveryStatus(0, about()));
    }
  }
}
