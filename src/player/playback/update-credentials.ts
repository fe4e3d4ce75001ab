import type { PlaybackState } from '../model/playback-state.js';
import { CREDENTIALS } from '../token/early-token.js';
import type { PlaybackControllerOptions, PlaybackOptions } from './playback-options.js';

/** Controller of a player, as far as its credentials go. */
interface Player {
  readonly state: PlaybackState;
  close(): void;
  load(): void;
}

/** Session, which takes up credentials while it goes on. */
interface Session {
  update(options: PlaybackOptions, state: PlaybackState, mayGiveAccess: boolean): void;
}

/**
 * Takes up newer credentials for the same source: what plays, plays on, and what had no access gets it.
 *
 * @param session - `undefined` before there is one.
 * @param changed - Properties that have changed, and what they were before.
 * @returns whether there is something new for a player that is idle, whose poster may be had with it.
 */
export function updateCredentials(
  player: Player,
  session: Session | undefined,
  { options }: Pick<PlaybackControllerOptions, 'options'>,
  changed: ReadonlyMap<PropertyKey, unknown>,
): boolean {
  const names = CREDENTIALS.filter((name) => changed.has(name));
  if (names.length === 0) return false;
  // A function in the place of another says nothing: some frameworks make one with each of their renderings.
  const mayGiveAccess = names.some((name) => name !== 'getToken' || !changed.get(name));
  const { state } = player;
  try {
    session?.update(options(), state, mayGiveAccess);
    if (mayGiveAccess && !session && state.status === 'error') player.load();
  } catch {
    // They cannot be used, or may not go to this source: it is opened anew, which says so.
    player.close();
    if (state.status !== 'idle') player.load();
  }
  return mayGiveAccess && state.status === 'idle';
}
