import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CfStreamControls } from './controls.js';
import { shortcutOf } from './shortcuts.js';
import { formatClock } from '../strings/format-time.js';
import { reachable, runShortcut, type ActionContext, type Handlers } from './actions.js';

/** The player's UI as far as keys go. */
interface KeyboardHost extends ReactiveControllerHost, ActionContext {
  /** Whether the viewer reads the list of the shortcuts, and means none of them. */
  readonly isHelpOpen: boolean;
}

/**
 * Keyboard shortcuts of a player while the focus is inside. A key that is held only says where it leads: a seek at
 * each repetition would begin to load a segment and give it up. The one seek is done when the key is let go.
 */
export class KeyboardShortcuts implements ReactiveController {
  readonly #host: KeyboardHost;
  readonly #handlers: Handlers;
  #life: AbortController | undefined;
  /** Time that a held key leads to, in seconds; `undefined` while none is held. */
  #heldTime: number | undefined;

  constructor(host: KeyboardHost, handlers: Handlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#host.player.addEventListener('keydown', (event) => this.#press(event), { signal });
    // The end of a key that is held while the focus goes elsewhere is not heard: that counts as letting it go.
    const { defaultView } = this.#host.player.ownerDocument;
    for (const name of ['keyup', 'blur'])
      defaultView?.addEventListener(name, () => this.#letGo(), { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#heldTime = undefined;
  }

  /** If the video goes while a key is held, where that leads means nothing to the next one. */
  hostUpdate(): void {
    if (this.#host.player.state.status !== 'ready') this.#heldTime = undefined;
  }

  #press(event: KeyboardEvent): void {
    const { noControls, state } = this.#host.player;
    if (event.defaultPrevented || noControls || state.status !== 'ready') return;
    const target = event.composedPath()[0];
    const shortcut = shortcutOf(event);
    if (!shortcut || !(target instanceof HTMLElement) || this.#host.isHelpOpen) return;
    // With the other key that it takes, an arrow means nothing to a slider.
    if (isTakenBy(target, shortcut.does === 'chapter' ? '' : event.key)) return;
    event.preventDefault();
    if (shortcut.does === 'skip' && event.repeat) {
      this.#hold(shortcut.seconds);
      return;
    }
    // Another key starts from where the held one led.
    this.#letGo();
    runShortcut(shortcut, this.#handlers, this.#host);
  }

  #hold(seconds: number): void {
    const { player, shownMedia, texts } = this.#host;
    const time = reachable((this.#heldTime ?? player.currentTime) + seconds, shownMedia);
    this.#heldTime = time;
    const shown = time === Infinity ? texts.live : formatClock(time, texts.locale);
    this.#host.notify(seconds < 0 ? 'skipBack' : 'skipForward', shown);
  }

  /** Seeks to the time that the held key leads to. */
  #letGo(): void {
    if (this.#heldTime !== undefined) this.#handlers['seek-request']({ time: this.#heldTime });
    this.#heldTime = undefined;
  }
}

/** The player's UI as far as the focus goes. */
interface FocusHost extends ReactiveControllerHost, HTMLElement {
  readonly player: CfStreamPlayer;
  readonly controls: CfStreamControls | null;
  readonly video: HTMLVideoElement | undefined;
  /** Whether an event is about the picture, not about a control on it. */
  isPicture(event: Event): boolean;
}

/**
 * Focus inside the player: kept there when what had it goes, and brought in by a click on the picture, so that the keys
 * are the player's.
 */
export class ControlsFocus implements ReactiveController {
  readonly #host: FocusHost;
  #life: AbortController | undefined;
  /** Element that had the focus last; `null` once it has given it away. */
  #focused: Element | null = null;
  /** Whether the element that had the focus has gone, and nothing has it now. */
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
    // What goes from one part of the UI to another is not heard outside of it.
    for (const target of [player, this.#host.shadowRoot])
      target?.addEventListener('focusin', () => (this.#focused = this.#active), { signal });
    player.addEventListener('focusout', () => this.#release(), { signal });
    player.addEventListener('click', (event) => this.#host.isPicture(event) && this.#takeKeys(), { signal });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#focused = null;
  }

  hostUpdated(): void {
    const { video } = this.#host;
    // Firefox alone stops there with the Tab key, though it has no controls of its own; others would begin to.
    if (video && !video.controls && CSS.supports('-moz-appearance: none')) video.tabIndex = -1;
    void this.#keep();
  }

  /** Focused element of the player or of its UI. */
  get #active(): Element | null {
    const { shadowRoot } = this.#host;
    return shadowRoot?.activeElement ?? (this.#host.getRootNode() as ShadowRoot).activeElement;
  }

  /**
   * Notes that the focus has left. Some browsers say so of an element that is being removed and gone by the next
   * microtask.
   */
  #release(): void {
    queueMicrotask(() => {
      if (this.#focused?.isConnected) this.#focused = this.#active;
    });
  }

  /** Moves the focus from the large play button to the small one, which takes its place. */
  async #keep(): Promise<void> {
    if (this.#focused && !this.#focused.isConnected) {
      this.#isLost = true;
      this.#focused = null;
    }
    const { activeElement, body } = this.#host.ownerDocument;
    const isElsewhere = activeElement !== null && activeElement !== body;
    if (this.#active || isElsewhere) this.#isLost = false;
    const { controls } = this.#host;
    if (!this.#isLost || !controls) return;
    this.#isLost = false;
    await controls.updateComplete;
    controls.takeKeys({ preventScroll: true });
  }

  /**
   * Focuses the controls without a sign of it: a click on the picture is not about the button that has the focus then.
   */
  #takeKeys(): void {
    const active = this.#active;
    // Firefox gives it to the picture that is clicked.
    if (!active || active === this.#host.video)
      this.#host.controls?.takeKeys({ preventScroll: true, focusVisible: false });
  }
}

/** Whether what has the focus needs a key itself: a button its space, a slider its arrows, a text field all of them. */
function isTakenBy(target: HTMLElement, key: string): boolean {
  if (target.isContentEditable || target.matches('input:not([type=range]), textarea, select')) return true;
  if (key === ' ') return target.matches('button, a, summary, [role=button]');
  return key.startsWith('Arrow') && target.matches('input[type=range]');
}
