import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CfStreamControls } from './controls.js';

/** The player's UI as far as the focus goes. */
interface FocusHost extends ReactiveControllerHost, HTMLElement {
  readonly player: CfStreamPlayer;
  readonly controls: CfStreamControls | null;
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
}

/**
 * Keeps the focus inside the player when what had it goes, and brings it in by a click on the picture, so that the keys
 * are the player's.
 */
export class ControlsFocus implements ReactiveController {
  readonly #host: FocusHost;
  #life: AbortController | undefined;
  /** What had the focus last; nothing once it has given it away. */
  #focused: Element | null = null;
  /** What had the focus has gone, and nothing has it now. */
  #isLost = false;

  constructor(host: FocusHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this.#host;
    this.#focused = this.#active;
    // The large play button may have been pressed, and gone, before this was there to see it.
    this.#isLost = player.state.status !== 'idle' && navigator.userActivation.isActive;
    player.addEventListener('focusin', () => (this.#focused = this.#active), { signal });
    player.addEventListener('focusout', () => this.#release(), { signal });
    player.addEventListener('click', (event) => this.#host.isPicture(event) && this.#takeKeys(), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#focused = null;
  }

  hostUpdated(): void {
    void this.#keep();
  }

  /** What has the focus, of the player or of its UI. */
  get #active(): Element | null {
    const { shadowRoot } = this.#host;
    return shadowRoot?.activeElement ?? (this.#host.getRootNode() as ShadowRoot).activeElement;
  }

  /** Some browsers say that the focus leaves an element that is being removed; by the next microtask it is gone. */
  #release(): void {
    queueMicrotask(() => {
      if (this.#focused?.isConnected) this.#focused = this.#active;
    });
  }

  /** Who pressed the large play button goes on with the small one, which takes its place. */
  async #keep(): Promise<void> {
    if (this.#focused && !this.#focused.isConnected) {
      this.#isLost = true;
      this.#focused = null;
    }
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (this.#active || isElsewhere) this.#isLost = false;
    const { controls } = this.#host;
    if (!this.#isLost || !controls) return;
    this.#isLost = false;
    await controls.updateComplete;
    controls.takeKeys({ preventScroll: true });
  }

  /** A click on the picture is not about the button that has the focus afterwards. */
  #takeKeys(): void {
    if (!this.#active) this.#host.controls?.takeKeys({ preventScroll: true, focusVisible: false });
  }
}
