import { withToken } from '../core/delivery-url.js';
import { StreamError } from '../core/errors.js';
import type { AudioTrack, Rendition } from '../core/rendition.js';
import { describeDeliveryStatus } from './delivery-status.js';
import { endOf, type EngineInput, type PlaybackEngine } from './engine.js';
import { NativeSwap } from './native-swap.js';

/** Whether the browser says that it plays HLS by itself. */
export const hasNativeHls = (): boolean =>
  document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';

/** So close to its end, in seconds, a video is played on with the address that it has. */
const END_SECONDS = 4;

/**
 * Plays through the browser's own HLS. There is no way into its requests, so a renewed token means a new address: the
 * last frame is held, the source swapped, and all that can be seen and heard restored underneath. It is the same
 * `<video>` all along: another one would lose picture-in-picture, an iPhone's full screen and the right to be heard.
 *
 * @since 0.1.0
 */
export class NativeEngine implements PlaybackEngine {
  readonly name = 'native';
  readonly instance = undefined;
  readonly arrivingBytes = undefined;
  readonly renditions: readonly Rendition[] = [];
  /** Safari has a list of its own on the `<video>`. */
  readonly audioTracks: readonly AudioTrack[] = [];
  selectedRendition: string | null = null;
  readonly #input: EngineInput;
  readonly #life = new AbortController();
  #swapping: NativeSwap | undefined;
  #loadedToken: string | undefined;
  #safeUntil = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetchedUntil = 0;

  constructor(input: EngineInput) {
    const { video, startAt } = input;
    const { signal } = this.#life;
    this.#input = input;
    video.addEventListener('error', () => void this.#diagnose(), { signal });
    video.addEventListener('pause', () => this.#swapIfOld(), { signal });
    video.addEventListener('progress', () => this.#count(), { signal });
    if (startAt > 0) video.addEventListener('loadedmetadata', () => (video.currentTime = startAt), { once: true, signal });
    // At once: a play() that follows would be dropped by a source that comes later.
    this.#setSource();
  }

  get reloading(): boolean {
    return this.#swapping !== undefined;
  }

  get currentTime(): number {
    return this.#swapping?.time ?? this.#input.video.currentTime;
  }

  /** A browser does not say where it would join. */
  get livePosition(): number {
    return endOf(this.#input.video.seekable);
  }

  /** Nothing is to be seen of a swap during a pause. While it plays, the old address is used for as long as it holds. */
  tokenRenewed(): void {
    if (this.#input.video.paused) this.#swapIfOld();
    else if (this.#isOld) this.#timer ??= setTimeout(() => this.#swapIfOld(), Math.max(0, this.#safeUntil - performance.now()));
  }

  seek(time: number): void {
    const { video } = this.#input;
    const to = time === Infinity ? this.livePosition : time;
    if (this.#isOld) {
      this.#swap(to);
      this.#input.onReloading('seeking');
    } else if (this.#swapping) this.#swapping.turn(to);
    else video.currentTime = to;
  }

  get paused(): boolean {
    return this.#swapping ? !this.#swapping.isPlaying : this.#input.video.paused;
  }

  play(): Promise<void> {
    return (this.#swapping ?? this.#input.video).play();
  }

  pause(): void {
    (this.#swapping ?? this.#input.video).pause();
  }

  suspend(): void {
    // The browser fetches what it wants to.
  }

  resume(): void {
    this.#swap(this.currentTime);
  }

  destroy(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    this.#endSwap();
    const { video } = this.#input;
    video.removeAttribute('src');
    video.load();
  }

  get #isOld(): boolean {
    return this.#loadedToken !== undefined && this.#loadedToken !== this.#input.tokens.value;
  }

  #setSource(): void {
    const { video, tokens, manifestUrl } = this.#input;
    const { value, safeForMs } = tokens;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#loadedToken = value;
    this.#safeUntil = performance.now() + (safeForMs ?? 0);
    video.src = value === undefined ? manifestUrl : withToken(manifestUrl, value);
    // The address holds a token and the attribute is not needed once loading has begun: it leaves the DOM again.
    video.addEventListener('loadstart', () => video.removeAttribute('src'), { once: true, signal: this.#life.signal });
  }

  #swapIfOld(): void {
    this.#timer = undefined;
    const { duration } = this.#input.video;
    // The end is loaded by now. A swap there would meet the end underneath, and play() begins anew from there.
    const isAtEnd = duration - this.currentTime < END_SECONDS;
    if (this.#isOld && !this.#swapping && !isAtEnd) this.#swap(this.currentTime);
  }

  #swap(time: number): void {
    const { video, holdFrame, onReloading } = this.#input;
    const last = this.#swapping;
    this.#swapping = new NativeSwap({
      video, time, last,
      isPlaying: last?.isPlaying ?? (!video.paused && !video.ended),
      hold: holdFrame,
      onAction: onReloading,
      onDone: () => {
        this.#endSwap();
        onReloading('done');
        // One more may have come meanwhile.
        this.tokenRenewed();
      },
      onStuck: () => void this.#diagnose(),
    });
    this.#setSource();
  }

  #endSwap(): void {
    const swap = this.#swapping;
    this.#swapping = undefined;
    swap?.end();
  }

  #count(): void {
    const { video } = this.#input;
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const end = endOf(video.buffered);
    if (end > this.#fetchedUntil) this.#input.onFetched(end - this.#fetchedUntil);
    this.#fetchedUntil = end;
  }

  /** The element's own error says nothing about the cause, so the manifest is asked for. */
  async #diagnose(): Promise<void> {
    const { manifestUrl, access, tokens, onError } = this.#input;
    const { signal } = this.#life;
    this.#endSwap();
    const about = (): { hasToken: boolean; isPlaylist: true } => ({ hasToken: tokens.value !== undefined, isPlaylist: true });
    try {
      const { response } = await access.fetch(manifestUrl, signal);
      const isThere = response.ok && response.status !== 204;
      // A token that had ended meanwhile is renewed by now, and a new source is all that it takes.
      if (isThere && this.#isOld) this.#swap(this.currentTime);
      else if (isThere) onError(new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true }));
      else onError(describeDeliveryStatus(response.status, about()));
    } catch {
      if (!signal.aborted) onError(access.refusal ?? describeDeliveryStatus(0, about()));
    }
  }
}
