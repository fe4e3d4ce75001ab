import type { ReactiveController } from 'lit';
import { shortcutOf } from './shortcuts.js';
import type { CfStreamShortcuts } from './shortcut-help.js';
import { formatClock } from '../strings/format-time.js';
import { reachable, runShortcut, type ActionContext, type Handlers } from './actions.js';
import type { ChromeHost } from './chrome-host.js';

/**
 * Does what the keys of a player mean while the focus is inside. A key that is held only says where it leads: a seek at
 * each repetition would begin to load a segment and give it up. The one seek is done when the key is let go.
 *
 * @since 0.1.0
 */
export class KeyboardShortcuts implements ReactiveController {
  readonly #host: ChromeHost;
  readonly #handlers: Handlers;
  readonly #around: ActionContext;
  #life: AbortController | undefined;
  /** Where a held key leads, in seconds; `undefined` while none is held. */
  #heldTime: number | undefined;

  constructor(host: ChromeHost, handlers: Handlers, around: ActionContext) {
    this.#host = host;
    this.#handlers = handlers;
    this.#around = around;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#host.addEventListener('keydown', (event) => this.#press(event), { signal });
    // The end of a key that is held while the focus goes elsewhere is not heard: that counts as letting it go.
    for (const name of ['keyup', 'blur']) addEventListener(name, () => this.#letGo(), { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#life?.abort();
    this.#heldTime = undefined;
  }

  /** If the video goes while a key is held, where that leads means nothing to the next one. */
  hostUpdate(): void {
    if (this.#host.state.status !== 'ready') this.#heldTime = undefined;
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || this.#host.noControls || this.#host.state.status !== 'ready') return;
    const target = event.composedPath()[0];
    const shortcut = shortcutOf(event);
    if (!shortcut || !(target instanceof HTMLElement) || isTakenBy(target, event.key) || this.#isHelpOpen) return;
    event.preventDefault();
    if (shortcut.does === 'skip' && event.repeat) {
      this.#hold(shortcut.seconds);
      return;
    }
    // Another key starts from where the held one led.
    this.#letGo();
    runShortcut(shortcut, this.#host, this.#handlers, this.#around);
  }

  #hold(seconds: number): void {
    const time = reachable((this.#heldTime ?? this.#host.currentTime) + seconds, this.#around.media());
    this.#heldTime = time;
    const { locale, live } = this.#around.texts();
    this.#around.notify(seconds < 0 ? 'skipBack' : 'skipForward', time === Infinity ? live : formatClock(time, locale));
  }

  /** Goes where the viewer saw that the key leads. */
  #letGo(): void {
    if (this.#heldTime !== undefined) this.#handlers['seek-request']({ time: this.#heldTime });
    this.#heldTime = undefined;
  }

  /** Whether the viewer reads the list of the shortcuts, and means none of them. */
  get #isHelpOpen(): boolean {
    return this.#host.renderRoot.querySelector<CfStreamShortcuts>('cf-stream-shortcuts')?.isOpen ?? false;
  }
}

/** Whether what has the focus needs a key itself: a button its space, a slider its arrows, a text field all of them. */
function isTakenBy(target: HTMLElement, key: string): boolean {
  if (target.isContentEditable || target.matches('input:not([type=range]), textarea, select')) return true;
  if (key === ' ') return target.matches('button, a, summary, [role=button]');
  return key.startsWith('Arrow') && target.matches('input[type=range]');
}
