import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import type { PlaybackState } from '../model/playback-state.js';
import { leaveMediaSession, takeMediaSession, updateMediaSession } from './media-session.js';
import { ENGLISH } from '../strings/en.js';
import type { PlayerTexts } from '../strings/texts.js';

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

/** Player as far as the system's media controls go. */
export interface SessionPlayer extends ReactiveControllerHost, EventTarget {
  readonly state: PlaybackState;
  readonly uid: string | undefined;
  readonly poster: string | undefined;
  readonly noControls: boolean;
  readonly label: string;
  readonly videoTitle: string | undefined;
  readonly texts: PlayerTexts | undefined;
  readonly paused: boolean;
  readonly duration: number;
  currentTime: number;
  muted: boolean;
  volume: number;
  playbackRate: number;
  play(): Promise<void>;
  pause(): void;
  still(time: number | undefined, signal: AbortSignal, height?: number): Promise<ImageBitmap | undefined>;
}

/** What is played, as it is read now. */
export interface SessionMedia {
  readonly reading: Pick<MediaSnapshot, 'duration' | 'seekable' | 'livePosition'>;
}

/** Whether a player is to be in the system's media controls: without controls of ours, where it has a title for them. */
export const isForMediaSession = ({
  noControls,
  videoTitle,
  paused,
  muted,
  volume,
}: Pick<SessionPlayer, 'noControls' | 'videoTitle' | 'paused' | 'muted' | 'volume'>): boolean =>
  !paused && !muted && volume > 0 && (!noControls || Boolean(videoTitle));

/** Bridges of players, each of which stays with its player from video to video. */
const bridges = new WeakMap<SessionPlayer, MediaSessionBridge>();

/** Shows a player that is heard in the system's media controls, and lets those play what it has now. */
export function shareMediaSession(player: SessionPlayer, media: SessionMedia): void {
  const bridge = bridges.get(player);
  if (bridge) bridge.media = media;
  else bridges.set(player, new MediaSessionBridge(player, media));
}

/** Bridge to the system's media controls: shows title, picture and position there, and does what its buttons mean. */
class MediaSessionBridge implements ReactiveController {
  media: SessionMedia;
  readonly #player: SessionPlayer;
  #life: AbortController | undefined;
  #uid: string | undefined;
  #hasTaken = false;
  #artwork: string | undefined;
  #fetching: AbortController | undefined;

  constructor(player: SessionPlayer, media: SessionMedia) {
    this.#player = player;
    this.media = media;
    player.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const player = this.#player;
    for (const name of ['play', 'volumechange']) player.addEventListener(name, () => this.#take(), { signal });
    for (const name of TOLD) player.addEventListener(name, () => this.#tell(), { signal });
    // It plays by now, or is put back.
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
    const { uid } = this.#player;
    if (uid !== this.#uid && this.#uid !== undefined) this.#forgetArtwork();
    this.#uid = uid;
    this.#tell();
  }

  /** Takes the system's controls, if the player is heard: what plays without a sound leaves them to others. */
  #take(): void {
    const player = this.#player;
    if (!isForMediaSession(player)) return;
    this.#hasTaken = true;
    takeMediaSession(this, player, (time) => this.#seek(time));
    if (this.#artwork === undefined && !this.#fetching) void this.#fetchArtwork();
  }

  /** Goes to a time, in seconds, as far as there is something: the end of a broadcast moves on, and is where it is joined. */
  #seek(time: number): void {
    const { duration, livePosition, seekable } = this.media.reading;
    const isLive = duration === Infinity;
    this.#player.currentTime = isLive && time >= livePosition ? Infinity : Math.max(time, isLive ? seekable[0] : 0);
  }

  /** Tells the system the player's state. */
  #tell(): void {
    // A player that nobody has wanted yet has no <video> to read from.
    if (!this.#hasTaken) return;
    const { paused, currentTime, duration, playbackRate, label, texts, videoTitle } = this.#player;
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
    const player = this.#player;
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
