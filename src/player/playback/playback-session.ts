import { drawFrame } from '../model/video-frame.js';
import { thumbnailUrl } from '../delivery/delivery-url.js';
import { manifestUrl } from '../delivery/source.js';
import type { StreamError } from '../../shared/errors.js';
import { asStreamError } from '../model/playback-errors.js';
import { liveQuery } from '../delivery/live-query.js';
import { describeRejection } from '../token/describe-rejection.js';
import { SignedUrls } from '../delivery/signed-urls.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import type { PlaybackEngine } from '../engine/engine.js';
import { Prefetch } from '../delivery/prefetch.js';
import { TrackSelection } from '../engine/track-selection.js';
import { DeliveryMeter } from '../delivery/delivery-meter.js';
import { loadEngine, mayUseHls } from '../engine/load-engine.js';
import { PlaybackSupervisor } from './playback-supervisor.js';
import { MediaObserver } from './media-observer.js';
import type { MediaReading, SessionHost } from './playback-options.js';
import { AvailabilityPoller } from './availability-poller.js';
import { openTokens, type PlayerTokens } from '../token/player-tokens.js';
import { Recovery } from './recovery.js';
import { savesData } from './save-data.js';

export { ENGLISH, OTHER_ERROR } from '../strings/en.js';

/** Height of a picture of the video, in pixels. */
const STILL_HEIGHT = 720;
/** Tallest picture that is chosen by itself where the viewer saves data, in pixels. */
const SAVE_DATA_HEIGHT = 480;

/**
 * One source from the first intent until another takes its place: its tokens, what is fetched ahead, its engine, and
 * what is done when something fails.
 *
 * @since 0.1.0
 */
export class PlaybackSession {
  readonly tokens: PlayerTokens;
  readonly #host: SessionHost;
  readonly #life = new AbortController();
  readonly #access: SignedUrls;
  readonly #recovery: Recovery;
  readonly #wait: AvailabilityPoller;
  readonly #meter: DeliveryMeter;
  readonly #chosen = new TrackSelection();
  #media: MediaObserver | undefined;
  #headStart: Prefetch | undefined;
  #engine: PlaybackEngine | undefined;
  /** What ends one attempt at opening. */
  #attempt: AbortController | undefined;
  #isWatching = false;
  /** Where playback begins, or goes on, once there is an engine, in seconds. */
  #startAt: number;
  /** Why there is nothing more to be fetched, while what is left is played. */
  #endsWith: StreamError | undefined;
  #watch: PlaybackSupervisor | undefined;

