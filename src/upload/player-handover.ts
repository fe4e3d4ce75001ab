import type { UploadState } from './model/upload-state.js';

/**
 * Gives a video to the player with that id, in the same document or shadow root: as an attribute, because the player
 * may not be defined yet. It is given once it can be played; or, where nobody tells when that is, once it is sent.
 *
 * @param keep - Leaves a player alone that has a video already.
 */
export function handOverVideo(
  from: Element,
  playerId: string,
  state: UploadState,
  { keep }: { readonly keep: boolean },
): void {
  const isDue = state.status === 'ready' || (state.status === 'processing' && !state.watched);
  const root = from.getRootNode();
  if (!isDue || !playerId || !(root instanceof Document || root instanceof ShadowRoot)) return;
  const player = root.getElementById(playerId);
  if (player && !(keep && player.getAttribute('src'))) player.setAttribute('src', state.uid);
}
