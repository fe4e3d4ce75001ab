import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Two taps within this time are a double tap. */
const DOUBLE_MS = 350;
/** How much of the picture's width counts as its left and its right. */
const SIDE_FRACTION = 0.4;

/** What taps on the picture mean. */
export interface TouchGestureOptions {
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
  /** A single tap. */
  onTap(): void;
  /** A double tap on a side; each further tap in quick succession is one more. */
  onDoubleTap(direction: 1 | -1): void;
}

/**
 * Tells taps of a finger on the picture from clicks of a mouse, which keep their meaning. What a click itself says of its
 * pointer is not to be trusted on iPhones before iOS 18.4, so the press before it is asked.
 *
 * @since 0.1.0
 */
export class TouchGestures implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly player: HTMLElement };
  readonly #options: TouchGestureOptions;
  #life: AbortController | undefined;
  #isTouch = false;
  #lastAt = -Infinity;
  #lastSide = 0;

  constructor(host: ReactiveControllerHost & { readonly player: HTMLElement }, options: TouchGestureOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether the player was pressed with a finger last. */
  get isTouch(): boolean {
    return this.#isTouch;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    player.addEventListener('pointerdown', ({ pointerType }) => (this.#isTouch = pointerType === 'touch'), {
      signal,
      capture: true,
    });
    player.addEventListener('click', (event) => this.#click(event), { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  #click(event: MouseEvent): void {
    const { isPicture, onTap, onDoubleTap } = this.#options;
    if (!this.#isTouch || !isPicture(event)) return;
    event.stopPropagation();
    const { left, width } = this.#host.player.getBoundingClientRect();
    const fraction = (event.clientX - left) / width;
    const side = fraction < SIDE_FRACTION ? -1 : fraction > 1 - SIDE_FRACTION ? 1 : 0;
    const isDouble = event.timeStamp - this.#lastAt < DOUBLE_MS && side !== 0 && side === this.#lastSide;
    this.#lastAt = event.timeStamp;
    this.#lastSide = side;
    if (isDouble) onDoubleTap(side);
    else onTap();
  }
}
