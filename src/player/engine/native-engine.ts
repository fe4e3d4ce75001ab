import { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { endOf, type EngineOptions, type PlaybackEngine } from './engine.js';
import { BufferedDelta } from './buffered-delta.js';
import { nativeAudioTracks, watchNativeAudio } from './native-audio.js';
import { SourceSwap } from './source-swap.js';
import { readPlaying } from './watch-intent.js';

/** Tells whether the browser claims to play HLS natively. */
export const hasNativeHls = (): boolean =>
  document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';

/** Time before the end from which the current URL is kept. */
const END_SECONDS = 4;
/** Distance from the end at which a reloaded source starts instead of at its end: there, play() would start over. */
const LAST_SECONDS = 0.1;

/**
 * Plays with the browser's native HLS. Its requests cannot be changed, so a renewed token means a new URL: the last
 * frame is held while the source is swapped and everything visible and audible is restored. The `<video>` stays the
 * same: another one would lose picture-in-picture, full screen on an iPhone and permission to play sound.
 */
export class NativeEngine implements PlaybackEngine {
  readonly name = 'native';
  readonly instance = undefined;
  readonly arrivingBytes = undefined;
  readonly renditions: readonly Rendition[] = [];
  selectedRendition: string | null = null;
  readonly #options: EngineOptions;
  readonly #life = new AbortController();
  /** Swap in progress, until one has succeeded. */
  #swap: SourceSwap | undefined;
  /** Function that removes the held frame. */
  #release: (() => void) | undefined;
  #loadedToken: string | undefined;
  #safeUntil = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #growth = new BufferedDelta();

  constructor(options: EngineOptions) {
    const { video, intent } = options;
    const { signal } = this.#life;
    this.#options = options;
    // Captured, to be known before any other listener runs.
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
    // A swapped source has the same tracks, whose choice is restored.
    watchNativeAudio(options, signal, () => {
      if (!this.#swap) options.onTracks();
    });
    // Synchronously: a later source would drop a play() that follows.
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

  /** Live edge: the browser does not say where it would join. */
  get livePosition(): number {
    return endOf(this.#options.video.seekable);
  }

  /**
   * Swaps at once during a pause, when nobody notices. During playback, the old URL is used for as long as it is valid.
   */
  tokenRenewed(): void {
    if (this.#options.video.paused) this.#swapIfOld();
    else if (this.#isOld)
      this.#timer ??= setTimeout(() => this.#swapIfOld(), Math.max(0, this.#safeUntil - performance.now()));
  }

  seek(time: number): void {
    const { video, intent, onReloading } = this.#options;
    // The live edge is unknown while a source loads: the swap finds it.
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
    // Synchronously, even during a swap: the user gesture allows playback only now.
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
    // The browser fetches as it likes.
  }

  /** Swaps the source only if it cannot go on playing. */
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
    // The URL holds a token, and the attribute is not needed once loading has begun: it is removed from the DOM.
    video.addEventListener('loadstart', () => video.removeAttribute('src'), { once: true, signal: this.#life.signal });
  }

  /** Reads whether to play; during a reload, the state of the `<video>` is nobody's intent. */
  #readPlaying(): void {
    const { video, intent } = this.#options;
    if (!this.#swap && !this.#life.signal.aborted) readPlaying(video, intent);
  }

  #swapIfOld(): void {
    this.#timer = undefined;
    const { duration } = this.#options.video;
    // The end is loaded by now. A swap would reach the end while hidden, and play() starts over from there.
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
    // Another token may have arrived meanwhile.
    this.tokenRenewed();
  }

  #count(): void {
    const { video, onFetched } = this.#options;
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const seconds = this.#growth.next(video.buffered, video.currentTime);
    if (seconds > 0) onFetched(seconds);
  }

  /** Requests the manifest to find the cause of an error, which the element's own error does not tell. */
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
      // An expired token was renewed for this request, and a swap to the new one has begun.
      if (this.#swap?.isLoading) return;
      const isThere = response.ok && response.status !== 204;
      // The token was renewed, and a new source is enough.
      if (isThere && this.#isOld) this.#startSwap(this.currentTime);
      else if (isThere)
        onError(new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true }));
      else onError(describeDeliveryStatus(response.status, about()));
    } catch {
      if (!signal.aborted) onError(urls.refusal ?? describeDeliveryStatus(0, about()));
    }
  }
}
