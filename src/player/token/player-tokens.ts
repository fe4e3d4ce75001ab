import { StreamError } from '../../shared/errors.js';
import { checkToken, fetchToken } from './token-client.js';
import { parsePlaybackToken } from './token.js';
import type { TokenSource } from './token-source.js';
import { TokenManager, type TokenListenerOptions } from './token-manager.js';

/**
 * Function of a page that gets a token in its own way.
 *
 * @since 0.1.0
 */
export type GetToken = (uid: string, options: { signal: AbortSignal }) => Promise<string>;

/** Place where a player's tokens come from. */
export interface TokenOrigin {
  readonly uid: string;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** Options of the element about its tokens. */
export interface TokenOptions extends TokenOrigin {
  /** A token that was given once, by itself or as the source. */
  readonly given?: string | undefined;
}

/** Access of one player to its tokens. */
export interface PlayerTokens {
  readonly source: TokenSource;
  /** Manager that renews them; `undefined` for a public video and for a token that was given once. */
  readonly manager: TokenManager | undefined;
  /** End of the token at hand, in milliseconds since the epoch. */
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
 * Opens a player's access to its tokens.
 *
 * @throws {StreamError} `TOKEN_MALFORMED` or `TOKEN_WRONG_VIDEO` for a given token that cannot be used.
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

/** Manager of tokens that lives as long as somebody needs it. */
export interface SharedTokenManager {
  readonly manager: TokenManager;
  /** Releases the manager; the last release ends it. */
  release(): void;
}

interface Entry {
  readonly manager: TokenManager;
  users: number;
}

/** All managers of the page: by what gives their tokens, then by uid. */
const entries = new Map<GetToken | string, Map<string, Entry>>();

/**
 * Gets the manager of a video's tokens: players on one page that ask the same endpoint for the same video share one.
 */
export function shareTokenManager(origin: TokenOrigin): SharedTokenManager {
  const key = origin.getToken ?? origin.tokenEndpoint ?? '';
  const { uid } = origin;
  const managers = entries.get(key) ?? new Map<string, Entry>();
  entries.set(key, managers);
  const entry = managers.get(uid) ?? { manager: createManager(origin), users: 0 };
  managers.set(uid, entry);
  entry.users += 1;
  let isHeld = true;
  return {
    manager: entry.manager,
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      entry.users -= 1;
      if (entry.users > 0) return;
      entry.manager.destroy();
      managers.delete(uid);
      if (managers.size === 0) entries.delete(key);
    },
  };
}

function createManager({ uid, tokenEndpoint, getToken }: TokenOrigin): TokenManager {
  return new TokenManager(async (signal) => {
    if (!getToken) return fetchToken(tokenEndpoint ?? '', uid, { signal });
    const token = checkToken(parsePlaybackToken(await callGetToken(getToken, uid, signal)), uid, undefined);
    return { status: 'token', token, clockOffsetMs: undefined };
  });
}

/** Calls the page's own function, which may fail in any way; what it fails with is kept as the cause. */
async function callGetToken(getToken: GetToken, uid: string, signal: AbortSignal): Promise<string> {
  try {
    return await getToken(uid, { signal });
  } catch (cause) {
    if (signal.aborted || cause instanceof StreamError) throw cause;
    throw new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'getToken() failed.', { retryable: true, cause });
  }
}
