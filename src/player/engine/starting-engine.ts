import { defer } from '../../shared/defer.js';
import { asStreamError } from '../model/playback-errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { StartPlan } from '../delivery/start-plan.js';
import { endOf, type EngineClass, type EngineOptions, type PlaybackEngine } from './engine.js';
import { FirstSegments } from './first-segments.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { watchIntent } from './watch-intent.js';

/**
 * Engine that plays before its code is loaded: it begins with the first segments, loads hls.js meanwhile and hands
 * playback over to it. From then on, it only delegates.
 */
export class StartingEngine implements PlaybackEngine {
  readonly name = 'hls.js';
  readonly reloading = false;
  readonly #options: EngineOptions;
  readonly #load: () => Promise<EngineClass>;
  readonly #life = new AbortController();
  /** Aborts once hls.js has taken over. */
  readonly #start = new AbortController();
  #timer: ReturnType<typeof setTimeout>;
  /** Plays until then; `undefined` if that has failed. */
  #first: FirstSegments | undefined;
  #engine: PlaybackEngine | undefined;
  #isArriving = false;
  #isSuspended = false;
  /** Resolves once hls.js has taken over, or never will. */
  readonly #handedOver = defer<undefined>();
  /** Keys of segments that were reported as fetched: hls.js takes some of them again from memory. */
  readonly #counted = new Set<string>();

  /** @param load - Loads the code of hls.js. */
  constructor(options: EngineOptions, plan: StartPlan, load: () => Promise<EngineClass>) {
    const { video, intent, delivery } = options;
    this.#options = options;
    this.#load = load;
    this.#life.signal.addEventListener('abort', () => {
      this.#start.abort();
      this.#handedOver.resolve(undefined);
    });
    watchIntent(video, intent, { isPositioned: () => this.#isPositioned, signal: this.#start.signal });
    const { prefetch } = delivery;
    this.#first = new FirstSegments({
      video,
      intent,
      plan,
      prefetch,
      onFetched: (seconds, key) => this.#fetched(seconds, key),
      onWanted: () => this.#arrive(),
      onFailed: () => this.#fallBack(),
    });
    this.#timer = setTimeout(() => this.#arrive(), RECOVERY.engineAfterMs);
  }

  get instance(): unknown {
    return this.#engine?.instance;
  }

  get currentTime(): number {
    const { video, intent } = this.#options;
    return this.#engine?.currentTime ?? (this.#isPositioned ? video.currentTime : (intent.position ?? 0));
  }

  get livePosition(): number {
    return this.#engine?.livePosition ?? endOf(this.#options.video.seekable);
  }

  get arrivingBytes(): number | undefined {
    return this.#engine ? this.#engine.arrivingBytes : (this.#first?.arrivingBytes ?? 0);
  }

  get renditions(): readonly Rendition[] {
    return this.#engine?.renditions ?? [];
  }

  get selectedRendition(): string | null {
    return (this.#engine ? this.#engine.selectedRendition : this.#options.intent.selectedRendition) ?? null;
  }

  set selectedRendition(id: string | null) {
    if (this.#engine) this.#engine.selectedRendition = id;
    else this.#options.intent.selectedRendition = id;
  }

  get audioTracks(): readonly AudioTrack[] {
    return this.#engine?.audioTracks ?? [];
  }

  tokenRenewed(): void {
    this.#engine?.tokenRenewed();
  }

  async play(): Promise<void> {
    if (this.#engine) return this.#engine.play();
    const { video, intent } = this.#options;
    intent.playing = true;
    try {
      await video.play();
    } catch (error) {
      // If the source is replaced, hls.js goes on playing. The browser reports the failure only after this.
      if (!this.#first || (error as DOMException).name === 'NotSupportedError') await this.#handedOver.promise;
      if (this.#life.signal.aborted) throw error;
      if (!this.#hasHandedOver) intent.playing = !video.paused;
      if (!this.#hasHandedOver || !this.#options.intent.playing) throw error;
      await this.play();
    }
  }

  pause(): void {
    const { video, intent } = this.#options;
    intent.playing = false;
    video.pause();
  }

  seek(time: number): void {
    if (this.#engine) {
      this.#engine.seek(time);
      return;
    }
    const { video, intent } = this.#options;
    video.currentTime = intent.position = time === Infinity ? this.livePosition : time;
  }

  suspend(): void {
    this.#isSuspended = true;
    this.#first?.suspend();
    this.#engine?.suspend();
  }

  resume(): void {
    this.#isSuspended = false;
    this.#first?.resume();
    if (this.#engine) this.#engine.resume();
    else this.#arrive();
  }

  destroy(): void {
    const { video } = this.#options;
    clearTimeout(this.#timer);
    this.#life.abort();
    this.#first?.abandon();
    if (this.#engine) {
      this.#engine.destroy();
    } else {
      video.removeAttribute('src');
      video.load();
    }
  }

  get #hasHandedOver(): boolean {
    return this.#engine !== undefined;
  }

  /** Whether `currentTime` of the `<video>` is valid: without metadata, it is only the start position. */
  get #isPositioned(): boolean {
    return this.#options.video.readyState > HTMLMediaElement.HAVE_NOTHING;
  }

  #fetched(seconds: number, key = ''): void {
    const isKnown = this.#counted.has(key);
    if (!this.#engine) this.#counted.add(key);
    if (!isKnown) this.#options.onFetched(seconds);
  }

  /** Starts hls.js from scratch, with what was prefetched. */
  #fallBack(): void {
    this.#first = undefined;
    this.#arrive();
  }

  /** Loads hls.js and hands over to it; only once, unless loading fails. */
  #arrive(): void {
    // A suspended player needs no engine; resume() loads it.
    if (this.#isSuspended || this.#isArriving) return;
    clearTimeout(this.#timer);
    this.#isArriving = true;
    this.#handOver().catch((error: unknown) => {
      this.#isArriving = false;
      // Nothing is left that could play.
      if (!asStreamError(error).retryable) this.#handedOver.resolve(undefined);
      if (!this.#life.signal.aborted) this.#options.onError(asStreamError(error));
    });
  }

  async #handOver(): Promise<void> {
    const Engine = await this.#load();
    const released = await this.#first?.release();
    this.#life.signal.throwIfAborted();
    this.#start.abort();
    const { video, intent, delivery } = this.#options;
    // By then hls.js has taken what it can use of the prefetched responses.
    this.#timer = setTimeout(() => {
      delivery.prefetch.clear();
      this.#counted.clear();
    }, RECOVERY.keptForEngineMs);
    const started = this.#first && released;
    this.#first = undefined;
    if (this.#isPositioned) intent.position = video.currentTime;
    const { playing, rate = video.playbackRate } = intent;
    const onFetched = (seconds: number, key?: string): void => this.#fetched(seconds, key);
    const engine = new Engine({ ...this.#options, onFetched }, started);
    this.#engine = engine;
    this.#handedOver.resolve(undefined);
    if (!started) {
      // Another source resets both in the `<video>`.
      if (video.playbackRate !== rate) video.playbackRate = rate;
      if (playing) engine.play().catch(() => undefined);
    }
    if (this.#isSuspended) engine.suspend();
    this.#options.onTracks();
  }
}
