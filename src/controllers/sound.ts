/** A player as the others of its page know it. */
export interface Voice {
  readonly video: HTMLVideoElement;
  /** Whether it may be heard together with others. */
  isShared(): boolean;
  pause(): void;
}

/** All of the page that have something to play. */
const voices = new Set<Voice>();

const isHeard = ({ video }: Voice): boolean => !video.paused && !video.muted && video.volume > 0;

/**
 * Adds a player to those of which one at a time is heard.
 *
 * @returns takes it out again.
 * @since 0.1.0
 */
export function joinVoices(voice: Voice): () => void {
  voices.add(voice);
  return () => void voices.delete(voice);
}

/**
 * To be called when a player has begun to play or its loudness has changed: the others that are heard pause.
 *
 * @since 0.1.0
 */
export function takeTheFloor(voice: Voice): void {
  if (voice.isShared() || !isHeard(voice)) return;
  for (const other of voices) if (other !== voice && !other.isShared() && isHeard(other)) other.pause();
}
