import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isLive } from '../model/media-snapshot.js';
import { formatRate } from '../strings/texts.js';
import type { ActionContext, Handlers } from './actions.js';
import type { PlayerNotice } from './icon-button.js';

/** Delay before a press counts as holding, in milliseconds. */
const HOLD_MS = 500;
/** Distance that a pressed pointer may move and still hold, in pixels. */
const SLACK = 10;
/** Playback rate while held. */
const HELD_RATE = 2;
/** Longest delay that a timer accepts, in milliseconds. */
const FOREVER = 2 ** 31 - 1;

/** Parts of the player's UI that holding needs. */
interface HoldHost extends ReactiveControllerHost, ActionContext {
  notice: PlayerNotice | null;
  /** Whether an event happened on the video itself, not on a control over it. */
  isPicture(event: Event): boolean;
}

/**
 * Plays at double speed while the picture or the space bar is held. Holding is no click and, on touch screens, opens no
 * browser menu. During playback, the space bar pauses on release.
 */
export class HoldSpeed implements ReactiveController {
  readonly #host: HoldHost;
  readonly #handlers: Handlers;
  #life: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Playback rate to restore; `undefined` while nothing is held. */
  #rate: number | undefined;
  /** Event that began the press; `undefined` while there is none. */
  #from: PointerEvent | undefined;
  #isSpace = false;
  /** Whether to ignore the click that ends the press. */
  #hasHeld = false;

  constructor(host: HoldHost, handlers: Handlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const options = { signal: this.#life.signal, capture: true };
    const { player } = this.#host;
    player.addEventListener('pointerdown', (event) => this.#press(event), options);
    player.addEventListener('pointermove', (event) => this.#move(event), options);
    player.addEventListener('keydown', (event) => this.#keyDown(event), options);
    player.addEventListener('click', (event) => this.#click(event), options);
    player.addEventListener('contextmenu', (event) => this.#menu(event), options);
    const { defaultView } = player.ownerDocument;
    // On the window: pointer and focus may be anywhere by then.
    defaultView?.addEventListener('keyup', (event) => this.#keyUp(event), options);
    for (const name of ['pointerup', 'pointercancel', 'blur'])
      defaultView?.addEventListener(name, () => this.#end(), options);
  }

  hostDisconnected(): void {
    this.#end();
    this.#life?.abort();
  }

  get #canHold(): boolean {
    const { player, shownMedia } = this.#host;
    return !player.paused && !player.ended && !isLive(shownMedia) && player.state.status === 'ready';
  }

  #press(event: PointerEvent): void {
    this.#hasHeld = false;
    // Two fingers mean something else.
    if (!event.isPrimary) this.#end();
    if (!event.isPrimary || event.button !== 0 || !this.#host.isPicture(event)) return;
    this.#from = event;
    this.#await();
  }

  #move({ clientX, clientY }: PointerEvent): void {
    if (!this.#from || this.#rate !== undefined) return;
    if (Math.hypot(clientX - this.#from.clientX, clientY - this.#from.clientY) > SLACK) this.#end();
  }

  #await(): void {
    clearTimeout(this.#timer);
    if (this.#canHold) this.#timer = setTimeout(() => this.#begin(), HOLD_MS);
  }

  #begin(): void {
    if (!this.#canHold) return;
    const { player, texts } = this.#host;
    this.#hasHeld = true;
    this.#rate = player.playbackRate;
    player.playbackRate = HELD_RATE;
    this.#host.notify('play', formatRate(texts, HELD_RATE), 0, FOREVER);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#from = undefined;
    this.#isSpace = false;
    if (this.#rate === undefined) return;
    this.#host.player.playbackRate = this.#rate;
    this.#rate = undefined;
    this.#host.notice = null;
  }

  #click(event: Event): void {
    if (this.#hasHeld && this.#host.isPicture(event)) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
    this.#hasHeld = false;
  }

  /** Prevents the browser's menu for videos on a long press. */
  #menu(event: Event): void {
    if (this.#from?.pointerType === 'touch' && this.#host.isPicture(event)) event.preventDefault();
  }

  #keyDown(event: KeyboardEvent): void {
    const { player } = this.#host;
    const isMeant = event.key === ' ' && !event.ctrlKey && !event.altKey && !event.metaKey && !player.noControls;
    if (!isMeant || (!event.repeat && !this.#canHold) || !isForPlayer(event)) return;
    // Ignores key repeats that did not begin here: of a focused button, or of the press that started playback.
    if (event.repeat && !this.#isSpace) return;
    event.preventDefault();
    if (event.repeat) return;
    this.#isSpace = true;
    this.#hasHeld = false;
    this.#await();
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.key !== ' ' || !this.#isSpace) return;
    event.preventDefault();
    const hasHeld = this.#hasHeld;
    this.#end();
    this.#hasHeld = false;
    if (!hasHeld) this.#handlers['pause-request'](null);
  }
}

/** Whether a space belongs to the player: pressed on its picture, on no control, or on the play button. */
function isForPlayer(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement) || target.isContentEditable) return false;
  return (
    target.part.contains('play-button') || !target.matches('button, a, summary, [role=button], input, textarea, select')
  );
}
