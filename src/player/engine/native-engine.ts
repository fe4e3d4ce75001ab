import { withToken } from '../delivery/delivery-url.js';
import { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { endOf, type EngineInput, type PlaybackEngine } from './engine.js';
import { BufferedDelta } from './buffered-delta.js';
import { SourceSwap, type ResumePoint } from './source-swap.js';

/** Whether the browser says that it plays HLS by itself. */
export const hasNativeHls = (): boolean =>
  document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';

/** So close to its end, in seconds, a video is played on with the address that it has. */
const END_SECONDS = 4;
/** A source that is led to its very end begins so many seconds before it, and ends by itself: play() at the end begins anew. */
const LAST_SECONDS = 0.1;

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
  #swapping: SourceSwap | undefined;
  /** Kept from the begin of a swap until one has succeeded. */
  #point: ResumePoint | undefined;
  #loadedToken: string | undefined;
  #safeUntil = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #growth = new BufferedDelta();

  constructor(input: EngineInput) {
    const { video, startAt } = input;
    const { signal } = this.#life;
    this.#input = input;
    video.addEventListener('error', () => void this.#diagnose(), { signal });
    video.addEventListener('pause', () => this.#swapIfOld(), { signal });
    video.addEventListener('progress', () => this.#count(), { signal });
    if (startAt > 0)
      video.addEventListener('loadedmetadata', () => (video.currentTime = startAt), { once: true, signal });
    // At once: a play() that follows would be dropped by a source that comes later.
    this.#setSource();
  }

  get reloading(): boolean {
    return this.#point !== undefined;
  }

  get currentTime(): number {
    const { video, startAt } = this.#input;
    if (this.#point) return this.#point.time === Infinity ? this.#point.end : this.#point.time;
    return video.readyState === HTMLMediaElement.HAVE_NOTHING ? startAt : video.currentTime;
  }

  /** A browser does not say where it would join. */
  get livePosition(): number {
    return endOf(this.#input.video.seekable);
  }

  /** Nothing is to be seen of a swap during a pause. While it plays, the old address is used for as long as it holds. */
  tokenRenewed(): void {
    if (this.#input.video.paused) this.#swapIfOld();
    else if (this.#isOld)
      this.#timer ??= setTimeout(() => this.#swapIfOld(), Math.max(0, this.#safeUntil - performance.now()));
  }

  seek(time: number): void {
    const { video, onReloading } = this.#input;
    // Where it is live is not known while a source loads: the swap finds out.
    const to = time === Infinity && !this.#point ? this.livePosition : time;
    if (this.#swapping && this.#point && !this.#isOld) {
      this.#point.time = to;
      this.#swapping.retarget();
    } else if (this.#isOld || this.#point) {
      this.#swap(to);
    } else {
      video.currentTime = to;
      return;
    }
    onReloading('seeking');
  }

  get paused(): boolean {
    return this.#point ? !this.#point.isPlaying : this.#input.video.paused;
  }

  play(): Promise<void> {
    const { video, onReloading } = this.#input;
    // Also during a swap, and at once: what a viewer's press allows, it allows now.
    const played = video.play();
    if (this.#point && !this.#point.isPlaying) {
      this.#point.isPlaying = true;
      onReloading('play');
    }
    return played;
  }

  pause(): void {
    const { video, onReloading } = this.#input;
    video.pause();
    if (!this.#point?.isPlaying) return;
    this.#point.isPlaying = false;
    onReloading('pause');
    this.#swapping?.paused();
  }

  suspend(): void {
    // The browser fetches what it wants to.
  }

  /** Whoever only comes back to a video that could play on needs no other source. */
  resume(): void {
    const { video } = this.#input;
    const isStarved = !video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    const isBroken = video.error !== null || (this.#point !== undefined && !this.#swapping);
    if (this.#isOld || isStarved || isBroken) this.#swap(this.currentTime);
  }

  destroy(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    this.#stopSwap();
    this.#point?.release();
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
    this.#growth.restart();
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
    const { video } = this.#input;
    const { isPlaying, look, release } = this.#point ?? { isPlaying: !video.paused && !video.ended };
    const last = video.duration - LAST_SECONDS;
    this.#stopSwap();
    const point: ResumePoint = {
      time: time > last && last > 0 ? last : time,
      isPlaying,
      end: Math.max(this.livePosition, this.#point?.end ?? 0),
      look,
      release: release ?? this.#input.holdFrame(),
    };
    this.#point = point;
    this.#swapping = new SourceSwap({
      video,
      point,
      onDone: () => this.#swapped(point),
      onStuck: () => void this.#diagnose(),
    });
    this.#setSource();
  }

  #swapped({ release }: ResumePoint): void {
    this.#stopSwap();
    this.#point = undefined;
    release();
    this.#input.onReloading('done');
    // One more token may have come meanwhile.
    this.tokenRenewed();
  }

  #stopSwap(): void {
    this.#swapping?.end();
    this.#swapping = undefined;
  }

  #count(): void {
    const { video, onFetched } = this.#input;
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const seconds = this.#growth.next(video.buffered, video.currentTime);
    if (seconds > 0) onFetched(seconds);
  }

  /** The element's own error says nothing about the cause, so the manifest is asked for. */
  async #diagnose(): Promise<void> {
    const { manifestUrl, access, tokens, onError } = this.#input;
    const { signal } = this.#life;
    this.#stopSwap();
    const about = (): { hasToken: boolean; isPlaylist: true } => ({
      hasToken: tokens.value !== undefined,
      isPlaylist: true,
    });
    try {
      const { response } = await access.fetch(manifestUrl, signal);
      // A token that had ended was renewed for this request, and the new one has begun a swap.
      if (this.#swapping) return;
      const isThere = response.ok && response.status !== 204;
      // It was renewed, and a new source is all that it takes.
      if (isThere && this.#isOld) this.#swap(this.currentTime);
      else if (isThere)
        onError(new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true }));
      else onError(describeDeliveryStatus(response.status, about()));
    } catch {
      if (!signal.aborted) onError(access.refusal ?? describeDeliveryStatus(0, about()));
    }
  }
}
