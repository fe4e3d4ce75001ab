import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CfStreamPlayer } from '../stream-player.js';
import { ENGLISH } from '../strings/en.js';
import type { Handlers } from './actions.js';
import { CONFIG } from './controls-config.js';

/** Height of the system's picture, in pixels. */
const ARTWORK_HEIGHT = 360;
/** Events of the player after which the system is told its state. */
const TOLD = [
  'play',
  'pause',
  'timeupdate',
  'ratechange',
  'durationchange',
  'ended',
  'volumechange',
  'emptied',
] as const;

/** Functions behind the buttons of the system's media controls. */
type SessionHandlers = Pick<Handlers, 'play-request' | 'pause-request' | 'seek-request'>;

/** Facts that the system's media controls show. */
export interface SessionFacts {
  readonly title: string;
  /** URL of a picture, without a token. */
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

/** Gives the system's media controls (lock screen, headset, media keys) to a player. */
export function takeMediaSession(player: object, handlers: SessionHandlers, currentTime: () => number): void {
  const session = mediaSession();
  if (!session || owner === player) return;
  owner = player;
  session.setPositionState();
  const seek = (time: number): void => handlers['seek-request']({ time });
  const actions: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => handlers['play-request'](null),
    pause: () => handlers['pause-request'](null),
    // The system may say how far its buttons go.
    seekbackward: ({ seekOffset }) => seek(currentTime() - (seekOffset ?? CONFIG.skipSeconds)),
    seekforward: ({ seekOffset }) => seek(currentTime() + (seekOffset ?? CONFIG.skipSeconds)),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) seek(seekTime);
    },
  };
  for (const action of ACTIONS) setHandler(session, action, actions[action] ?? null);
}

/** Shows where the player is in the system's media controls, if they are its own. */
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

/** Gives the system's media controls back. */
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

/** Bridge to the system's media controls: shows title, picture and position there, and does what its buttons mean. */
export class MediaSessionBridge implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly player: CfStreamPlayer };
  readonly #handlers: SessionHandlers;
  #life: AbortController | undefined;
  #uid: string | undefined;
  #hasTaken = false;
  #artwork: string | undefined;
  #fetching: AbortController | undefined;

  constructor(host: ReactiveControllerHost & { readonly player: CfStreamPlayer }, handlers: SessionHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    for (const name of ['play', 'volumechange']) player.addEventListener(name, () => this.#take(), { signal });
    for (const name of TOLD) player.addEventListener(name, () => this.#tell(), { signal });
    // If it played before the controls were loaded, that event was missed.
    if (player.state.status !== 'ready') return;
    this.#take();
    this.#tell();
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#hasTaken = false;
    this.#uid = undefined;
    this.#forgetArtwork();
    leaveMediaSession(this);
  }

  /** Tells the system what has changed, also of a video that stands still; forgets the picture of another one. */
  hostUpdated(): void {
    const { uid } = this.#host.player;
    if (uid !== this.#uid && this.#uid !== undefined) this.#forgetArtwork();
    this.#uid = uid;
    this.#tell();
  }

  /** Takes the system's controls, if the player is heard: what plays without a sound leaves them to others. */
  #take(): void {
    const { player } = this.#host;
    const { paused, muted, volume } = player;
    if (paused || muted || volume === 0) return;
    this.#hasTaken = true;
    takeMediaSession(this, this.#handlers, () => player.currentTime);
    if (this.#artwork === undefined && !this.#fetching) void this.#fetchArtwork();
  }

  /** Tells the system the player's state. */
  #tell(): void {
    // A player that nobody has wanted yet has no <video> to read from.
    if (!this.#hasTaken) return;
    const { paused, currentTime, duration, playbackRate, label, texts, videoTitle } = this.#host.player;
    // A player that is only called a video player is no title.
    const title = [videoTitle, label === (texts ?? ENGLISH).label ? '' : label].find(Boolean) ?? document.title;
    updateMediaSession(this, { title, artwork: this.#artwork, paused, currentTime, duration, playbackRate });
  }

  #forgetArtwork(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    if (this.#artwork?.startsWith('blob:')) URL.revokeObjectURL(this.#artwork);
    this.#artwork = undefined;
  }

  /** Fetches the still as a blob, because its URL may hold a token. */
  async #fetchArtwork(): Promise<void> {
    const { player } = this.#host;
    const { poster } = player;
    if (poster) {
      this.#artwork = new URL(poster, document.baseURI).href;
      return;
    }
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    try {
      const bitmap = await player.still(undefined, signal, ARTWORK_HEIGHT);
      if (!bitmap) return;
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      bitmap.close();
      const picture = await canvas.convertToBlob({ type: 'image/jpeg' });
      if (signal.aborted) return;
      this.#artwork = URL.createObjectURL(picture);
      this.#tell();
    } catch {
      // The system's controls have a title then, and no picture.
    }
  }
}
