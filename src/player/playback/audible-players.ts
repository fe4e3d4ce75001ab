import type { MediaObserver } from './media-observer.js';
import type { PlaybackSessionOptions } from './playback-options.js';

/** A player as the others of its page know it. */
interface AudiblePlayer {
  readonly video: HTMLVideoElement;
  readonly host: Pick<PlaybackSessionOptions, 'sharesAudio' | 'pause'>;
}

/** All of the page that have something to play. */
const players = new Set<AudiblePlayer>();

const isHeard = ({ video }: AudiblePlayer): boolean => !video.paused && !video.muted && video.volume > 0;

/** Adds a player to those of which one at a time is heard: when it begins to be heard, the others pause. */
export function joinAudiblePlayers(
  media: Pick<MediaObserver, 'video' | 'on'>,
  host: AudiblePlayer['host'],
  signal: AbortSignal,
): void {
  const player = { video: media.video, host };
  players.add(player);
  signal.addEventListener('abort', () => players.delete(player));
  media.on(['play', 'volumechange'], () => pauseOthers(player), { signal });
}

function pauseOthers(player: AudiblePlayer): void {
  if (player.host.sharesAudio() || !isHeard(player)) return;
  for (const other of players) if (other !== player && !other.host.sharesAudio() && isHeard(other)) other.host.pause();
}
