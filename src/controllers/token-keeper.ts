import { backoffDelayMs } from '../core/backoff.js';
import { StreamError } from '../core/errors.js';
import { planRenewal, type RenewalPlan } from '../core/renewal.js';
import type { PlaybackToken } from '../core/token.js';
import type { TokenSource } from '../core/token-source.js';
import type { ReceivedToken, VideoNotReady } from '../client/token-client.js';

const RETRY = { firstMs: 500, maxMs: 15_000 };

/** What a keeper asks and whom it tells. */
export interface TokenKeeperOptions {
  /** Gets a token from wherever the site has them. */
  request(signal: AbortSignal): Promise<ReceivedToken | VideoNotReady>;
  /** The `token-margin` attribute, in seconds. */
  marginSeconds?: number | undefined;
  /** Another token is at hand. */
  onToken(token: PlaybackToken): void;
  /** A try failed, and another follows. */
  onFailure(error: StreamError): void;
}

interface Held {
  readonly token: PlaybackToken;
  readonly plan: RenewalPlan;
}

/**
 * Keeps one video's token fresh: one request at a time, tried again with growing pauses for as long as it may help.
 * While {@link TokenKeeper.watching} is on, it renews before anybody asks.
 *
 * @since 0.1.0
 */
export class TokenKeeper implements TokenSource {
  readonly #options: TokenKeeperOptions;
  readonly #life = new AbortController();
  #held: Held | undefined;
  #renewal: Promise<string> | undefined;
  #asking: Promise<ReceivedToken | VideoNotReady> | undefined;
  #offsetMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = false;
  #wake: (() => void) | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  get value(): string | undefined {
    return this.#held?.token.value;
  }

  /** When the token at hand ends, in milliseconds since the epoch. */
  get expiresAt(): number | undefined {
    return this.#held?.token.expiresAt;
  }

  /** Whether somebody watches, so that the next token is fetched ahead of time. */
  get watching(): boolean {
    return this.#watching;
  }

  set watching(watching: boolean) {
    if (watching === this.#watching) return;
    this.#watching = watching;
    this.#schedule();
  }

  /** The first token, or the news that the video is not ready. Tried once; the caller decides what follows. */
  acquire(): Promise<ReceivedToken | VideoNotReady> {
    // The still and the first play may want it at the same moment.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<ReceivedToken | VideoNotReady> {
    const answer = await this.#options.request(this.#life.signal);
    if (answer.status === 'token') this.#take(answer);
    return answer;
  }

  async fresh(): Promise<string> {
    const { plan, token } = this.#held ?? {};
    const now = this.#now();
    if (!token || !plan || now >= plan.unsafeAt) return this.renew();
    if (now >= plan.renewAt) this.#renewQuietly();
    return token.value;
  }

  async replace(token: string | undefined): Promise<string> {
    return this.value !== undefined && this.value !== token ? this.value : this.renew();
  }

  /** Gets another token now. Everybody who asks meanwhile waits for the same one. */
  renew(): Promise<string> {
    // Not planned anew after a refusal: it would come at once, and again and again. The next who needs a token asks.
    this.#renewal ??= this.#request().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  /** Ends the pause before the next try, if there is one. */
  retryNow(): void {
    this.#wake?.();
  }

  destroy(): void {
    this.#watching = false;
    clearTimeout(this.#timer);
    this.#life.abort();
    this.#wake?.();
  }

  async #request(): Promise<string> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.acquire();
        if (answer.status === 'token') return answer.token.value;
        throw new StreamError('VIDEO_PROCESSING', 'The video is not ready any more.', { retryable: true });
      } catch (error) {
        this.#life.signal.throwIfAborted();
        if (!(error instanceof StreamError) || !error.retryable) throw error;
        this.#options.onFailure(error);
        await this.#pause(backoffDelayMs(attempt, RETRY));
        this.#life.signal.throwIfAborted();
      }
    }
  }

  #take({ token, clockOffsetMs }: ReceivedToken): void {
    this.#offsetMs = clockOffsetMs;
    this.#held = { token, plan: planRenewal(this.#now(), token.expiresAt, this.#options.marginSeconds) };
    this.#schedule();
    this.#options.onToken(token);
  }

  #now(): number {
    return Date.now() + this.#offsetMs;
  }

  #renewQuietly(): void {
    this.renew().catch((error: unknown) => {
      if (error instanceof StreamError) this.#options.onFailure(error);
    });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#watching || !this.#held) return;
    const wait = Math.max(0, this.#held.plan.renewAt - this.#now());
    // Longer waits than a 32-bit number of milliseconds would fire at once.
    this.#timer = setTimeout(() => this.#renewQuietly(), Math.min(wait, 0x7fff_ffff));
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      addEventListener('online', this.#wake, { once: true });
    });
    if (this.#wake) removeEventListener('online', this.#wake);
    this.#wake = undefined;
  }
}