  constructor(host: SessionHost, startAt: number) {
    this.#host = host;
    this.#startAt = startAt;
    const { options } = host;
    this.tokens = openTokens(
      {
        uid: options.source.uid,
        given: options.token ?? options.source.token,
        tokenEndpoint: options.tokenEndpoint,
        getToken: options.getToken,
      },
      {
        marginSeconds: options.marginSeconds,
        isWatching: () => this.#isWatching,
        onToken: (token) => {
          if (this.#attempt) this.#recovery.tokenArrived();
          if (this.#attempt && !this.#engine) host.send({ type: 'load' });
          this.#engine?.tokenRenewed();
          host.onToken(token);
        },
        onFailure: (error) => this.#attempt && this.#recovery.tokenFailed(error),
        onNotReady: (percent) => this.#attempt && !this.#engine && host.send({ type: 'not-ready', percent }),
      },
    );
    this.#access = new SignedUrls(this.tokens.source);
    this.#meter = new DeliveryMeter((totals) => host.onDelivery(totals));
    this.#recovery = new Recovery({
      video: () => host.video(),
      send: (event) => host.send(event),
      // What is suspended loads on when it comes back.
      resume: () => {
        if (!this.#watch?.isSuspended) this.#resume();
      },
      restart: (skipSeconds) => this.#restart(this.currentTime + skipSeconds),
    });
    this.#wait = new AvailabilityPoller({
      origin: options.source.origin,
      access: this.#access,
      id: () => this.#id,
      manifestUrl: () => this.#manifestUrl,
      send: (event) => host.send(event),
    });
  }

  get engine(): PlaybackEngine | undefined {
    return this.#engine;
  }

  /** What was seen of the `<video>` last. */
  get reading(): MediaReading | undefined {
    return this.#media?.reading;
  }

  /** Position in seconds. */
  get currentTime(): number {
    return this.#engine?.currentTime ?? this.#startAt;
  }

  /** A picture of the video, from a moment in seconds; nothing where there is none to be had. */
  async still(time: number | undefined, signal: AbortSignal, height = STILL_HEIGHT): Promise<ImageBitmap | undefined> {
    const id = await this.#deliveryId();
    if (id === undefined) return undefined;
    const response = await fetch(thumbnailUrl(this.#host.options.source.origin, id, { time, height }), { signal });
    return response.ok ? createImageBitmap(await response.blob()) : undefined;
  }

  /** Name under which the video may be asked for now, or nothing where there is no token to be had. */
  async #deliveryId(): Promise<string | undefined> {
    const { source, manager } = this.tokens;
    if (manager && manager.value === undefined) {
      const answer = await manager.fetchOnce();
      return answer.status === 'token' ? answer.token.value : undefined;
    }
    return (await source.getValid()) ?? this.#host.options.source.uid;
  }

  /** Somebody may want it soon: fetches the engine's code, the token and the playlists, and no video. */
  async warm(): Promise<void> {
    const { engine } = this.#host.options;
    loadEngine(engine).catch(() => undefined);
    const id = await this.#deliveryId().catch(() => undefined);
    if (id !== undefined && mayUseHls(engine) && !this.#life.signal.aborted) this.#earlyStart.playlists();
  }

  /** Opens the source, where it is to begin or to go on. */
  open(): void {
    const attempt = new AbortController();
    this.#attempt?.abort();
    this.#attempt = attempt;
    this.#media ??= new MediaObserver({
      element: this.#host.element,
      video: this.#host.video(),
      engine: () => this.#engine,
      currentTime: () => this.currentTime,
      onEvent: (type) => this.#meter.mediaChanged(type, this.currentTime),
      onMedia: (type, isPaused) => this.#mediaChanged(type, isPaused),
      onReading: () => this.#host.onReading(),
    });
    this.#host.onReading();
    this.#host.send({ type: 'load' });
    this.#open(attempt.signal).catch((error: unknown) => {
      if (!attempt.signal.aborted) this.#failed(asStreamError(error));
    });
  }

  /** Goes on after an error, from where it was. */
  retry(): void {
    this.tokens.manager?.retryNow();
    this.#watch?.resumed();
    if (this.#recovery.retryNow() || this.#wait.retryNow()) return;
    const state = this.#host.state();
    // Under way, as far as anybody knows; loading may have stopped for another reason meanwhile.
    if (state.status === 'error' && state.retrying) this.#resume();
    else this.#restart(this.currentTime);
  }

  seek(time: number): void {
    if (this.#engine) this.#engine.seek(time);
    else this.#startAt = time < Infinity ? time : 0;
  }

  #mediaChanged(type: string, isPaused: boolean): void {
    this.#setWatching(!isPaused && !this.#host.video().ended);
    if (type === 'play' || type === 'seeking') void this.tokens.source.getValid().catch(() => undefined);
    if (type === 'waiting' && this.#endsWith && !this.#watch?.isSuspended) this.#waitFor(this.#endsWith);
    this.#recovery.mediaChanged(type);
    this.#watch?.mediaChanged(type);
    this.#host.onMedia(type);
  }

  destroy(): void {
    this.#meter.flush();
    this.#life.abort();
    this.#attempt?.abort();
    this.#media?.destroy();
    this.#closeEngine();
    this.#headStart?.clear();
    this.#setWatching(false);
    this.tokens.close();
  }

  get #id(): string {
    return this.tokens.source.value ?? this.#host.options.source.uid;
  }

  get #manifestUrl(): string {
    const { options } = this.#host;
    return manifestUrl(options.source.origin, this.#id) + liveQuery(options);
  }

  get #earlyStart(): Prefetch {
    this.#headStart ??= new Prefetch(this.#access, this.#manifestUrl, this.#life.signal);
    return this.#headStart;
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { options } = this.#host;
    const video = this.#host.video();
    const loading = loadEngine(options.engine);
    loading.catch(() => undefined);
    await this.tokens.source.getValid();
    signal.throwIfAborted();
    const headStart = this.#earlyStart;
    const isAhead = mayUseHls(options.engine);
    if (isAhead) void headStart.segments(this.#startAt);
    const [Engine, status] = await Promise.all([loading, isAhead ? headStart.status() : 200]);
    signal.throwIfAborted();
    if (status === 204 || (status >= 400 && status < 500)) {
      throw describeDeliveryStatus(status, { hasToken: this.tokens.source.value !== undefined, isPlaylist: true });
    }
    const { source: tokens } = this.tokens;
    const rate = this.#chosen.rateFor(video);
    this.#engine = new Engine({
      video,
      tokens,
      headStart,
      access: this.#access,
      manifestUrl: this.#manifestUrl,
      startAt: this.#startAt,
      maxHeight: savesData() ? SAVE_DATA_HEIGHT : undefined,
      onError: (error) => this.#failed(error),
      onTracks: () => {
        if (this.#engine) this.#chosen.restore(this.#engine);
        this.#host.onTracks();
      },
      onFetched: (seconds) => {
        this.#endsWith = undefined;
        this.#recovery.fetched();
        this.#meter.fetched(seconds);
      },
      onReloading: (what) => this.#media?.reloading(what),
      holdFrame: () => this.#holdFrame(),
    });
    // A source that is set makes the <video> forget it.
    if (video.playbackRate !== rate) video.playbackRate = rate;
    this.#watch = new PlaybackSupervisor({
      video,
      element: this.#host.element,
      engine: this.#engine,
      sharesSound: () => this.#host.sharesSound(),
      pause: () => this.#host.pause(),
      resume: () => this.#resume(),
      restart: () => this.#restart(this.currentTime),
    });
    this.#host.send({ type: 'attached' });
    this.#host.onEngine();
  }

  #holdFrame(): () => void {
    const canvas = this.#host.heldCanvas();
    if (!canvas || !drawFrame(canvas, this.#host.video())) return () => undefined;
    this.#host.onHold(true);
    return () => this.#host.onHold(false);
  }

  /** Goes on fetching, with a good token. */
  #resume(): void {
    void this.tokens.source.getValid().catch(() => undefined);
    this.#engine?.resume();
    this.#watch?.resumed();
  }

  #restart(time: number): void {
    this.#closeEngine();
    this.#headStart?.clear();
    this.#access.clearError();
    this.#startAt = time;
    this.open();
  }

  #closeEngine(): void {
    this.#startAt = this.currentTime;
    this.#endsWith = undefined;
    this.#watch?.destroy();
    this.#watch = undefined;
    this.#recovery.destroy();
    this.#wait.destroy();
    if (this.#engine) this.#chosen.capture(this.#engine, this.#host.video());
    this.#engine?.destroy();
    this.#engine = undefined;
  }

  #failed(error: StreamError): void {
    const known = describeRejection(error, this.tokens.manager?.state.held?.token, Date.now());
    const mustWait = AvailabilityPoller.isFor(known);
    const { readyState, error: broken } = this.#host.video();
    const hasMedia = this.#engine !== undefined && readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !broken;
    if (mustWait && !hasMedia) {
      this.#waitFor(known);
      return;
    }
    // A broadcast that has ended is played to the end of what was fetched. It is asked for meanwhile, as it may go on.
    this.#endsWith = mustWait ? known : undefined;
    this.#recovery.failed(known, this.#engine !== undefined);
  }

  /** Lets go of the engine until there is something to play. */
  #waitFor(error: StreamError): void {
    this.#closeEngine();
    this.#headStart?.clear();
    void this.#wait.waitUntilPlayable(error).then(
      () => !this.#life.signal.aborted && this.open(),
      (reason: unknown) => !this.#life.signal.aborted && this.#recovery.failed(asStreamError(reason), false),
    );
  }

  #setWatching(isWatching: boolean): void {
    if (isWatching === this.#isWatching) return;
    this.#isWatching = isWatching;
    this.tokens.manager?.watchingChanged();
  }
}
