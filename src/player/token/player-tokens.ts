import { StreamError } from '../../shared/errors.js';
import { parsePlaybackToken } from './token.js';
import type { TokenSource } from './token-source.js';
import type { TokenManager, TokenListenerOptions } from './token-manager.js';
import { shareTokenManager, type GetToken } from './token-registry.js';

/** What the element says about its tokens. */
export interface TokenOptions {
  readonly uid: string;
  /** A token that was given once, by itself or as the source. */
  readonly given?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** One player's way to its tokens. */
export interface PlayerTokens {
  readonly source: TokenSource;
  /** What renews them; `undefined` for a public video and for a token that was given once. */
  readonly manager: TokenManager | undefined;
  /** When the token at hand ends, in milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
  close(): void;
}

const PUBLIC_VIDEO: TokenSource = {
  value: undefined,
  getValid: () => Promise.resolve(undefined),
  refreshAfterReject: () =>
    Promise.reject(new StreamError('TOKEN_REJECTED', 'Stream wants a token and the player has none.')),
};

/**
 * Finds out where a player's tokens come from.
 *
 * @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` for a given token that cannot be used.
 * @since 0.1.0
 */
export function openTokens(
  { uid, given, tokenEndpoint, getToken }: TokenOptions,
  listener: TokenListenerOptions,
): PlayerTokens {
  const token = given === undefined ? undefined : parsePlaybackToken(given);
  if (token && token.uid !== uid)
    throw new StreamError('TOKEN_WRONG_VIDEO', 'The token is for another video than the player.');
  if (!tokenEndpoint && !getToken) {
    return {
      source: token ? givenOnce(token.value) : PUBLIC_VIDEO,
      manager: undefined,
      expiresAt: token?.expiresAt,
      close: () => undefined,
    };
  }
  const { manager, release } = shareTokenManager({ uid, tokenEndpoint, getToken });
  const unsubscribe = manager.subscribe(listener);
  if (token) manager.seed(token);
  return {
    source: manager,
    manager,
    get expiresAt() {
      return manager.expiresAt;
    },
    close: () => {
      unsubscribe();
      release();
    },
  };
}

function givenOnce(value: string): TokenSource {
  return {
    value,
    getValid: () => Promise.resolve(value),
    refreshAfterReject: () =>
      Promise.reject(new StreamError('TOKEN_EXPIRED', 'Stream refused the token that was given once: it has ended?')),
  };
}
