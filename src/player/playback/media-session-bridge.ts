import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import type { PlaybackState } from '../model/playback-state.js';
import { leaveMediaSession, takeMediaSession, updateMediaSession } from './media-session.js';
import { ENGLISH } from '../strings/en.js';
import type { PlayerTexts } from '../strings/texts.js';

/** Height of the artwork, in pixels. */
const ARTWORK_HEIGHT = 360;
/** Events of the player after which the media session is updated. */
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

/** Parts of the player that the media session needs. */
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

/** Current state of the video. */
export interface SessionMedia {
  readonly reading: Pick<MediaSnapshot, 'duration' | 'seekable' | 'livePosition'>;
}

/**
 * Tells whether a player belongs in the system's media controls: only if audible, and without our controls only if it
 * has a title.
 */
export const isForMediaSession = ({
  noControls,
  videoTitle,
  paused,
  muted,
  volume,
}: Pick<SessionPlayer, 'noControls' | 'videoTitle' | 'paused' | 'muted' | 'volume'>): boolean =>
  !paused && !muted && volume > 0 && (!noControls || Boolean(videoTitle));

/** Bridges by player; each is kept from video to video. */
const bridges = new WeakMap<SessionPlayer, MediaSessionBridge>();

/** Connects an audible player, with its current video, to the system's media controls. */
export function shareMediaSession(player: SessionPlayer, media: SessionMedia): void {
  const bridge = bridges.get(player);
  if (bridge) bridge.media = media;
  else bridges.set(player, new MediaSessionBridge(player, media));
}

/** Bridge to the system's media controls: shows title, artwork and position there, and handles their buttons. */
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
    // It may already be playing, or was moved in the page.
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

  /** Updates the media session, also for a paused video; drops the artwork of another video. */
  hostUpdated(): void {
    const { uid } = this.#player;
    if (uid !== this.#uid && this.#uid !== undefined) this.#forgetArtwork();
    this.#uid = uid;
    this.#tell();
  }

  /** Takes over the system's media controls if the player is audible: a silent one leaves them to others. */
  #take(): void {
    const player = this.#player;
    if (!isForMediaSession(player)) return;
    this.#hasTaken = true;
    takeMediaSession(this, player, (time) => this.#seek(time));
    if (this.#artwork === undefined && !this.#fetching) void this.#fetchArtwork();
  }

  /**
   * Seeks to a time in seconds, within the available range: the live edge keeps moving, and stands for any later time.
   */
  #seek(time: number): void {
    const { duration, livePosition, seekable } = this.media.reading;
    const isLive = duration === Infinity;
    this.#player.currentTime = isLive && time >= livePosition ? Infinity : Math.max(time, isLive ? seekable[0] : 0);
  }

  /** Updates the media session. */
  #tell(): void {
    // Before playback is wanted, there is no `<video>` to read from.
    if (!this.#hasTaken) return;
    const { paused, currentTime, duration, playbackRate, label, texts, videoTitle } = this.#player;
    // The default label, “Video player”, is no title.
    const title = [videoTitle, label === (texts ?? ENGLISH).label ? '' : label].find(Boolean) ?? document.title;
    updateMediaSession(this, { title, artwork: this.#artwork, paused, currentTime, duration, playbackRate });
  }

  #forgetArtwork(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    if (this.#artwork?.startsWith('blob:')) URL.revokeObjectURL(this.#artwork);
    this.#artwork = undefined;
  }

  /** Fetches the poster as a blob, because its URL may hold a token. */
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
      // The media session has a title but no artwork then.
    }
  }
}
