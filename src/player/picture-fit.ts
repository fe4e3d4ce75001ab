import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Shapes that differ by less count as the same. */
const TOLERANCE = 0.01;

/** A picture of any kind, as far as its own size goes. */
type Picture = Element & Partial<Record<`${'video' | 'natural'}${'Width' | 'Height'}` | 'width' | 'height', number>>;

/**
 * Fits the pictures of a player into it: whole, but without the dark line that one leaves at an edge whose shape is the
 * player's but for a hair, such as 854 × 480 pixels in 16:9, or any in a player of 333.4 pixels.
 */
export class PictureFit implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #boxes: () => Iterable<HTMLElement>;
  #life: AbortController | undefined;
  /** Size of the player as it was laid out last: to ask for it would lay the page out. */
  #size: Pick<DOMRectReadOnly, 'width' | 'height'> | undefined;

  /** @param boxes - Finds the elements with pictures, and the slot of one. */
  constructor(host: ReactiveControllerHost & HTMLElement, boxes: () => Iterable<HTMLElement>) {
    this.#host = host;
    this.#boxes = boxes;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#life = new AbortController());
    const { ownerDocument, shadowRoot } = this.#host;
    // Neither of them bubbles: the first is an image's, the second a video's.
    for (const name of ['load', 'resize'])
      shadowRoot?.addEventListener(name, () => this.hostUpdated(), { signal, capture: true });
    // One of another window says that it could not tell of all changes in time.
    const { defaultView } = ownerDocument;
    const observer =
      defaultView &&
      new defaultView.ResizeObserver(([entry]) => {
        this.#size = entry?.contentRect;
        this.hostUpdated();
      });
    observer?.observe(this.#host);
    signal.onabort = () => observer?.disconnect();
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdated(): void {
    const { width: boxWidth = 0, height: boxHeight = 0 } = this.#size ?? {};
    for (const box of this.#boxes()) {
      // The page's own poster takes it over from its slot.
      const picture: Picture | undefined =
        'assignedElements' in box ? (box as HTMLSlotElement).assignedElements()[0] : box;
      const width = picture?.videoWidth ?? picture?.naturalWidth ?? picture?.width ?? 0;
      const height = picture?.videoHeight ?? picture?.naturalHeight ?? picture?.height ?? 0;
      const isFlush = Math.abs((width * boxHeight) / (height * boxWidth) - 1) < TOLERANCE;
      box.style.setProperty('--_fit', isFlush ? 'cover' : 'contain');
    }
  }
}
