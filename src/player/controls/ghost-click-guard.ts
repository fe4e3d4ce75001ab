import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So long after a button has gone, a press on what lies beneath is still meant for the button, in milliseconds. */
const LATE_MS = 600;

/** What the guard asks of the player. */
export interface GhostClickGuardOptions {
  /** Whether there is a button that goes by itself. */
  hasButton(): boolean;
  /** Whether an event is about what lies beneath it. */
  isBeneath(event: Event): boolean;
}

/**
 * Keeps presses that come too late for a button from what lies beneath it: the second click of a double click on the
 * large play button, and “Try again” in the moment in which the player goes on by itself. Both would pause the video.
 */
export class GhostClickGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly player: HTMLElement };
  readonly #options: GhostClickGuardOptions;
  #life: AbortController | undefined;
  #hadButton = false;
  #goneAt = -Infinity;

  constructor(host: ReactiveControllerHost & { readonly player: HTMLElement }, options: GhostClickGuardOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#hadButton = this.#options.hasButton();
    const stopLate = (event: Event): void => {
      if (event.timeStamp - this.#goneAt < LATE_MS && this.#options.isBeneath(event)) event.stopImmediatePropagation();
    };
    for (const name of ['click', 'dblclick'])
      this.#host.player.addEventListener(name, stopLate, { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdated(): void {
    const hasButton = this.#options.hasButton();
    if (this.#hadButton && !hasButton) this.#goneAt = performance.now();
    this.#hadButton = hasButton;
  }
}
