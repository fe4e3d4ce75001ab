import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longest time between the taps of a double tap, in milliseconds. */
const DOUBLE_MS = 350;
/** Fraction of the picture's width that counts as its left, and as its right. */
const SIDE_FRACTION = 0.4;

/** Time after a button has gone in which a press on the picture is still meant for it, in milliseconds. */
const LATE_MS = 600;

/** The player's UI as far as clicks on the picture go. */
interface ClickHost extends ReactiveControllerHost {
  readonly player: HTMLElement & { readonly ended?: boolean };
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
}

/**
 * Guard that keeps presses which come too late for a button from the picture beneath it: the second click of a double
 * click on the large play or replay button, and “Try again” in the moment in which the player goes on by itself. Both would pause
 * the video, as would a press that closes a menu.
 */
export class GhostClickGuard implements ReactiveController {
  readonly #host: ClickHost;
  readonly #hasButton: () => boolean;
  #life: AbortController | undefined;
  #hadButton = false;
  #goneAt = -Infinity;
  readonly #hasMenu: () => boolean;
  /** Whether a menu was open when the press began, which closes it. */
  #hadMenu = false;

  /**
   * @param hasButton - Whether there is a button that goes by itself.
   * @param hasMenu - Whether a menu is open that goes at a press beside it.
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

/** Whether what a press goes through is a large button of the controls: after the end, it goes by that press. */
function isCenterButton(one: EventTarget): boolean {
  return 'part' in one && (one as Element).part.contains('center-button');
}

/** Actions of taps on the picture. */
export interface TouchGestureOptions {
  /** Called at a single tap. */
  onTap(): void;
  /** Called at a double tap on a side, and at each further one in quick succession. */
  onDoubleTap(direction: 1 | -1): void;
  /** Called once a click of a mouse has played or paused. */
  onClick(): void;
  /** Called at a double click of a mouse; `wasEnded` where the video was at its end before. */
  onDoubleClick(wasEnded: boolean): void;
}

/**
 * Single and double taps of a finger on the picture, and double clicks; single clicks keep their meaning. What a click itself says of
 * its pointer is not to be trusted on iPhones before iOS 18.4, so the press before it is asked.
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
    player.addEventListener('click', (event) => this.#host.isPicture(event) && this.#options.onClick(), { signal });
    player.addEventListener('dblclick', (event) => this.#doubleClick(event), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  #click(event: MouseEvent): void {
    const { onTap, onDoubleTap } = this.#options;
    // The first click of a double click starts it again, and the second one pauses it.
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
