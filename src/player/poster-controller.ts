import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nextTask } from '../shared/next-task.js';
import { isInView } from './early-posters.js';

/** Parts of the player that its poster needs. */
interface PosterHost extends ReactiveControllerHost, Element {
  /** Whether to wait until the player comes into view. */
  readonly loading: 'lazy' | 'eager';
  /** Whether to start playback once in view. */
  readonly autoplay: unknown;
}

/** Fetches a thumbnail; `undefined` if none is wanted or available. */
type LoadStill = (signal: AbortSignal) => Promise<ImageBitmap | undefined>;

/**
 * Poster of a player, loaded when it comes into view. Drawn on a canvas: an `<img>` would put the token into the DOM.
 */
export class PosterController implements ReactiveController {
  readonly #host: PosterHost;
  readonly #onSeen: () => void;
  readonly #onNear: () => void;
  readonly #load: LoadStill;
  #life: AbortController | undefined;
  /** Whether autoplay is still allowed: not after a call of play() or pause(), as on a media element. */
  mayBegin = true;
  /** Canvas with the poster, once loaded. */
  canvas: HTMLCanvasElement | undefined;

  /**
   * @param onSeen - Called when the player has come into view, or does not wait for that.
   * @param onNear - Called in the next task if it is to play and seems to be in view, which browsers report only after
   * drawing the page.
   */
  constructor(host: PosterHost, onSeen: () => void, onNear: () => void, load: LoadStill) {
    this.#host = host;
    this.#onSeen = onSeen;
    this.#onNear = onNear;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#life = new AbortController());
    if (this.#host.loading === 'eager') {
      void this.#host.updateComplete.then(() => this.#seen(signal));
      return;
    }
    if (this.#host.autoplay) void this.#lookEarly(signal);
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      this.#seen(signal);
    });
    observer.observe(this.#host);
    signal.onabort = () => observer.disconnect();
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.canvas = undefined;
  }

  /** Drops the poster and fetches that of the current source, once in view. */
  reset(): void {
    this.mayBegin = true;
    this.canvas = undefined;
    this.retry();
  }

  /** Checks again whether the player is in view, and fetches the poster if there is none. */
  retry(): void {
    this.#life?.abort();
    if (this.#host.isConnected) this.hostConnected();
  }

  /**
   * Checks whether the player is in view before the browser reports it; in a later task, as its creation takes long
   * enough.
   */
  async #lookEarly(signal: AbortSignal): Promise<void> {
    await nextTask();
    if (!signal.aborted && isInView(this.#host)) this.#onNear();
  }

  #seen(signal: AbortSignal): void {
    if (signal.aborted) return;
    const { mayBegin } = this;
    this.#onSeen();
    // Autoplay is not a call by page or viewer.
    this.mayBegin = mayBegin;
    if (!this.canvas) void this.#fetch(signal);
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    try {
      const bitmap = await this.#load(signal);
      if (!bitmap || signal.aborted) return;
      const { width, height } = bitmap;
      this.canvas = Object.assign(document.createElement('canvas'), { className: 'still', width, height });
      this.canvas.part.add('poster');
      this.canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
      this.#host.requestUpdate();
    } catch {
      // A missing poster is no error: the cause is reported when somebody wants to watch.
    }
  }
}
