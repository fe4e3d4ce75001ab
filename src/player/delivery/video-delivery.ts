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
  /** Origin that the page itself has stated; the source has it then, too. */
  readonly deliveryOrigin?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
  readonly marginSeconds?: number | undefined;
  /** Reads what the first rendition goes by. */
  readonly readStartConditions?: () => StartConditions;
}

/** One source as Stream delivers it: its tokens, its URLs, and what is fetched of it ahead of the engine. */
export class VideoDelivery {
  readonly tokens: PlayerTokens;
  readonly urls: SignedUrls;
  readonly #options: DeliveryOptions;
  readonly #life = new AbortController();
  #prefetch: Prefetch | undefined;

  /**
   * @throws {StreamError} `SOURCE_NOT_TRUSTED` where the page's tokens may not go to the source, `TOKEN_MALFORMED` or
   * `TOKEN_WRONG_VIDEO` for a given token that cannot be used.
   */
  constructor(options: DeliveryOptions, listener: TokenListener) {
    checkOrigin(options);
    this.#options = options;
    this.tokens = new PlayerTokens(tokenOptions(options), listener);
    this.urls = new SignedUrls(this.tokens.source, { origin: options.source.origin });
  }

  /**
   * Takes up newer credentials for the same source.
   *
   * @throws {StreamError} `SOURCE_NOT_TRUSTED` where the page's tokens may not go there.
   */
  update(options: DeliveryOptions): void {
    checkOrigin(options);
    // What was asked for without a token was refused.
    if (this.tokens.source.value === undefined) this.clearPrefetch();
    this.tokens.update(tokenOptions(options));
  }

  /** URL of the master playlist, by uid or with the newest token. */
  get manifestUrl(): string {
    const { source, lowLatency, dvr } = this.#options;
    return manifestUrl(source.origin, this.#id, source.clip) + (source.clip ? '' : liveQuery({ lowLatency, dvr }));
  }

  /** URL of a broadcast's lifecycle. */
  get lifecycleUrl(): string {
    return lifecycleUrl(this.#options.source.origin, this.#id);
  }

  /** What the first rendition goes by, now. */
  get startConditions(): StartConditions {
    return this.#options.readStartConditions?.() ?? {};
  }

  /** Requests that are made before the engine asks. */
  get prefetch(): Prefetch {
    return (this.#prefetch ??= new Prefetch(this.urls, this, this.#life.signal));
  }

  /**
   * Fetches a token, and the playlists that playback begins with where those are wanted; nothing where it is refused.
   *
   * @returns whether there is something to begin with.
   */
  async warm(withPlaylists: boolean): Promise<boolean> {
    const id = await this.#usableId().catch(() => undefined);
    const isUsable = id !== undefined && !this.#life.signal.aborted;
    if (isUsable && withPlaylists) this.prefetch.playlists();
    return isUsable;
  }

  /** Gets the URL that everything of the video is under, with its token; `undefined` where there is none. */
  async baseUrl(): Promise<string | undefined> {
    const id = await this.#usableId();
    return id && `${this.#options.source.origin}/${id}`;
  }

  /** Fetches a thumbnail of a moment in seconds; `undefined` where there is none. */
  async thumbnail(time: number | undefined, signal: AbortSignal, height?: number): Promise<ImageBitmap | undefined> {
    const id = await this.#usableId();
    return id === undefined ? undefined : fetchThumbnail(this.#options.source.origin, id, { time, height, signal });
  }

  /** Discards what was fetched ahead. */
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

  /** Gets the id under which the video may be requested now, or `undefined` where there is no token. */
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
 * Checks that the page's tokens may go to the host that `src` or `customer-code` names. A token that is part of the
 * source itself is no secret from those who wrote the source, and goes where they say.
 *
 * @throws {StreamError} `SOURCE_NOT_TRUSTED`.
 */
function checkOrigin(options: DeliveryOptions): void {
  const { token, tokenEndpoint, getToken } = options;
  const hasCredentials = Boolean(token) || Boolean(tokenEndpoint) || Boolean(getToken);
  if (!hasCredentials || mayHaveCredentials(options)) return;
  throw new StreamError(
    'SOURCE_NOT_TRUSTED',
    'src names a host that gets no token: it is not one of Stream’s over HTTPS, and not the delivery-origin.',
  );
}
