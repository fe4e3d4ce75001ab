import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import { formatClock } from '../strings/format-time.js';
import { formatBehindLive, type PlayerTexts } from '../strings/texts.js';
import { playerIcon, type PlayerIcon } from './icons.js';
import { request } from './requests.js';
import { keyFor } from './shortcuts.js';

/** Kinds of button, besides one with a name and an icon only. */
export interface IconButtonOptions {
  /** Of a switch: whether it is on. */
  readonly isPressed?: boolean;
  readonly hasMenu?: boolean;
  /** Key that does the same, which its tooltip tells. */
  readonly key?: string;
}

/** Draws a button with an icon and a name, which its style sheet shows as a tooltip. */
export function iconButton(
  part: string,
  label: string,
  icon: PlayerIcon,
  onClick: () => void,
  { isPressed, hasMenu = false, key }: IconButtonOptions = {},
): TemplateResult {
  return html`<button
    type="button"
    part=${`button ${part}`}
    aria-label=${label}
    aria-keyshortcuts=${(key && keyFor(key)) ?? nothing}
    aria-pressed=${isPressed === undefined ? nothing : String(isPressed)}
    aria-haspopup=${hasMenu ? 'menu' : nothing} aria-expanded=${hasMenu ? 'false' : nothing}
    @click=${onClick}
  >
    ${playerIcon(icon)}
  </button>`;
}

/**
 * Notice of what the viewer has just done, shown over the picture and told to screen readers; without a text, a sign alone
 * that they need not be told.
 */
export interface PlayerNotice {
  readonly icon: PlayerIcon;
  readonly text: string;
  /** Seconds that skips in one direction have gone in quick succession. */
  readonly skipped?: number;
}

/** Draws a notice: each sign anew, from the beginning of its animation; a text only changes, as a key is held. */
export function drawNotice(notice: PlayerNotice | null): unknown {
  if (!notice) return nothing;
  const { icon, text } = notice;
  return text
    ? html`<span class=${`pill ${icon}`}>${playerIcon(icon)}<span>${text}</span></span>`
    : keyed(notice, html`<span class="bezel">${playerIcon(icon)}</span>`);
}

/** Draws a time and the length, in seconds, as a switch between what has passed and what is left, which it asks for. */
export function drawTime(
  target: EventTarget,
  time: number,
  duration: number,
  timeLeft: boolean,
  texts: PlayerTexts,
): TemplateResult {
  const isKnown = duration > 0;
  const shown = timeLeft && isKnown ? formatBehindLive(texts, duration - time) : formatClock(time, texts.locale);
  return html`<button
    type="button" class="time" part="button time" aria-description=${texts.timeLeft} aria-pressed=${timeLeft}
    @click=${() => request(target, 'time-left-request', { timeLeft: !timeLeft })}
    >${shown}${isKnown ? html`<span class="duration"> / ${formatClock(duration, texts.locale)}</span>` : nothing}</button
  >`;
}

/** Draws the title's slot, out of sight where nobody has put a title into it. */
export function drawTitle(slot: HTMLSlotElement | null, onChange: () => void): TemplateResult {
  const nodes = slot?.assignedNodes({ flatten: true });
  const isEmpty = !nodes?.some(
    (node) =>
      Boolean(node.textContent?.trim()) || (node instanceof Element && (node.childElementCount > 0 || 'src' in node)),
  );
  return html`<div class="title" part="title" ?hidden=${isEmpty}>
    <slot name="title" @slotchange=${onChange}></slot>
  </div>`;
}

/** Time of waiting in the middle after which the viewer is told why, in milliseconds. */
const STALL_MS = 5_000;

/** Notice of a wait that is long, told once and until the next frame. */
export class StallNotice implements ReactiveController {
  readonly #host: LitElement & { readonly media: MediaSnapshot };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isShown = false;

  constructor(host: LitElement & { readonly media: MediaSnapshot }) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.#host.media.waiting) this.hostDisconnected();
    else this.#timer ??= setTimeout(() => this.#show(), STALL_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isShown = false;
  }

  #show(): void {
    this.#isShown = true;
    this.#host.requestUpdate();
  }

  /** Draws it, and the place where it will be. */
  draw({ reconnecting }: PlayerTexts): TemplateResult {
    return html`<div class="notice stall" role="status">${this.#isShown ? html`<span class="pill">${reconnecting}</span>` : nothing}</div>`;
  }
}
