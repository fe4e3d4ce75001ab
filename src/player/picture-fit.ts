import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Aspect ratios that differ by less count as the same. */
const TOLERANCE = 0.01;

/** Picture of any kind, with its intrinsic size. */
type Picture = Element & Partial<Record<`${'video' | 'natural'}${'Width' | 'Height'}` | 'width' | 'height', number>>;

/**
 * Fits the pictures of a player into it: whole, but without the dark line at an edge when the aspect ratio is almost
 * the player's, such as 854 × 480 pixels in 16:9, or any in a player 333.4 pixels wide.
 */
export class PictureFit implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #boxes: () => Iterable<HTMLElement>;
  #life: AbortController | undefined;
  /** Last laid-out size of the player: reading it would force a layout. */
  #size: Pick<DOMRectReadOnly, 'width' | 'height'> | undefined;

  /** @param boxes - Returns the elements with pictures, and the slot of one. */
  constructor(host: ReactiveControllerHost & HTMLElement, boxes: () => Iterable<HTMLElement>) {
    this.#host = host;
    this.#boxes = boxes;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#life = new AbortController());
    const { ownerDocument, shadowRoot } = this.#host;
    // Captured, as neither bubbles: `load` is an image's, `resize` a video's.
    for (const name of ['load', 'resize'])
      shadowRoot?.addEventListener(name, () => this.hostUpdated(), { signal, capture: true });
    // An observer of another window would report that it could not deliver all changes.
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
      // The page's own poster inherits `--_fit` from its slot.
      const picture: Picture | undefined =
        'assignedElements' in box ? (box as HTMLSlotElement).assignedElements()[0] : box;
      const width = picture?.videoWidth ?? picture?.naturalWidth ?? picture?.width ?? 0;
      const height = picture?.videoHeight ?? picture?.naturalHeight ?? picture?.height ?? 0;
      const isFlush = Math.abs((width * boxHeight) / (height * boxWidth) - 1) < TOLERANCE;
      box.style.setProperty('--_fit', isFlush ? 'cover' : 'contain');
    }
  }
}
