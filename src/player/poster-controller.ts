import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the controller needs to know of its host. */
export interface PosterOptions {
  /** Whether it waits until the player comes into view. */
  isLazy(): boolean;
  /** The player has come into view, or need not wait for that. */
  onSeen(): void;
  /** Fetches the still; `undefined` where none is wanted or to be had. */
  load(signal: AbortSignal): Promise<ImageBitmap | undefined>;
}

/**
 * Waits until a player comes into view, says so, and fetches its video's still. The picture is held as a bitmap and drawn on a canvas: an
 * `<img>` would carry the token in the DOM.
 *
 * @since 0.1.0
 */
export class PosterController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #options: PosterOptions;
  #observer: IntersectionObserver | undefined;
  #life: AbortController | undefined;
  #bitmap: ImageBitmap | undefined;

  constructor(host: ReactiveControllerHost & Element, options: PosterOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Draws the picture, once it is there. */
  draw(canvas: HTMLCanvasElement | null): void {
    const { width = 0, height = 0 } = this.#bitmap ?? {};
    if (!canvas || canvas.width === width) return;
    canvas.width = width;
    canvas.height = height;
    if (this.#bitmap) canvas.getContext('2d')?.drawImage(this.#bitmap, 0, 0);
  }

  hostConnected(): void {
    const { signal } = (this.#life = new AbortController());
    if (!this.#options.isLazy()) {
      void this.#host.updateComplete.then(() => this.#seen(signal));
      return;
    }
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
    this.#drop();
  }

  /** Forgets the picture and fetches that of the present source, when it is in view. */
  reset(): void {
    this.hostDisconnected();
    if (this.#host.isConnected) this.hostConnected();
  }

  #seen(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#options.onSeen();
    void this.#load(signal);
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      const bitmap = await this.#options.load(signal);
      if (!bitmap || signal.aborted) {
        bitmap?.close();
        return;
      }
      this.#bitmap = bitmap;
      this.#host.requestUpdate();
    } catch {
      // A player without a poster is still a player: what fails here is told when somebody wants to watch.
    }
  }

  #drop(): void {
    this.#bitmap?.close();
    this.#bitmap = undefined;
  }
}
