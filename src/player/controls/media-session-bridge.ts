import { leaveMediaSession, takeMediaSession, updateMediaSession, type SessionActions } from './media-session.js';
import { ENGLISH } from '../strings/en.js';
import type { ChromeHost } from './chrome-host.js';

/** Height of the system's picture, in pixels. */
const ARTWORK_HEIGHT = 360;

/**
 * A player in the media controls of the system: its title, a picture, where it is, and what may be done with it.
 *
 * @since 0.1.0
 */
export class MediaSessionBridge {
  readonly #host: ChromeHost;
  readonly #actions: SessionActions;
  #hasTaken = false;
  #artwork: string | undefined;
  #fetching: AbortController | undefined;

  constructor(host: ChromeHost, actions: SessionActions) {
    this.#host = host;
    this.#actions = actions;
  }

  /** The controls are its own from now on, if it is heard: what plays without a sound leaves them to others. */
  take(): void {
    const { paused, muted, volume } = this.#host;
    if (paused || muted || volume === 0) return;
    this.#hasTaken = true;
    takeMediaSession(this, this.#actions, () => this.#host.currentTime);
    if (this.#artwork === undefined && !this.#fetching) void this.#fetchArtwork();
  }

  /** Tells how the player stands. */
  update(): void {
    // A player that nobody has wanted yet has no <video> to read from.
    if (!this.#hasTaken) return;
    const { paused, currentTime, duration, playbackRate, label, texts } = this.#host;
    // A player that is only called a video player is no title.
    const title = label && label !== (texts ?? ENGLISH).label ? label : document.title;
    updateMediaSession(this, { title, artwork: this.#artwork, paused, currentTime, duration, playbackRate });
  }

  /** Another video, which has another picture. */
  reset(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    if (this.#artwork?.startsWith('blob:')) URL.revokeObjectURL(this.#artwork);
    this.#artwork = undefined;
    this.update();
  }

  /** Gives the controls back. */
  leave(): void {
    this.#hasTaken = false;
    this.reset();
    leaveMediaSession(this);
  }

  /** As a blob of its own, because the address of the still may hold a token. */
  async #fetchArtwork(): Promise<void> {
    const { poster } = this.#host;
    if (poster) {
      this.#artwork = new URL(poster, document.baseURI).href;
      return;
    }
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    try {
      const bitmap = await this.#host.still(undefined, ARTWORK_HEIGHT, signal);
      if (!bitmap) return;
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      bitmap.close();
      const picture = await canvas.convertToBlob({ type: 'image/jpeg' });
      if (signal.aborted) return;
      this.#artwork = URL.createObjectURL(picture);
      this.update();
    } catch {
      // The system's controls have a title then, and no picture.
    }
  }
}
