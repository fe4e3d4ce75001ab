import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longest time between the taps of a double tap, in milliseconds. */
const DOUBLE_MS = 350;
/** Fraction of the picture's width that counts as its left or right side. */
const SIDE_FRACTION = 0.4;

/** Time after a button has disappeared in which a click on the picture was still meant for it, in milliseconds. */
const LATE_MS = 600;

/** Parts of the player's UI that clicks on the picture need. */
interface ClickHost extends ReactiveControllerHost {
  readonly player: HTMLElement & { readonly ended?: boolean };
  /** Whether an event happened on the video itself, not on a control over it. */
  isPicture(event: Event): boolean;
}

/**
 * Guard against clicks that reach the picture by mistake: the second click of a double click on the large play or
 * replay button, a click on “Try again” just as the player recovers by itself, and a click that closes a menu. Each
 * would pause the video.
 */
export class GhostClickGuard implements ReactiveController {
  readonly #host: ClickHost;
  readonly #hasButton: () => boolean;
  #life: AbortController | undefined;
  #hadButton = false;
  #goneAt = -Infinity;
  readonly #hasMenu: () => boolean;
  /** Whether a menu was open when the press began; the press closes it. */
  #hadMenu = false;

  /**
   * @param hasButton - Whether a button is shown that may disappear by itself.
   * @param hasMenu - Whether a menu is open that a click beside it closes.
   */
  constructor(host: ClickHost, hasButton: () => boolean, hasMenu: () => boolean) {
    this.#host = host;
    this.#hasButton = hasButton;
    this.#hasMenu = hasMenu;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#hadButton = this.#hasButton();
    const stopLate = (event: Event): void => {
      if (this.#host.player.ended && event.composedPath().some(isCenterButton)) this.#goneAt = event.timeStamp;
      const isLate = event.timeStamp - this.#goneAt < LATE_MS;
      if ((isLate || this.#hadMenu) && this.#host.isPicture(event)) event.stopImmediatePropagation();
    };
    this.#host.player.addEventListener('pointerdown', () => (this.#hadMenu = this.#hasMenu()), {
      signal,
      capture: true,
    });
    for (const name of ['click', 'dblclick'])
      this.#host.player.addEventListener(name, stopLate, { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdated(): void {
    const hasButton = this.#hasButton();
    if (this.#hadButton && !hasButton) this.#goneAt = performance.now();
    this.#hadButton = hasButton;
  }
}

/** Whether an event target is a large button in the centre; after the end, the click that replays removes it. */
function isCenterButton(one: EventTarget): boolean {
  return 'part' in one && (one as Element).part.contains('center-button');
}

/** Callbacks for taps and clicks on the picture. */
export interface TouchGestureOptions {
  /** Called on a single tap. */
  onTap(): void;
  /** Called on a double tap on one side, and on each further tap in quick succession. */
  onDoubleTap(direction: 1 | -1): void;
  /** Called after a mouse click has played or paused. */
  onClick(): void;
  /** Called on a double click of the mouse; `wasEnded` when the video had ended before it. */
  onDoubleClick(wasEnded: boolean): void;
}

/**
 * Single and double taps on the picture, and double clicks; single clicks keep their meaning. Before iOS 18.4, an
 * iPhone's `click` has the wrong `pointerType`, so that of the preceding `pointerdown` is used.
 */
export class TouchGestures implements ReactiveController {
  readonly #host: ClickHost;
  readonly #options: TouchGestureOptions;
  #life: AbortController | undefined;
  #isTouch = false;
  #lastAt = -Infinity;
  #lastSide = 0;
  #wasEnded = false;

  constructor(host: ClickHost, options: TouchGestureOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether the last press on the player was a touch. */
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
    player.addEventListener('click', (event) => this.#host.isPicture(event) && this.#options.onClick(), { signal });
    player.addEventListener('dblclick', (event) => this.#doubleClick(event), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  #click(event: MouseEvent): void {
    const { onTap, onDoubleTap } = this.#options;
    // At the end, the first click of a double click replays and the second pauses.
    if (event.detail < 2) this.#wasEnded = this.#host.player.ended ?? false;
    if (!this.#isTouch || !this.#host.isPicture(event)) return;
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

  #doubleClick(event: MouseEvent): void {
    if (!this.#isTouch && this.#host.isPicture(event)) this.#options.onDoubleClick(this.#wasEnded);
  }
}
