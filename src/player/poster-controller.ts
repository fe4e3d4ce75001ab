import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nextTask } from '../shared/next-task.js';

/** A player as far as its poster goes. */
interface PosterHost extends ReactiveControllerHost, Element {
  /** Whether it waits until it comes into view. */
  readonly loading: 'lazy' | 'eager';
  /** Whether it begins by itself once it is in view. */
  readonly autoplay: unknown;
}

/** Fetches a still; `undefined` where none is wanted or to be had. */
type LoadStill = (signal: AbortSignal) => Promise<ImageBitmap | undefined>;

/**
 * Poster of a player that has come into view. The picture is drawn on a canvas: an `<img>` would
 * carry the token in the DOM.
 */
export class PosterController implements ReactiveController {
  readonly #host: PosterHost;
  readonly #onSeen: () => void;
  readonly #onNear: () => void;
  readonly #load: LoadStill;
  #observer: IntersectionObserver | undefined;
  #life: AbortController | undefined;
  /** Whether it may begin by itself: not once somebody has played or paused it, as on a media element. */
  mayBegin = true;
  /** Canvas with the picture, once that is there. */
  canvas: HTMLCanvasElement | undefined;

  /**
   * @param onSeen - Called when the player has come into view, or need not wait for that.
   * @param onNear - Called in the next task where it is to play and seems to be in view, which browsers tell only once they
   * have drawn the page.
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
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      this.#seen(signal);
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#observer?.disconnect();
    this.canvas = undefined;
  }

  /** Forgets the picture and fetches that of the present source, when it is in view. */
  reset(): void {
    this.mayBegin = true;
    this.canvas = undefined;
    this.retry();
  }

  /** Looks again whether it is in view, and fetches the picture then, if there is none. */
  retry(): void {
    this.#life?.abort();
    this.#observer?.disconnect();
    if (this.#host.isConnected) this.hostConnected();
  }

  /** Looks whether it is in view before the browser says so; not while it is made, which takes long enough. */
  async #lookEarly(signal: AbortSignal): Promise<void> {
    await nextTask();
    if (signal.aborted) return;
    const { top, bottom, left, right } = this.#host.getBoundingClientRect();
    const isInWindow = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    // What a frame shows may itself be out of view.
    if (isInWindow && parent === self) this.#onNear();
  }

  #seen(signal: AbortSignal): void {
    if (signal.aborted) return;
    const { mayBegin } = this;
    this.#onSeen();
    // That was nobody.
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
      // A player without a poster is still a player: what fails here is told when somebody wants to watch.
    }
  }
}
