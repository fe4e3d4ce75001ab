import { MEDIA_EVENTS } from '../model/media-events.js';
import type { PlaybackState } from '../model/playback-state.js';
import type { StreamError } from '../../shared/errors.js';
import { asStreamError } from '../model/playback-errors.js';
import { describeRejection } from '../token/token-client.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import type { PlaybackEngine } from '../engine/engine.js';
import { VideoDelivery } from '../delivery/video-delivery.js';
import { DeliveryMeter } from '../delivery/delivery-meter.js';
import { mayUseHls, preloadEngine, prepareEngine } from '../engine/load-engine.js';
import { MediaObserver } from './media-observer.js';
import type { PlaybackOptions, PlaybackSessionHost, RecoveryOptions } from './playback-options.js';
import { AvailabilityPoller } from './availability-poller.js';
import { Recovery } from './recovery.js';
import { restoreViewer } from './restore-viewer.js';
import { deliveryOptions, RunningEngine } from './running-engine.js';
import { addPlaybackStyles } from './not-ready-panel.js';
import { warmUp } from './warm-up.js';

export { ENGLISH, OTHER_ERROR } from '../strings/en.js';
export { nextPlaybackState } from '../model/next-playback-state.js';
export { notReadyPanel } from './not-ready-panel.js';
export { updateLists } from './media-lists.js';
export { updateCredentials } from './update-credentials.js';

/** Parts of a session once its source is opened in a `<video>`. */
interface Playback {
  readonly media: MediaObserver;
  readonly recovery: Recovery;
}

/** Playback of one source, from the first intent until it is replaced: its delivery, engine and recovery. */
export class PlaybackSession {
  readonly delivery: VideoDelivery;
  readonly #host: PlaybackSessionHost;
  readonly #life = new AbortController();
  readonly #poller: AvailabilityPoller;
  readonly #meter: DeliveryMeter;
  #playback: Playback | undefined;
  #running: RunningEngine | undefined;
  /** Controller that aborts one attempt at opening. */
  #attempt: AbortController | undefined;
  #isPlaying = false;
  /** Error for which nothing more is fetched, while the rest of the buffer plays. */
  #pendingEnd: StreamError | undefined;

