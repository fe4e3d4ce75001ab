import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { PlaybackEvent } from '../model/playback-state.js';
import { nextRecovery, RECOVERY } from '../model/recovery-policy.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { RetryTimer } from '../model/retry-timer.js';

/**
 * Lifecycle of a live input, as Stream reports it.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/watch-live-stream/
 */
interface Lifecycle {
  readonly isInput?: boolean;
  readonly live?: boolean;
  readonly videoUID?: string | null;
}

/**
 * Waits for a video that cannot be played yet: Stream is encoding it, nobody is broadcasting, or there is no such
 * video, which is believed only after a while.
 */
export class AvailabilityPoller {
  /** Tells whether an error means that there is nothing to play yet. */
  static isFor({ code }: StreamError): boolean {
    return code === 'VIDEO_PROCESSING' || code === 'LIVE_NOT_STARTED';
  }

  readonly #delivery: Pick<VideoDelivery, 'manifestUrl' | 'lifecycleUrl' | 'urls'>;
  readonly #send: (event: PlaybackEvent) => void;
  readonly #retry = new RetryTimer();
  #life = new AbortController();

  constructor(
    delivery: Pick<VideoDelivery, 'manifestUrl' | 'lifecycleUrl' | 'urls'>,
    send: (event: PlaybackEvent) => void,
  ) {
    this.#delivery = delivery;
    this.#send = send;
  }

  /**
   * Waits until there is a playlist.
   *
   * @throws {StreamError} `VIDEO_NOT_FOUND`, or the error that prevents further requests.
   */
  async waitUntilPlayable(error: StreamError): Promise<void> {
    this.#life = new AbortController();
    const { signal } = this.#life;
    let last: StreamErrorCode | undefined;
    for (let attempt = 0, failure: StreamError | undefined = error; failure; attempt += 1) {
      const code = AvailabilityPoller.isFor(failure) ? await this.#fetchLifecycle(failure.code, signal) : failure.code;
      if (code !== last) attempt = 0;
      last = code;
      const step = nextRecovery(code, attempt);
      if (step.kind === 'stop')
        throw code === 'VIDEO_NOT_FOUND'
          ? new StreamError(code, 'Stream does not have this video.', { status: 404 })
          : failure;
      if (code === 'LIVE_WEBRTC_ONLY') this.#send({ type: 'not-live', code });
      else this.#send(code === 'LIVE_NOT_STARTED' ? { type: 'not-live' } : { type: 'not-ready', percent: null });
      await this.#delay(step.afterMs, signal);
      failure = await this.#fetchManifest(signal);
    }
  }

  /** Asks now; returns `false` if nothing is waiting. */
  retryNow(): boolean {
    return this.#retry.end();
  }

  /** Stops waiting. */
  stop(): void {
    this.#life.abort();
    this.#retry.stop();
  }

  async #delay(delayMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => this.#retry.start(delayMs, resolve));
    signal.throwIfAborted();
  }

  /** Fetches the manifest once; returns the blocking error, or `undefined` when playable. */
  async #fetchManifest(signal: AbortSignal): Promise<StreamError | undefined> {
    try {
      const { response, token } = await this.#delivery.urls.fetch(
        this.#delivery.manifestUrl,
        withTimeout(signal, RECOVERY.answerMs),
      );
      if (response.ok && response.status !== 204) return undefined;
      return describeDeliveryStatus(response.status, { hasToken: token !== undefined, isPlaylist: true });
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof StreamError ? error : describeDeliveryStatus(0, { hasToken: true, isPlaylist: true });
    }
  }

  /** Finds out why there is nothing to play, which only the lifecycle tells. */
  async #fetchLifecycle(code: StreamErrorCode, signal: AbortSignal): Promise<StreamErrorCode> {
    try {
      const { response } = await this.#delivery.urls.fetch(
        this.#delivery.lifecycleUrl,
        withTimeout(signal, RECOVERY.answerMs),
      );
      const isEmpty = code === 'LIVE_NOT_STARTED';
      if (response.status === 404) return isEmpty ? code : 'VIDEO_NOT_FOUND';
      const { isInput, live, videoUID } = (await response.json()) as Lifecycle;
      // A recorded broadcast, which HLS can play, has a video from its start.
      if (isInput && live && videoUID === null) return 'LIVE_WEBRTC_ONLY';
      return isEmpty || (isInput && !live) ? 'LIVE_NOT_STARTED' : 'VIDEO_PROCESSING';
    } catch {
      signal.throwIfAborted();
      return code;
    }
  }
}
