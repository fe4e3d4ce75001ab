import type { UploadState } from '../core/upload-state.js';

/**
 * Gives a video to the player with that id, in the same document or shadow root: as an attribute, because the player
 * may not be defined yet. It is given once it can be played; or, where nobody tells when that is, once it is sent.
 *
 * @since 0.1.0
 */
export function handOverVideo(from: Element, playerId: string, state: UploadState): void {
  const isDue = state.status === 'ready' || (state.status === 'processing' && !state.watched);
  const root = from.getRootNode();
  if (!isDue || !playerId || !(root instanceof Document || root instanceof ShadowRoot)) return;
  root.getElementById(playerId)?.setAttribute('src', state.uid);
}
