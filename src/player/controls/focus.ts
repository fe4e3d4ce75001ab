import type { ReactiveController } from 'lit';
import type { CfStreamControls } from './controls.js';
import type { ChromeHost } from './chrome-host.js';

/** What is to know of the player. */
export interface ControlsFocusOptions {
  controls(): CfStreamControls | null;
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
}

/**
 * Keeps the focus inside the player when what had it goes, and brings it in by a script's `focus()` and by a click on the
 * picture, so that the keys are the player's.
 *
 * @since 0.1.0
 */
export class ControlsFocus implements ReactiveController {
  readonly #host: ChromeHost;
  readonly #options: ControlsFocusOptions;
  #life: AbortController | undefined;
  /** What had the focus before the player was drawn again. */
  #focused: Element | null = null;
  /** What had the focus has gone, and nothing has it now. */
  #isLost: boolean;
  #keyTaker: Element | null = null;

  constructor(host: ChromeHost, options: ControlsFocusOptions) {
    this.#host = host;
    this.#options = options;
    // The large play button may have been pressed, and gone, before this was there to see it.
    this.#isLost = host.state.status !== 'idle' && navigator.userActivation.isActive;
    host.focus = (how) => this.#focus(how);
    host.addController(this);
  }

  /** The control that has got the focus only for the sake of the keys: it is not in use, and shows no sign of the focus. */
  get keyTaker(): Element | null {
    return this.#keyTaker;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#host.addEventListener('click', (event) => this.#options.isPicture(event) && this.#takeKeys(), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdate(): void {
    this.#focused = this.#active;
  }

  hostUpdated(): void {
    void this.#keep();
  }

  /** What of the player has the focus. */
  get #active(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  /** Who pressed the large play button goes on with the small one, which takes its place. */
  async #keep(): Promise<void> {
    if (this.#focused && !this.#focused.isConnected) this.#isLost = true;
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (this.#active || isElsewhere) this.#isLost = false;
    const controls = this.#options.controls();
    if (!this.#isLost || !controls) return;
    this.#isLost = false;
    await controls.updateComplete;
    controls.focus({ preventScroll: true });
    const focused = controls.shadowRoot?.activeElement;
    if (focused && !focused.matches(':focus-visible')) this.#keyTaker = focused;
  }

  /** What has the focus already keeps it. */
  #focus(how?: FocusOptions): void {
    if (this.#active) return;
    const controls = this.#options.controls();
    if (controls) controls.focus(how);
    else HTMLElement.prototype.focus.call(this.#host, how);
  }

  /** A click on the picture is not about the button that has the focus afterwards. */
  #takeKeys(): void {
    if (this.#active) return;
    this.#focus({ preventScroll: true, focusVisible: false });
    this.#keyTaker = this.#options.controls()?.shadowRoot?.activeElement ?? null;
  }
}
