import { StreamError } from '../../shared/errors.js';
import { checkToken } from './token-client.js';
import type { TokenListener, TokenManager } from './token-manager.js';
import { placeKey, shareTokenManager, type SharedTokenManager } from './token-registry.js';
import type { TokenPlace } from './token-request.js';
import type { TokenSource } from './token-source.js';
import { parsePlaybackToken, type PlaybackToken } from './token.js';

/** Options of the element about its tokens. */
export interface TokenOptions extends TokenPlace {
  /** Token that was given once, as `token` or as the source. */
  readonly given?: string | undefined;
}

const PUBLIC_VIDEO: TokenSource = {
  value: undefined,
  getValid: () => Promise.resolve(undefined),
  refreshAfterReject: () =>
    Promise.reject(new StreamError('TOKEN_REJECTED', 'Stream requires a token and the player has none.')),
};

/**
 * Tokens of one player. Stays the same object when the page gives new credentials for the same video: pending requests
 * use those.
 */
export class PlayerTokens {
  /** Source for requests, whatever provides the tokens. */
  readonly source: TokenSource;
  readonly #listener: TokenListener;
  #options: TokenOptions;
  /** Token that the page has given, if nothing renews it. */
  #given: PlaybackToken | undefined;
  /** Error of the newest given token. Viewers see it once Stream refuses the previous token. */
  #unusable: StreamError | undefined;
  #shared: SharedTokenManager | undefined;
  #unsubscribe: (() => void) | undefined;
  #current: TokenSource = PUBLIC_VIDEO;
  /** Callbacks that repeat pending requests with the current source. */
  readonly #waiting = new Set<() => void>();

  /** @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` if the given token cannot be used. */
  constructor(options: TokenOptions, listener: TokenListener) {
    this.#options = options;
    this.#listener = listener;
    this.#given = readGiven(options);
    // oxlint-disable-next-line typescript/no-this-alias -- getters of an object have their own `this`
    const tokens = this;
    this.source = {
      get value() {
        return tokens.#current.value;
      },
      get safeForMs() {
        return tokens.#current.safeForMs;
      },
      getValid: () => this.#ask((source) => source.getValid()),
      refreshAfterReject: (token) => this.#ask((source) => source.refreshAfterReject(token)),
    };
    this.#connect();
  }

  /** Manager that renews the tokens; `undefined` for a public video or a token that was given once. */
  get manager(): TokenManager | undefined {
    return this.#shared?.manager;
  }

  /** Expiry of the current token, in milliseconds since the epoch. */
  get expiresAt(): number | undefined {
    return (this.manager ?? this.#given)?.expiresAt;
  }

  /**
   * Updates the credentials of the same video. The current token is used until there is a newer one. An unusable given
   * token is reported and ignored; without renewal, it is the error once Stream refuses the current token.
   *
   * @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` for such a token where it is the only one.
   */
  update(options: TokenOptions): void {
    const before = this.#options;
    this.#options = options;
    if (options.given !== before.given) this.#replaceGiven();
    if (placeKey(options) === placeKey(before)) return;
    const held = this.manager?.state.held?.token;
    // A pending request goes on, and a page may create a new function on each render.
    if (this.#shared?.move(options)) return;
    const offset = this.manager?.clockOffsetMs;
    const release = this.#disconnect();
    this.#given = held ?? this.#given;
    this.#connect(offset);
    release();
  }

  close(): void {
    this.#disconnect()();
  }

  #connect(clockOffsetMs?: number): void {
    const { uid, tokenEndpoint, getToken } = this.#options;
    if (tokenEndpoint || getToken) {
      this.#shared = shareTokenManager({ uid, tokenEndpoint, getToken });
      const { manager } = this.#shared;
      this.#unsubscribe = manager.subscribe(this.#listener);
      if (this.#given) manager.seed(this.#given, clockOffsetMs);
      this.#current = manager;
    } else {
      this.#current = this.#given ? this.#once(this.#given) : PUBLIC_VIDEO;
    }
    this.#askAgain();
  }

  /** Leaves the manager; the returned function releases it. */
  #disconnect(): () => void {
    const shared = this.#shared;
    this.#unsubscribe?.();
    this.#shared = undefined;
    return () => shared?.release();
  }

  #replaceGiven(): void {
    let token: PlaybackToken | undefined;
    this.#unusable = undefined;
    try {
      token = readGiven(this.#options);
    } catch (error) {
      if (!(error instanceof StreamError) || (!this.manager && this.source.value === undefined)) throw error;
      this.#unusable = error;
      this.#listener.onUnusable?.(error);
    }
    if (!token || token.value === this.source.value) return;
    this.#given = token;
    if (this.manager) {
      this.manager.replace(token);
    } else {
      this.#current = this.#once(token);
      this.#listener.onToken(token);
    }
    this.#askAgain();
  }

  #once({ value }: PlaybackToken): TokenSource {
    return {
      value,
      getValid: () => Promise.resolve(value),
      refreshAfterReject: (token) =>
        token === value
          ? Promise.reject(
              this.#unusable ??
                new StreamError(
                  'TOKEN_EXPIRED',
                  'Stream rejected the token; it may have expired, and nothing renews it.',
                ),
            )
          : Promise.resolve(value),
    };
  }

  #ask(ask: (source: TokenSource) => Promise<string | undefined>): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const again = (): void => resolve(this.#ask(ask));
      this.#waiting.add(again);
      ask(this.#current)
        .finally(() => this.#waiting.delete(again))
        .then(resolve, reject);
    });
  }

  /** Repeats requests that wait for the previous source with the current one. */
  #askAgain(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const again of waiting) again();
  }
}

function readGiven({ uid, given }: TokenOptions): PlaybackToken | undefined {
  return given ? checkToken(parsePlaybackToken(given), uid, undefined) : undefined;
}
