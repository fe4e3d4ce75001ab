import { TokenManager } from './token-manager.js';
import { requestToken, type TokenPlace } from './token-request.js';
import type { GetToken } from './token-source.js';

/** Manager of tokens that lives while somebody uses it. */
export interface SharedTokenManager {
  readonly manager: TokenManager;
  /** Gets tokens from another place from now on; returns `false` if other players need the current one. */
  move(place: TokenPlace): boolean;
  /** Releases the manager; the last release destroys it. */
  release(): void;
}

interface Entry {
  readonly manager: TokenManager;
  place: TokenPlace;
  users: number;
}

/** All managers of the page: by where their tokens come from, then by uid. */
const entries = new Map<GetToken | string, Map<string, Entry>>();

/** Returns the key of a place for tokens; empty if there is none. */
export const placeKey = ({ getToken, tokenEndpoint }: TokenPlace): GetToken | string => getToken ?? tokenEndpoint ?? '';

function createEntry(first: TokenPlace): Entry {
  const entry: Entry = {
    manager: new TokenManager((signal) => requestToken(entry.place, signal)),
    place: first,
    users: 0,
  };
  register(entry);
  return entry;
}

/** Registers an entry for other players, unless there is one already. */
function register(entry: Entry): void {
  const key = placeKey(entry.place);
  const managers = entries.get(key) ?? new Map<string, Entry>();
  entries.set(key, managers);
  if (!managers.has(entry.place.uid)) managers.set(entry.place.uid, entry);
}

function unregister({ place, manager }: Entry): void {
  const key = placeKey(place);
  const managers = entries.get(key);
  if (managers?.get(place.uid)?.manager === manager) managers.delete(place.uid);
  if (managers?.size === 0) entries.delete(key);
}

/** Returns the manager of a video's tokens: players on one page with the same endpoint and video share one. */
export function shareTokenManager(place: TokenPlace): SharedTokenManager {
  const entry = entries.get(placeKey(place))?.get(place.uid) ?? createEntry(place);
  const { manager } = entry;
  entry.users += 1;
  let isHeld = true;
  return {
    manager,
    move: (next) => {
      const nextKey = placeKey(next);
      const other = entries.get(nextKey)?.get(next.uid) ?? entry;
      if (entry.users > 1 || !nextKey || other !== entry) return false;
      unregister(entry);
      entry.place = next;
      register(entry);
      manager.requestChanged();
      return true;
    },
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      entry.users -= 1;
      if (entry.users > 0) return;
      manager.destroy();
      unregister(entry);
    },
  };
}
