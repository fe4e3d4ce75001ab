import { StreamError } from '../../shared/errors.js';
import { checkToken } from './token-client.js';
import type { TokenListener, TokenManager } from './token-manager.js';
import { placeKey, shareTokenManager, type SharedTokenManager } from './token-registry.js';
import type { TokenPlace } from './token-request.js';
import type { TokenSource } from './token-source.js';
import { parsePlaybackToken, type PlaybackToken } from './token.js';

/** Options of the element about its tokens. */
export interface TokenOptions extends TokenPlace {
  /** A token that was given once, by itself or as the source. */
  readonly given?: string | undefined;
}

const PUBLIC_VIDEO: TokenSource = {
  value: undefined,
  getValid: () => Promise.resolve(undefined),
  refreshAfterReject: () =>
    Promise.reject(new StreamError('TOKEN_REJECTED', 'Stream wants a token and the player has none.')),
};

/**
 * Access of one player to its tokens. It stays the same while the page brings newer credentials for the same video:
 * whoever waits for a token gets it from them.
 */
export class PlayerTokens {
  /** Source for requests, whoever gives the tokens at the moment. */
  readonly source: TokenSource;
  readonly #listener: TokenListener;
  #options: TokenOptions;
  /** Token that was given by the page, where nobody renews it. */
  #given: PlaybackToken | undefined;
  /** Why the newest given token is not used. It is what viewers are told once Stream refuses the one of before. */
  #unusable: StreamError | undefined;
  #shared: SharedTokenManager | undefined;
  #unsubscribe: (() => void) | undefined;
  #current: TokenSource = PUBLIC_VIDEO;
  /** Functions that ask the present source for what somebody waits for. */
  readonly #waiting = new Set<() => void>();

  /** @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` for a given token that cannot be used. */
  constructor(options: TokenOptions, listener: TokenListener) {
    this.#options = options;
    this.#listener = listener;
    this.#given = readGiven(options);
    // oxlint-disable-next-line typescript/no-this-alias -- getters of an object have a `this` of their own
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

  /** Manager that renews them; `undefined` for a public video and for a token that was given once. */
  get manager(): TokenManager | undefined {
    return this.#shared?.manager;
  }

  /** End of the token at hand, in milliseconds since the epoch. */
  get expiresAt(): number | undefined {
    return (this.manager ?? this.#given)?.expiresAt;
  }

  /**
   * Takes up newer credentials for the same video. What is at hand is used until there is something newer; a given
   * token that cannot be used is reported, and not used; where nobody renews, it is the error once Stream refuses the
   * one at hand.
   *
   * @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` for such a token where it is the only one.
   */
  update(options: TokenOptions): void {
    const before = this.#options;
    this.#options = options;
    if (options.given !== before.given) this.#replaceGiven();
    if (placeKey(options) === placeKey(before)) return;
    const held = this.manager?.state.held?.token;
    // A request under way goes on, and a page may bring another function with each of its renderings.
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

  /** Leaves the manager; the function that is returned ends it, where nobody else needs it. */
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
                new StreamError('TOKEN_EXPIRED', 'Stream refused the token that was given once: it has ended?'),
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

  /** Lets whoever waits for the source of before wait for the present one. */
  #askAgain(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const again of waiting) again();
  }
}

function readGiven({ uid, given }: TokenOptions): PlaybackToken | undefined {
  return given ? checkToken(parsePlaybackToken(given), uid, undefined) : undefined;
}
