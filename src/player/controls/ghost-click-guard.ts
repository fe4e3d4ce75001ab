import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So long after a button has gone, a press on what lies beneath is still meant for the button, in milliseconds. */
const LATE_MS = 600;

/** What is to know of the player. */
export interface GhostClickGuardOptions {
  /** Finds the buttons that go by themselves. */
  readonly selector: string;
  /** Whether an event is about what lies beneath them. */
  isBeneath(event: Event): boolean;
}

/**
 * Keeps presses that come too late for a button from what lies beneath it: the second click of a double click on the
 * large play button, and “Try again” in the moment in which the player goes on by itself. Both would pause the video.
 *
 * @since 0.1.0
 */
export class GhostClickGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: GhostClickGuardOptions;
  #life: AbortController | undefined;
  #wasThere = false;
  #goneAt = -Infinity;

  constructor(host: ReactiveControllerHost & HTMLElement, options: GhostClickGuardOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const stopLate = (event: Event): void => {
      if (event.timeStamp - this.#goneAt < LATE_MS && this.#options.isBeneath(event)) event.stopImmediatePropagation();
    };
    for (const name of ['click', 'dblclick']) this.#host.addEventListener(name, stopLate, { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdate(): void {
    this.#wasThere = this.#isThere();
  }

  hostUpdated(): void {
    if (this.#wasThere && !this.#isThere()) this.#goneAt = performance.now();
  }

  #isThere(): boolean {
    return Boolean(this.#host.shadowRoot?.querySelector(this.#options.selector));
  }
}
