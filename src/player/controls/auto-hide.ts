import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Time for which controls stay after the last move, in milliseconds. */
export const HIDE_AFTER_MS = 3_000;
/** Time for which they stay once the pointer has left, in milliseconds. */
const LEAVE_MS = 800;

/** Events that bring them back, besides the pointer's. */
const SHOWN_BY = ['keydown', 'focusin', 'play', 'playing', 'pause', 'ended', 'seeked'] as const;

/** The player's UI as far as hiding its controls goes. */
interface AutoHideHost extends ReactiveControllerHost {
  readonly player: HTMLElement;
  readonly isPlaying: boolean;
  /** Box of the controls, which itself lets presses through. */
  readonly controls: EventTarget | null;
  /** Whether a control has the focus of the keyboard, or something is open or being dragged. */
  readonly isInUse: boolean;
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
}

/**
 * Visibility of the controls: they go while the video plays and nobody has moved for a while, and never while one of
 * them is in use or under the pointer.
 */
export class AutoHide implements ReactiveController {
  readonly #host: AutoHideHost;
  readonly #onChange: (isHidden: boolean) => void;
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Fingers on controls, which may drag one. */
  readonly #fingers = new Set<number>();
  #isHidden = false;
  /** Whether the pointer rests on a control. */
  #isResting = false;

  constructor(host: AutoHideHost, onChange: (isHidden: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** Whether the controls are out of sight. */
  get isHidden(): boolean {
    return this.#isHidden;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    player.addEventListener('pointermove', (event) => this.#move(event), { signal });
    // Said, too, where the page changes under a pointer that rests.
    player.addEventListener('pointerover', (event) => this.#over(event), { signal });
    player.addEventListener('pointerdown', (event) => this.#press(event), { signal });
    // A control may go while it is held, and then it is the page that hears of the finger's end.
    for (const name of ['pointerup', 'pointercancel'] as const) {
      addEventListener(name, ({ pointerId }) => this.#fingers.delete(pointerId) && this.show(), {
        signal,
        capture: true,
      });
    }
    player.addEventListener('pointerleave', (event) => this.#leave(event), { signal });
    for (const name of SHOWN_BY) player.addEventListener(name, () => this.show(), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    clearTimeout(this.#timer);
    this.#fingers.clear();
    this.#isResting = false;
    this.#set(false);
  }

  /** Shows the controls, and waits again. */
  show(): void {
    this.#set(false);
    this.#wait(HIDE_AFTER_MS);
  }

  /** Hides the controls at once, if nothing speaks against it. */
  hide(): void {
    if (this.#host.isPlaying && !this.#isInUse) this.#set(true);
  }

  get #isInUse(): boolean {
    return this.#isResting || this.#fingers.size > 0 || this.#host.isInUse;
  }

  #move(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.#over(event);
    this.show();
  }

  #over(event: PointerEvent): void {
    const { controls } = this.#host;
    this.#isResting = event.pointerType !== 'touch' && controls !== null && event.composedPath().includes(controls);
  }

  #leave({ pointerType }: PointerEvent): void {
    if (pointerType === 'touch') return;
    this.#isResting = false;
    this.#wait(LEAVE_MS);
  }

  /** Shows the controls, for as long as a finger is on one. Fingers on the picture are left to the taps. */
  #press(event: PointerEvent): void {
    const isFinger = event.pointerType === 'touch';
    if (isFinger) this.#isResting = false;
    if (isFinger && this.#host.isPicture(event)) return;
    if (isFinger) this.#fingers.add(event.pointerId);
    this.show();
  }

  #wait(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#host.isPlaying) return;
    this.#timer = setTimeout(() => {
      if (this.#isInUse) this.#wait(HIDE_AFTER_MS);
      else this.hide();
    }, delayMs);
  }

  #set(isHidden: boolean): void {
    if (this.#isHidden === isHidden) return;
    this.#isHidden = isHidden;
    this.#onChange(isHidden);
  }
}
