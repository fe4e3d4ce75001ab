import { lifecycleUrl } from '../delivery/delivery-url.js';
import { StreamError, type StreamErrorCode } from '../../shared/errors.js';
import type { PlaybackEvent } from '../model/playback-state.js';
import { nextRecovery, RECOVERY } from '../model/recovery-policy.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { SignedUrls } from '../delivery/signed-urls.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { RetryTimer } from '../model/retry-timer.js';

/** What is waited for, and who is told meanwhile. */
export interface AvailabilityPollerOptions {
  readonly origin: string;
  readonly access: SignedUrls;
  /** Name under which the video is asked for now. */
  id(): string;
  manifestUrl(): string;
  send(event: PlaybackEvent): void;
}

/**
 * Waits for a video that cannot be played yet: Stream encodes it, nobody broadcasts, or there is no such video, which is
 * believed only after a while.
 *
 * @since 0.1.0
 */
export class AvailabilityPoller {
  /** Whether an error says that there is nothing to play yet. */
  static isFor({ code }: StreamError): boolean {
    return code === 'VIDEO_PROCESSING' || code === 'LIVE_NOT_STARTED';
  }

  readonly #options: AvailabilityPollerOptions;
  readonly #retry = new RetryTimer();
  #life = new AbortController();

  constructor(options: AvailabilityPollerOptions) {
    this.#options = options;
  }

  /**
   * Ends once there is a playlist.
   *
   * @throws {StreamError} `VIDEO_NOT_FOUND`, or what stands in the way of asking.
   */
  async waitUntilPlayable(error: StreamError): Promise<void> {
    this.#life = new AbortController();
    const { signal } = this.#life;
    let last: StreamErrorCode | undefined;
    for (let attempt = 0, failure: StreamError | undefined = error; failure; attempt += 1) {
      const code = failure.code === 'VIDEO_PROCESSING' ? await this.#fetchLifecycle(signal) : failure.code;
      if (code !== last) attempt = 0;
      last = code;
      const step = nextRecovery(code, attempt);
      if (step.way === 'stop')
        throw code === 'VIDEO_NOT_FOUND'
          ? new StreamError(code, 'Stream knows no such video.', { status: 404 })
          : failure;
      this.#options.send(code === 'LIVE_NOT_STARTED' ? { type: 'not-live' } : { type: 'not-ready', percent: null });
      await this.#delay(step.afterMs, signal);
      failure = await this.#ask(signal);
    }
  }

  /** Asks now; `false` where nobody waits. */
  retryNow(): boolean {
    return this.#retry.end();
  }

  destroy(): void {
    this.#life.abort();
    this.#retry.stop();
  }

  async #delay(delayMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => this.#retry.start(delayMs, resolve));
    signal.throwIfAborted();
  }

  /** What stands in the way of playing now. */
  async #ask(signal: AbortSignal): Promise<StreamError | undefined> {
    const { access, manifestUrl } = this.#options;
    try {
      const { response, token } = await access.fetch(manifestUrl(), withTimeout(signal, RECOVERY.answerMs));
      if (response.ok && response.status !== 204) return undefined;
      return describeDeliveryStatus(response.status, { hasToken: token !== undefined, isPlaylist: true });
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof StreamError ? error : describeDeliveryStatus(0, { hasToken: true, isPlaylist: true });
    }
  }

  /** A 404 has several reasons, which only the state of the broadcast tells apart. */
  async #fetchLifecycle(signal: AbortSignal): Promise<StreamErrorCode> {
    const { origin, access, id } = this.#options;
    try {
      const { response } = await access.fetch(lifecycleUrl(origin, id()), withTimeout(signal, RECOVERY.answerMs));
      if (response.status === 404) return 'VIDEO_NOT_FOUND';
      const { isInput, live } = (await response.json()) as { isInput?: boolean; live?: boolean };
      return isInput && !live ? 'LIVE_NOT_STARTED' : 'VIDEO_PROCESSING';
    } catch {
      signal.throwIfAborted();
      return 'VIDEO_PROCESSING';
    }
  }
}
