/** Length of a skip if neither the system nor the site says so, in seconds. */
const SKIP_SECONDS = 10;

/** State that the system's media controls show. */
export interface SessionFacts {
  readonly title: string;
  /** URL of the artwork, without a token. */
  readonly artwork: string | undefined;
  readonly paused: boolean;
  /** Seconds. */
  readonly currentTime: number;
  readonly duration: number;
  readonly playbackRate: number;
}

const ACTIONS: readonly MediaSessionAction[] = ['play', 'pause', 'seekbackward', 'seekforward', 'seekto'];

/** Player that owns the media session: the last audible one. */
let owner: object | undefined;

/** Gives the system's media controls (lock screen, headset, media keys) to a player. */
export function takeMediaSession(
  owned: object,
  player: Pick<HTMLMediaElement, 'play' | 'pause' | 'currentTime'>,
  seek: (time: number) => void,
): void {
  const session = mediaSession();
  if (!session || owner === owned) return;
  owner = owned;
  session.setPositionState();
  const { controlsConfig } = player.constructor as { readonly controlsConfig?: { readonly skipSeconds?: number } };
  const wanted = controlsConfig?.skipSeconds ?? 0;
  const skipSeconds = wanted > 0 && wanted < Infinity ? wanted : SKIP_SECONDS;
  const actions: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => void player.play().catch(() => undefined),
    pause: () => player.pause(),
    // The system may specify the distance.
    seekbackward: ({ seekOffset }) => seek(player.currentTime - (seekOffset ?? skipSeconds)),
    seekforward: ({ seekOffset }) => seek(player.currentTime + (seekOffset ?? skipSeconds)),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) seek(seekTime);
    },
  };
  for (const action of ACTIONS) setHandler(session, action, actions[action] ?? null);
}

/** Updates the system's media controls, if the player owns them. */
export function updateMediaSession(
  player: object,
  { title, artwork, paused, currentTime, duration, playbackRate }: SessionFacts,
): void {
  const session = mediaSession();
  if (!session || owner !== player) return;
  session.playbackState = paused ? 'paused' : 'playing';
  const known = session.metadata;
  if (known?.title !== title || known.artwork[0]?.src !== artwork) {
    session.metadata = new MediaMetadata({ title, artwork: artwork === undefined ? [] : [{ src: artwork }] });
  }
  if (duration > 0 && Number.isFinite(duration)) {
    session.setPositionState({
      duration,
      playbackRate: playbackRate || 1,
      position: Math.min(Math.max(currentTime, 0), duration),
    });
  } else session.setPositionState();
}

/** Releases the system's media controls. */
export function leaveMediaSession(player: object): void {
  const session = mediaSession();
  if (!session || owner !== player) return;
  owner = undefined;
  session.metadata = null;
  session.playbackState = 'none';
  session.setPositionState();
  for (const action of ACTIONS) setHandler(session, action, null);
}

function mediaSession(): MediaSession | undefined {
  return 'mediaSession' in navigator ? navigator.mediaSession : undefined;
}

/** Sets an action handler; browsers throw for unknown actions. */
function setHandler(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // This browser lacks the action.
  }
}
