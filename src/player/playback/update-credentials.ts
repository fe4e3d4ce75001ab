import type { PlaybackState } from '../model/playback-state.js';
import { CREDENTIALS } from '../token/early-token.js';
import type { PlaybackControllerOptions, PlaybackOptions } from './playback-options.js';

/** Parts of the controller that updating credentials needs. */
interface Player {
  readonly state: PlaybackState;
  close(): void;
  load(): void;
}

/** Session that can update its credentials. */
interface Session {
  update(options: PlaybackOptions, state: PlaybackState, mayGiveAccess: boolean): void;
}

/**
 * Updates the credentials of the same source: playback goes on, and a player without access gets it.
 *
 * @param session - `undefined` before there is one.
 * @param changed - Changed properties and their previous values.
 * @returns Whether an idle player may now be able to load its poster.
 */
export function updateCredentials(
  player: Player,
  session: Session | undefined,
  { options }: Pick<PlaybackControllerOptions, 'options'>,
  changed: ReadonlyMap<PropertyKey, unknown>,
): boolean {
  const names = CREDENTIALS.filter((name) => changed.has(name));
  if (names.length === 0) return false;
  // Replacing one function by another means nothing: some frameworks create one on each render.
  const mayGiveAccess = names.some((name) => name !== 'getToken' || !changed.get(name));
  const { state } = player;
  try {
    session?.update(options(), state, mayGiveAccess);
    if (mayGiveAccess && !session && state.status === 'error') player.load();
  } catch {
    // They are unusable, or must not be sent to this source: reopening it reports that.
    player.close();
    if (state.status !== 'idle') player.load();
  }
  return mayGiveAccess && state.status === 'idle';
}
