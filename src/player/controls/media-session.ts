import { SKIP_SECONDS } from './shortcuts.js';

/** What the system's media controls may do. */
export interface SessionActions {
  play(): void;
  pause(): void;
  /** To a time, in seconds. */
  seek(time: number): void;
}

/** What they show. */
export interface SessionFacts {
  readonly title: string;
  /** Address of a picture, without a token. */
  readonly artwork: string | undefined;
  readonly paused: boolean;
  /** Seconds. */
  readonly currentTime: number;
  readonly duration: number;
  readonly playbackRate: number;
}

const ACTIONS: readonly MediaSessionAction[] = ['play', 'pause', 'seekbackward', 'seekforward', 'seekto'];

/** The player that the system's controls belong to: the one that was heard last. */
let owner: object | undefined;

/**
 * Gives the system's media controls (lock screen, headset, media keys) to a player.
 *
 * @since 0.1.0
 */
export function takeMediaSession(player: object, actions: SessionActions, currentTime: () => number): void {
  const session = mediaSession();
  if (!session || owner === player) return;
  owner = player;
  session.setPositionState();
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => actions.play(),
    pause: () => actions.pause(),
    // The system may say how far its buttons go.
    seekbackward: ({ seekOffset }) => actions.seek(currentTime() - (seekOffset ?? SKIP_SECONDS)),
    seekforward: ({ seekOffset }) => actions.seek(currentTime() + (seekOffset ?? SKIP_SECONDS)),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) actions.seek(seekTime);
    },
  };
  for (const action of ACTIONS) setHandler(session, action, handlers[action] ?? null);
}

/**
 * Shows where the player is in the system's media controls, if they are its own.
 *
 * @since 0.1.0
 */
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

/**
 * Gives the system's media controls back.
 *
 * @since 0.1.0
 */
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

/** Browsers refuse actions that they do not know. */
function setHandler(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // This one has fewer buttons.
  }
}
