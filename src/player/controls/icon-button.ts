import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import { formatClock } from '../strings/format-time.js';
import { formatBehindLive, type PlayerTexts } from '../strings/texts.js';
import { playerIcon, type PlayerIcon } from './icons.js';
import { request } from './requests.js';
import { keyFor } from './shortcuts.js';

/** Options of an icon button. */
export interface IconButtonOptions {
  /** Whether a toggle button is on; left out for other buttons. */
  readonly isPressed?: boolean;
  readonly hasMenu?: boolean;
  /** Shortcut of the same action, shown in the tooltip. */
  readonly key?: string;
}

/** Draws an icon button; its label is shown as a tooltip by the style sheet. */
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
 * Notice of the last action, shown over the picture and announced by screen readers; without a text, only an icon that
 * is not announced.
 */
export interface PlayerNotice {
  readonly icon: PlayerIcon;
  readonly text: string;
  /** Sum of skips in one direction in quick succession, in seconds. */
  readonly skipped?: number;
}

/** Draws a notice. An icon alone restarts its animation each time; a text is only updated, as while a key is held. */
export function drawNotice(notice: PlayerNotice | null): unknown {
  if (!notice) return nothing;
  const { icon, text } = notice;
  return text
    ? html`<span class=${`pill ${icon}`}>${playerIcon(icon)}<span>${text}</span></span>`
    : keyed(notice, html`<span class="bezel">${playerIcon(icon)}</span>`);
}

/** Draws current time and duration, in seconds, as a button that toggles between elapsed and remaining time. */
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

/** Draws the title's slot, hidden while it is empty. */
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

/** Delay before the viewer is told why playback waits, in milliseconds. */
const STALL_MS = 5_000;

/** Notice of a long stall, shown until playback goes on. */
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

  /** Draws the notice, or the empty live region for it. */
  draw({ reconnecting }: PlayerTexts): TemplateResult {
    return html`<div class="notice stall" role="status">${this.#isShown ? html`<span class="pill">${reconnecting}</span>` : nothing}</div>`;
  }
}
