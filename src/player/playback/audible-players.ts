/** A player as the others of its page know it. */
export interface AudiblePlayer {
  readonly video: HTMLVideoElement;
  /** Whether it may be heard together with others. */
  isShared(): boolean;
  pause(): void;
}

/** All of the page that have something to play. */
const players = new Set<AudiblePlayer>();

const isHeard = ({ video }: AudiblePlayer): boolean => !video.paused && !video.muted && video.volume > 0;

/**
 * Adds a player to those of which one at a time is heard.
 *
 * @returns takes it out again.
 * @since 0.1.0
 */
export function joinPlayers(player: AudiblePlayer): () => void {
  players.add(player);
  return () => void players.delete(player);
}

/**
 * To be called when a player has begun to play or its loudness has changed: the others that are heard pause.
 *
 * @since 0.1.0
 */
export function pauseOthers(player: AudiblePlayer): void {
  if (player.isShared() || !isHeard(player)) return;
  for (const other of players) if (other !== player && !other.isShared() && isHeard(other)) other.pause();
}
