import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Delay before the controls hide after the last activity, in milliseconds. */
export const HIDE_AFTER_MS = 3_000;
/** Delay before they hide once the pointer has left, in milliseconds. */
const LEAVE_MS = 800;

/** Events that show the controls, besides those of pointers. */
const SHOWN_BY = ['keydown', 'focusin', 'play', 'playing', 'pause', 'ended', 'seeked'] as const;

/** Parts of the player's UI that auto-hide needs. */
interface AutoHideHost extends ReactiveControllerHost {
  readonly player: HTMLElement;
  readonly isPlaying: boolean;
  /** Element of the controls; its empty areas let clicks through to the video. */
  readonly controls: EventTarget | null;
  /** Whether a control has keyboard focus, a menu is open or something is being dragged. */
  readonly isInUse: boolean;
  /** Whether an event happened on the video itself, not on a control over it. */
  isPicture(event: Event): boolean;
}

/**
 * Shows and hides the controls: they hide while the video plays and nothing has happened for a while, but not while one
 * is in use or under the pointer.
 */
export class AutoHide implements ReactiveController {
  readonly #host: AutoHideHost;
  readonly #onChange: (isHidden: boolean) => void;
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Pointer ids of touches on controls, which may be dragging one. */
  readonly #fingers = new Set<number>();
  #isHidden = false;
  /** Whether the pointer is over a control. */
  #isResting = false;

  constructor(host: AutoHideHost, onChange: (isHidden: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** Whether the controls are hidden. */
  get isHidden(): boolean {
    return this.#isHidden;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    player.addEventListener('pointermove', (event) => this.#move(event), { signal });
    // Also fires when the page changes under a resting pointer.
    player.addEventListener('pointerover', (event) => this.#over(event), { signal });
    player.addEventListener('pointerdown', (event) => this.#press(event), { signal });
    // A control may be removed while it is pressed; only the window hears of the release then.
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

  /** Shows the controls and restarts the timer. */
  show(): void {
    this.#set(false);
    this.#wait(HIDE_AFTER_MS);
  }

  /** Hides the controls at once, unless they are in use or the video is not playing. */
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

  /** Shows the controls while a finger presses one. Touches on the picture are left to the tap gestures. */
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
