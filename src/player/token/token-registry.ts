import { checkToken, fetchToken } from './token-client.js';
import { StreamError } from '../../shared/errors.js';
import { parsePlaybackToken } from './token.js';
import { TokenManager } from './token-manager.js';

/** Gets a token in the page's own way. */
export type GetToken = (uid: string, options: { signal: AbortSignal }) => Promise<string>;

/** Where a player's tokens come from. */
export interface TokenOrigin {
  readonly uid: string;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** A manager, for as long as somebody needs it. */
export interface SharedTokenManager {
  readonly manager: TokenManager;
  /** The last who lets go of it ends it. */
  release(): void;
}

interface Entry {
  readonly manager: TokenManager;
  users: number;
}

/** All managers of the page: by what gives their tokens, then by uid. */
const entries = new Map<GetToken | string, Map<string, Entry>>();

/**
 * The manager of a video's tokens: players on one page that ask the same endpoint for the same video have one together.
 *
 * @since 0.1.0
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

/** The page's own function may fail in any way; what it fails with is kept as the cause. */
async function callGetToken(getToken: GetToken, uid: string, signal: AbortSignal): Promise<string> {
  try {
    return await getToken(uid, { signal });
  } catch (cause) {
    if (signal.aborted || cause instanceof StreamError) throw cause;
    throw new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'getToken() failed.', { retryable: true, cause });
  }
}
