import type { ReceivedToken, VideoNotReady } from './token-client.js';
import { backoffDelayMs } from '../../shared/backoff.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { PlaybackToken } from './token.js';
import { TokenRequest, type RequestToken } from './token-request.js';
import type { TokenSource } from './token-source.js';
import { NO_TOKEN, nextTokenState, tokenNeed, type TokenEvent, type TokenState } from './token-state.js';
import { pollDelayMs } from '../../shared/poll-delay.js';
import { RetryTimer } from '../model/retry-timer.js';

/** Longest delay that a timer accepts; a longer one would fire at once. */
const MAX_TIMER_MS = 0x7fff_ffff;

/** Player that listens to the manager of its tokens. */
export interface TokenListener {
  /** The `token-margin` attribute, in seconds; of several listeners, the longest one counts. */
  readonly marginSeconds?: number | undefined;
  /** Tells whether it plays, seen or heard, so that the next token is fetched ahead of time. */
  isPlaying(): boolean;
  /** Called with each new token. */
  onToken(token: PlaybackToken): void;
  /** Called when a request has failed; it is retried if the error is `retryable`. */
  onFailure(error: StreamError): void;
  /** Called when a newer token given by the page cannot be used; the previous one stays. */
  onUnusable?(error: StreamError): void;
  /** Called when the video is not ready; the token server is asked again. */
  onNotReady(percent: number | null): void;
}

/**
 * Keeps one video's token fresh for all its players on a page: makes one request at a time, and retries with growing
 * delays for as long as that may help. While a listener plays, it renews the token ahead of time.
 */
export class TokenManager implements TokenSource {
  readonly #requestToken: RequestToken;
  readonly #life = new AbortController();
  readonly #listeners = new Set<TokenListener>();
  #state: TokenState = NO_TOKEN;
  #renewal: Promise<string> | undefined;
  #asking: Promise<ReceivedToken | VideoNotReady> | undefined;
  #underWay: TokenRequest | undefined;
  /** Offset of the server's clock from the local one; `undefined` if unknown. */
  #offsetMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #retry = new RetryTimer();

  constructor(requestToken: RequestToken) {
    this.#requestToken = requestToken;
  }

  get state(): TokenState {
    return this.#state;
  }

  get value(): string | undefined {
    return this.#state.held?.token.value;
  }

  /** Expiry of the current token, in milliseconds since the epoch. */
  get expiresAt(): number | undefined {
    return this.#state.held?.token.expiresAt;
  }

  get safeForMs(): number | undefined {
    const unsafeAt = this.#state.held?.plan.unsafeAt ?? Infinity;
    return unsafeAt === Infinity ? undefined : Math.max(0, unsafeAt - this.#now());
  }

  /** Adds a listener; the returned function removes it. */
  subscribe(listener: TokenListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#schedule();
    };
  }

  /** Reschedules the renewal after a listener's `isPlaying()` has changed. */
  playingChanged(): void {
    this.#schedule();
  }

  /** Offset of the server's clock from the local one, in milliseconds; `undefined` if unknown. */
  get clockOffsetMs(): number | undefined {
    return this.#offsetMs;
  }

