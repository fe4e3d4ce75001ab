import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CfStreamPlayer } from '../stream-player.js';
import type { CfStreamControls } from './controls.js';
import { shortcutOf } from './shortcuts.js';
import { formatClock } from '../strings/format-time.js';
import { reachable, runShortcut, type ActionContext, type Handlers } from './actions.js';

/** Parts of the player's UI that shortcuts need. */
interface KeyboardHost extends ReactiveControllerHost, ActionContext {
  /** Whether the list of shortcuts is open, which turns shortcuts off. */
  readonly isHelpOpen: boolean;
}

/**
 * Keyboard shortcuts while focus is inside the player. While a key is held, only the target time is shown: seeking at
 * each repeat would begin to load segments in vain. The seek happens on release.
 */
export class KeyboardShortcuts implements ReactiveController {
  readonly #host: KeyboardHost;
  readonly #handlers: Handlers;
  #life: AbortController | undefined;
  /** Target time of a held key, in seconds; `undefined` while none is held. */
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
    // The `keyup` is missed if the window loses focus: `blur` counts as release.
    const { defaultView } = this.#host.player.ownerDocument;
    for (const name of ['keyup', 'blur'])
      defaultView?.addEventListener(name, () => this.#letGo(), { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#heldTime = undefined;
  }

  /** Forgets a held key's target when the video is gone. */
  hostUpdate(): void {
    if (this.#host.player.state.status !== 'ready') this.#heldTime = undefined;
  }

  #press(event: KeyboardEvent): void {
    const { noControls, state } = this.#host.player;
    if (event.defaultPrevented || noControls || state.status !== 'ready') return;
    const target = event.composedPath()[0];
    const shortcut = shortcutOf(event);
    if (!shortcut || !(target instanceof HTMLElement) || this.#host.isHelpOpen) return;
    // With its modifier, an arrow key means nothing to a slider.
    if (isTakenBy(target, shortcut.does === 'chapter' ? '' : event.key)) return;
    event.preventDefault();
    if (shortcut.does === 'skip' && event.repeat) {
      this.#hold(shortcut.seconds);
      return;
    }
    // Another key starts from the held key's target.
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

  /** Seeks to the held key's target. */
  #letGo(): void {
    if (this.#heldTime !== undefined) this.#handlers['seek-request']({ time: this.#heldTime });
    this.#heldTime = undefined;
  }
}

/** Parts of the player's UI that focus handling needs. */
interface FocusHost extends ReactiveControllerHost, HTMLElement {
  readonly player: CfStreamPlayer;
  readonly controls: CfStreamControls | null;
  readonly video: HTMLVideoElement | undefined;
  /** Whether an event happened on the video itself, not on a control over it. */
  isPicture(event: Event): boolean;
}

/**
 * Focus inside the player: kept there when the focused element is removed, and moved in by a click on the picture, so
 * that shortcuts work.
 */
export class ControlsFocus implements ReactiveController {
  readonly #host: FocusHost;
  #life: AbortController | undefined;
  /** Element that had focus last; `null` once focus has moved away. */
  #focused: Element | null = null;
  /** Whether the focused element was removed and nothing has focus now. */
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
    // The large play button may have been pressed and removed before this code was loaded.
    this.#isLost = player.state.status !== 'idle' && navigator.userActivation.isActive;
    // Focus moves inside the shadow root are not seen outside of it.
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
    // Firefox alone makes a video without controls a tab stop; in others, setting `tabIndex` would make it one.
    if (video && !video.controls && CSS.supports('-moz-appearance: none')) video.tabIndex = -1;
    void this.#keep();
  }

  /** Focused element of the player or its UI. */
  get #active(): Element | null {
    const { shadowRoot } = this.#host;
    return shadowRoot?.activeElement ?? (this.#host.getRootNode() as ShadowRoot).activeElement;
  }

  /**
   * Notes that focus has left. Some browsers also say so of an element that is just being removed, and is gone by the
   * next microtask.
   */
  #release(): void {
    queueMicrotask(() => {
      if (this.#focused?.isConnected) this.#focused = this.#active;
    });
  }

  /** Moves focus from the removed large play button to the small one. */
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

  /** Focuses the controls without a focus ring: a click on the picture is not about the focused button. */
  #takeKeys(): void {
    const active = this.#active;
    // Firefox focuses the clicked video.
    if (!active || active === this.#host.video)
      this.#host.controls?.takeKeys({ preventScroll: true, focusVisible: false });
  }
}

/**
 * Whether the focused element needs the key itself: a button needs space, a slider the arrows, a text field every key.
 */
function isTakenBy(target: HTMLElement, key: string): boolean {
  if (target.isContentEditable || target.matches('input:not([type=range]), textarea, select')) return true;
  if (key === ' ') return target.matches('button, a, summary, [role=button]');
  return key.startsWith('Arrow') && target.matches('input[type=range]');
}
