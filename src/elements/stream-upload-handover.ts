/**
 * Gives a video to the player with that id, in the same document or shadow root: as an attribute, because the player
 * may not be defined yet.
 *
 * @since 0.1.0
 */
export function handOverVideo(from: Element, playerId: string, uid: string): void {
  const root = from.getRootNode();
  if (!playerId || !(root instanceof Document || root instanceof ShadowRoot)) return;
  root.getElementById(playerId)?.setAttribute('src', uid);
}