  /** Adopts a token given by the page, if there is none yet. */
  seed(token: PlaybackToken, clockOffsetMs?: number): void {
    if (!this.#state.held) this.#take(token, clockOffsetMs);
  }

  /** Replaces the current token by a newer one given by the page. */
  replace(token: PlaybackToken): void {
    this.#take(token);
    this.#retry.end();
  }

  /**
   * Notes that the next request goes to another place. A pending one may still be answered; if it is not soon, a second
   * one is made, and the first response wins.
   */
  requestChanged(): void {
    this.#underWay?.askAlso();
  }

  /** Makes one attempt to get a token, or the news that the video is not ready. Concurrent callers share it. */
  tryOnce(): Promise<ReceivedToken | VideoNotReady> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async getValid(): Promise<string> {
    const { held } = this.#state;
    const need = tokenNeed(this.#state, this.#now());
    if (!held || need === 'now') return this.refresh();
    if (need === 'soon') this.#renewQuietly();
    return held.token.value;
  }

  async refreshAfterReject(token: string | undefined): Promise<string> {
    const { held } = this.#state;
    if (held && held.token.value !== token) return held.token.value;
    // A refused token has expired by the server's clock. If nothing else has told that clock, this does.
    if (held && this.#offsetMs === undefined) this.#offsetMs = held.token.expiresAt - Date.now();
    return this.refresh();
  }

  /** Gets another token now, and retries until there is one. Concurrent callers share it. */
  refresh(): Promise<string> {
    // No timer is set after a final refusal: it would fire at once, again and again. The next request tries again.
    this.#renewal ??= this.#request().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  /** Ends the delay before the next retry, if there is one. */
  retryNow(): void {
    this.#retry.end();
  }

  destroy(): void {
    this.#listeners.clear();
    clearTimeout(this.#timer);
    this.#life.abort();
    // Waiting callers continue, and find that it has ended.
    this.#retry.end();
  }

  async #ask(): Promise<ReceivedToken | VideoNotReady> {
    this.#apply({ type: 'ask' });
    try {
      this.#underWay = new TokenRequest(this.#requestToken, this.#life.signal);
      const answer = await this.#underWay.answer;
      if (answer.status === 'processing') this.#apply({ type: 'not-ready' });
      else this.#take(answer.token, answer.clockOffsetMs);
      return answer;
    } catch (error) {
      this.#life.signal.throwIfAborted();
      if (error instanceof StreamError) this.#apply({ type: 'failed', error });
      throw error;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #request(): Promise<string> {
    const before = this.value;
    for (;;) {
      let retryAfterMs: number | null | undefined;
      try {
        const answer = await this.tryOnce();
        if (answer.status === 'token') return answer.token.value;
        retryAfterMs = answer.retryAfterMs;
        this.#tell((listener) => listener.onNotReady(answer.percent));
      } catch (error) {
        this.#life.signal.throwIfAborted();
        if (!(error instanceof StreamError) || !error.retryable) throw error;
        retryAfterMs = error.retryAfterMs;
        this.#tell((listener) => listener.onFailure(error));
      }
      await this.#waitForRetry(retryAfterMs ?? 0);
      this.#life.signal.throwIfAborted();
      // The page has given one meanwhile.
      if (this.value !== undefined && this.value !== before) return this.value;
    }
  }

  #take(token: PlaybackToken, offsetMs?: number): void {
    this.#offsetMs = offsetMs ?? this.#offsetMs;
    // A token that seems expired while the server's time is unknown: the local clock may be wrong by days.
    const now = this.#offsetMs === undefined && token.expiresAt <= Date.now() ? null : this.#now();
    const margins = [...this.#listeners].map(({ marginSeconds }) => Number(marginSeconds) || 0);
    this.#apply({ type: 'received', token, now, marginSeconds: Math.max(0, ...margins) });
    this.#schedule();
    this.#tell((listener) => listener.onToken(token));
  }

  get #isPlaying(): boolean {
    return [...this.#listeners].some((listener) => listener.isPlaying());
  }

  #now(): number {
    return Date.now() + (this.#offsetMs ?? 0);
  }

  #renewQuietly(): void {
    this.refresh().catch((error: unknown) => {
      if (error instanceof StreamError) this.#tell((listener) => listener.onFailure(error));
    });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { held } = this.#state;
    if (!held || !this.#isPlaying) return;
    const wait = Math.max(0, held.plan.renewAt - this.#now());
    this.#timer = setTimeout(
      () => {
        if (!this.#isPlaying || tokenNeed(this.#state, this.#now()) === 'none') this.#schedule();
        else this.#renewQuietly();
      },
      Math.min(wait, MAX_TIMER_MS),
    );
  }

  async #waitForRetry(retryAfterMs: number): Promise<void> {
    if (this.#state.status !== 'waiting') return;
    const { failures, error } = this.#state;
    const delayMs = error ? backoffDelayMs(failures - 1, RECOVERY.token) : pollDelayMs(failures);
    // Added to the delay, so that players that were all sent away do not all come back at once.
    const waitMs = delayMs + Math.min(retryAfterMs, RECOVERY.maxRetryAfterMs);
    await new Promise<void>((resolve) => this.#retry.start(waitMs, resolve));
  }

  #apply(event: TokenEvent): void {
    this.#state = nextTokenState(this.#state, event);
  }

  #tell(say: (listener: TokenListener) => void): void {
    for (const listener of [...this.#listeners]) say(listener);
  }
}