  constructor(host: PlaybackSessionHost) {
    this.#host = host;
    addPlaybackStyles(host.element);
    this.delivery = new VideoDelivery(deliveryOptions(host), {
      marginSeconds: host.options.marginSeconds,
      // A muted video out of view needs no new token until it resumes, except where the browser itself keeps fetching.
      isPlaying: () => this.#isPlaying && (this.engine?.name === 'native' || !this.#running?.supervisor.isSuspended),
      onToken: (token) => {
        this.#playback?.recovery.tokenArrived();
        if (this.#playback && !this.engine) host.send({ type: 'load' });
        this.engine?.tokenRenewed();
        host.onToken(token);
      },
      onFailure: (error) => this.#playback?.recovery.tokenFailed(error),
      onUnusable: (error) => host.element.tellError({ status: 'error', error, retrying: true }),
      onNotReady: (percent) => this.#playback && !this.engine && host.send({ type: 'not-ready', percent }),
    });
    this.#meter = new DeliveryMeter((totals) => host.onDelivery(totals));
    this.#poller = new AvailabilityPoller(this.delivery, (event) => host.send(event));
  }

  get engine(): PlaybackEngine | undefined {
    return this.#running?.engine;
  }
  /** Observer of the `<video>`, once the source is opened. */
  get media(): MediaObserver | undefined {
    return this.#playback?.media;
  }

  /** Preloads for a viewer who may soon press play. */
  async warm(): Promise<void> {
    await warmUp(this.#host, this.delivery, this.#life.signal);
  }

  /** Opens the source in a `<video>`, at the position of the intent. */
  open(video: HTMLVideoElement): void {
    // The source may have been replaced since this was asked for.
    if (this.#life.signal.aborted) return;
    this.#playback ??= this.#observe(video);
    this.#attempt?.abort();
    const attempt = (this.#attempt = new AbortController());
    this.#host.onReading();
    this.#host.send({ type: 'load' });
    this.#open(this.#playback, attempt.signal).catch((error: unknown) => {
      if (!attempt.signal.aborted) this.#failed(asStreamError(error));
    });
  }

  /**
   * Updates the credentials of the same source. Playback goes on.
   *
   * @param mayGiveAccess - Whether they may give access where there was none; otherwise, the next attempt is made when
   * it is due.
   * @throws {StreamError} `SOURCE_NOT_TRUSTED` if the page's tokens must not be sent to the source.
   */
  update(options: PlaybackOptions, state: PlaybackState, mayGiveAccess: boolean): void {
    this.delivery.update(options);
    if (!mayGiveAccess || !this.#playback) return;
    if (state.status === 'error') this.retry(state);
    else if (this.engine) this.#playback.recovery.resumeStopped();
    else this.#restart();
  }

  /** Plays and resolves when playing; returns `undefined` while there is no engine. */
  play(): Promise<void> | undefined {
    return this.#running?.supervisor.play();
  }

  /** Resumes after an error, at the same position. */
  retry(state: PlaybackState): void {
    this.delivery.tokens.manager?.retryNow();
    this.#running?.supervisor.resumed();
    if (this.#playback?.recovery.retryNow() || this.#poller.retryNow()) return;
    // Recovery is running, as far as known; loading may have stopped for another reason meanwhile.
    if (state.status === 'error' && state.retrying) this.#resume();
    else this.#restart();
  }

  /** Handles a move of the `<video>` to another document. */
  adopted(): void {
    this.#running?.supervisor.adopted();
  }

  destroy(): void {
    this.#meter.flush();
    this.#life.abort();
    this.#attempt?.abort();
    this.#closeEngine();
    this.delivery.clearPrefetch();
    this.#setPlaying(false);
    this.delivery.close();
  }

  #observe(video: HTMLVideoElement): Playback {
    const { signal } = this.#life;
    const media = new MediaObserver(video, this.#host, signal);
    restoreViewer(this.#host, media, signal);
    this.#meter.observe(video, () => media.currentTime, signal);
    media.on(MEDIA_EVENTS, () => this.#setPlaying(media.isPlaying), { signal });
    media.on(['play', 'seeking'], () => this.#renewToken(), { signal });
    media.on(['waiting'], () => this.#waitIfOver(), { signal });
    const owner: RecoveryOptions = {
      send: (event) => this.#host.send(event),
      // A suspended player resumes loading when it is visible again.
      resume: () => {
        if (!this.#running?.supervisor.isSuspended) this.#resume();
      },
      restart: (skipSeconds) => this.#restart(skipSeconds),
    };
    return { media, recovery: new Recovery(media, owner, signal) };
  }

  async #open({ media, recovery }: Playback, signal: AbortSignal): Promise<void> {
    const { delivery } = this;
    const { options, intent } = this.#host;
    const prefetches = mayUseHls(options.engine);
    preloadEngine(options);
    await delivery.tokens.source.getValid();
    signal.throwIfAborted();
    if (prefetches) void delivery.prefetch.segments(intent.position ?? 0);
    const status = prefetches ? await delivery.prefetch.status() : 200;
    signal.throwIfAborted();
    if (status === 204 || (status >= 400 && status < 500)) {
      throw describeDeliveryStatus(status, { hasToken: delivery.tokens.source.value !== undefined, isPlaylist: true });
    }
    const create = await prepareEngine(options.engine, intent, delivery.prefetch);
    signal.throwIfAborted();
    this.#running = new RunningEngine(create, media, delivery, this.#host, {
      onError: (error) => this.#failed(error),
      onFetched: (seconds) => {
        this.#pendingEnd = undefined;
        recovery.fetched();
        this.#meter.fetched(seconds);
      },
      resume: () => this.#resume(),
      restart: () => this.#restart(),
    });
    this.#host.send({ type: 'attached' });
    this.#host.onEngine();
  }

  #renewToken(): void {
    void this.delivery.tokens.source.getValid().catch(() => undefined);
  }

  /** Resumes fetching, with a valid token. */
  #resume(): void {
    this.#renewToken();
    this.#running?.resume();
    this.delivery.tokens.manager?.playingChanged();
  }

  #restart(skipSeconds = 0): void {
    this.#closeEngine();
    this.delivery.clearPrefetch();
    this.delivery.urls.clearError();
    if (skipSeconds > 0) this.#host.intent.position = (this.#host.intent.position ?? 0) + skipSeconds;
    if (this.media) this.open(this.media.video);
  }

  #closeEngine(): void {
    this.#pendingEnd = undefined;
    this.#playback?.recovery.reset();
    this.#poller.stop();
    this.#running?.close();
    this.#running = undefined;
  }

  #failed(error: StreamError): void {
    if (!this.#playback) return;
    const { media, recovery } = this.#playback;
    const known = describeRejection(error, this.delivery.tokens.manager?.state.held?.token, Date.now());
    const mustWait = AvailabilityPoller.isFor(known);
    const { readyState, error: broken } = media.video;
    const hasMedia = this.engine !== undefined && readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !broken;
    // The buffer of an ended broadcast is played to its end. Requests go on meanwhile, as the broadcast may resume.
    this.#pendingEnd = mustWait && hasMedia ? known : undefined;
    if (mustWait && !hasMedia) this.#waitFor(known);
    else recovery.failed(known, this.engine !== undefined);
  }

  /** Waits for more once a broadcast has ended and its buffer is empty. */
  #waitIfOver(): void {
    if (this.#pendingEnd && !this.#running?.supervisor.isSuspended) this.#waitFor(this.#pendingEnd);
  }

  /** Releases the engine until there is something to play. */
  #waitFor(error: StreamError): void {
    this.#closeEngine();
    this.delivery.clearPrefetch();
    void this.#poller.waitUntilPlayable(error).then(
      () => !this.#life.signal.aborted && this.#restart(),
      (reason: unknown) => !this.#life.signal.aborted && this.#playback?.recovery.failed(asStreamError(reason), false),
    );
  }

  #setPlaying(isPlaying: boolean): void {
    if (isPlaying === this.#isPlaying) return;
    this.#isPlaying = isPlaying;
    this.delivery.tokens.manager?.playingChanged();
  }
}
