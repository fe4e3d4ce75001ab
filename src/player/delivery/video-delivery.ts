import type { TokenListener } from '../token/token-manager.js';
import { PlayerTokens, type TokenOptions } from '../token/player-tokens.js';
import { givenToken } from '../token/early-token.js';
import type { GetToken } from '../token/token-source.js';
import { lifecycleUrl, liveQuery, type LiveOptions } from './delivery-url.js';
import { Prefetch } from './prefetch.js';
import { SignedUrls } from './signed-urls.js';
import { manifestUrl, mayHaveCredentials, type StreamSource } from './source.js';
import type { StartConditions } from './start-rendition.js';
import { fetchThumbnail } from './thumbnail.js';
import { StreamError } from '../../shared/errors.js';

/** Options of the element about where its video comes from. */
export interface DeliveryOptions extends LiveOptions {
  readonly source: StreamSource;
  /** Origin that the page has stated; `source` has the same then. */
  readonly deliveryOrigin?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
  readonly marginSeconds?: number | undefined;
  /** Returns the conditions for choosing the first rendition. */
  readonly readStartConditions?: () => StartConditions;
}

/** Delivery of one source: its tokens, its URLs and what is prefetched. */
export class VideoDelivery {
  readonly tokens: PlayerTokens;
  readonly urls: SignedUrls;
  readonly #options: DeliveryOptions;
  readonly #life = new AbortController();
  #prefetch: Prefetch | undefined;

  /**
   * @throws {StreamError} `SOURCE_NOT_TRUSTED` if the page's tokens must not be sent to the source, `TOKEN_MALFORMED`
   * or `TOKEN_WRONG_VIDEO` if the given token cannot be used.
   */
  constructor(options: DeliveryOptions, listener: TokenListener) {
    checkOrigin(options);
    this.#options = options;
    this.tokens = new PlayerTokens(tokenOptions(options), listener);
    this.urls = new SignedUrls(this.tokens.source, { origin: options.source.origin });
  }

  /**
   * Updates the credentials of the same source.
   *
   * @throws {StreamError} `SOURCE_NOT_TRUSTED` where the page's tokens may not go there.
   */
  update(options: DeliveryOptions): void {
    checkOrigin(options);
    // Requests without a token were refused.
    if (this.tokens.source.value === undefined) this.clearPrefetch();
    this.tokens.update(tokenOptions(options));
  }

  /** URL of the master playlist, with the uid or the newest token. */
  get manifestUrl(): string {
    const { source, lowLatency, dvr } = this.#options;
    return manifestUrl(source.origin, this.#id, source.clip) + (source.clip ? '' : liveQuery({ lowLatency, dvr }));
  }

  /** Lifecycle URL of a live input. */
  get lifecycleUrl(): string {
    return lifecycleUrl(this.#options.source.origin, this.#id);
  }

  /** Current conditions for choosing the first rendition. */
  get startConditions(): StartConditions {
    return this.#options.readStartConditions?.() ?? {};
  }

  /** Requests made before the engine asks. */
  get prefetch(): Prefetch {
    return (this.#prefetch ??= new Prefetch(this.urls, this, this.#life.signal));
  }

  /**
   * Fetches a token and, if wanted, the playlists that playback begins with; nothing if the token is refused.
   *
   * @returns Whether there is a usable id.
   */
  async warm(withPlaylists: boolean): Promise<boolean> {
    const id = await this.#usableId().catch(() => undefined);
    const isUsable = id !== undefined && !this.#life.signal.aborted;
    if (isUsable && withPlaylists) this.prefetch.playlists();
    return isUsable;
  }

  /** Returns the base URL of the video, with its token; `undefined` if there is none. */
  async baseUrl(): Promise<string | undefined> {
    const id = await this.#usableId();
    return id && `${this.#options.source.origin}/${id}`;
  }

  /** Fetches a thumbnail at a position in seconds; `undefined` if there is none. */
  async thumbnail(time: number | undefined, signal: AbortSignal, height?: number): Promise<ImageBitmap | undefined> {
    const id = await this.#usableId();
    return id === undefined ? undefined : fetchThumbnail(this.#options.source.origin, id, { time, height, signal });
  }

  /** Discards what was prefetched. */
  clearPrefetch(): void {
    this.#prefetch?.clear();
  }

  close(): void {
    this.#life.abort();
    this.clearPrefetch();
    this.tokens.close();
  }

  get #id(): string {
    return this.tokens.source.value ?? this.#options.source.uid;
  }

  /** Returns the id with which the video can be requested now; `undefined` if there is no token. */
  async #usableId(): Promise<string | undefined> {
    const { source, manager } = this.tokens;
    if (manager && manager.value === undefined) {
      const answer = await manager.tryOnce();
      return answer.status === 'token' ? answer.token.value : undefined;
    }
    return (await source.getValid()) ?? this.#options.source.uid;
  }
}

function tokenOptions({ source, token, tokenEndpoint, getToken }: DeliveryOptions): TokenOptions {
  return { uid: source.uid, given: givenToken({ source, token }), tokenEndpoint, getToken };
}

/**
 * Checks that the page's tokens may be sent to the host named by `src` or `customer-code`. A token that is part of the
 * source is no secret from its author and goes wherever the source says.
 *
 * @throws {StreamError} `SOURCE_NOT_TRUSTED`.
 */
function checkOrigin(options: DeliveryOptions): void {
  const { token, tokenEndpoint, getToken } = options;
  const hasCredentials = Boolean(token) || Boolean(tokenEndpoint) || Boolean(getToken);
  if (!hasCredentials || mayHaveCredentials(options)) return;
  throw new StreamError(
    'SOURCE_NOT_TRUSTED',
    'src has an untrusted host: it is neither one of Stream’s over HTTPS nor the delivery-origin.',
  );
}
