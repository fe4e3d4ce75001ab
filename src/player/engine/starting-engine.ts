import { asStreamError } from '../model/playback-errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { StartPlan } from '../delivery/start-plan.js';
import { endOf, type EngineClass, type EngineOptions, type PlaybackEngine } from './engine.js';
import { FirstSegments } from './first-segments.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { watchIntent } from './watch-intent.js';

/**
 * Engine that plays before its own code is there: it begins with the first segments, fetches hls.js behind them, and
 * hands over to it what plays. From then on it only passes on what it is asked.
 */
export class StartingEngine implements PlaybackEngine {
  readonly name = 'hls.js';
  readonly reloading = false;
  readonly #options: EngineOptions;
  readonly #load: () => Promise<EngineClass>;
  readonly #life = new AbortController();
  /** Ends once hls.js has taken over. */
  readonly #start = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  /** What plays until then; `undefined` where that has failed. */
  #first: FirstSegments | undefined;
  #engine: PlaybackEngine | undefined;
  #arriving: Promise<void> | undefined;
  #isSuspended = false;

  /** @param load - Fetches the code of hls.js. */
  constructor(options: EngineOptions, plan: StartPlan, load: () => Promise<EngineClass>) {
    const { video, intent, delivery } = options;
    this.#options = options;
    this.#load = load;
    this.#life.signal.addEventListener('abort', () => this.#start.abort());
    watchIntent(video, intent, { isPositioned: () => this.#isPositioned, signal: this.#start.signal });
    const { prefetch } = delivery;
    this.#first = new FirstSegments({
      video,
      intent,
      plan,
      prefetch,
      onFetched: (seconds) => options.onFetched(seconds),
      onArrived: () => this.#arrive(),
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
    return this.#engine?.selectedRendition ?? null;
  }

  set selectedRendition(id: string | null) {
    if (this.#engine) this.#engine.selectedRendition = id;
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
      // The source was replaced by that of hls.js, which plays on.
      if (!this.#first) await this.#arriving;
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
    this.#engine?.suspend();
  }

  resume(): void {
    this.#isSuspended = false;
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

  /** Whether the `<video>` says where it is: without metadata, that is only where it would begin. */
  get #isPositioned(): boolean {
    return this.#options.video.readyState > HTMLMediaElement.HAVE_NOTHING;
  }

  /** Lets hls.js begin by itself, with what was fetched. */
  #fallBack(): void {
    this.#first = undefined;
    this.#arrive();
  }

  /** Fetches hls.js, and hands over to it; once, unless its code does not come. */
  #arrive(): void {
    clearTimeout(this.#timer);
    this.#arriving ??= this.#handOver().catch((error: unknown) => {
      this.#arriving = undefined;
      if (!this.#life.signal.aborted) this.#options.onError(asStreamError(error));
    });
  }

  async #handOver(): Promise<void> {
    const Engine = await this.#load();
    const started = await this.#first?.release();
    this.#life.signal.throwIfAborted();
    this.#start.abort();
    const { video, intent } = this.#options;
    if (this.#isPositioned) intent.position = video.currentTime;
    const { playing, rate = video.playbackRate } = intent;
    const engine = new Engine(this.#options, started);
    this.#engine = engine;
    if (!started) {
      // Another source makes the <video> forget both.
      if (video.playbackRate !== rate) video.playbackRate = rate;
      if (playing) engine.play().catch(() => undefined);
    }
    if (this.#isSuspended) engine.suspend();
    this.#options.onTracks();
  }
}
