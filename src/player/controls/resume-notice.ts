import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { interpolate } from '../../shared/i18n/format.js';
import { addStyles } from '../../shared/styles/add-styles.js';
import { parseClockTime } from '../model/clock-time.js';
import { formatClock } from '../strings/format-time.js';
import type { ExtrasHost } from './extras-host.js';

/** Duration of the notice, and of each extension while it is in use, in milliseconds. */
const SHOWN_MS = 8_000;
/**
 * Delay before the text is set, in milliseconds: screen readers announce changes only in a live region that they
 * already know.
 */
const FILLED_MS = 150;

const resumeStyles = css`
  /* Before the controls for the keyboard, over their scrim for the eye, and above their tooltips. */
  .resume {
    position: absolute;
    z-index: 2;
    inset-block-end: 112px;
    inset-inline: 12px;
    display: flex;
    pointer-events: none;
  }
  .resume > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    padding-block: 4px;
    padding-inline: 14px 4px;
    border-radius: 22px;
    background: rgb(0 0 0 / 0.8);
    color: #fff;
    font: var(--cf-stream-font, 14px system-ui, sans-serif);
    font-size: 14px;
    pointer-events: auto;
    animation: appear 0.2s;
  }
  .resume > :not(:has(button)) {
    visibility: hidden;
  }
  .resume button {
    min-block-size: 36px;
    padding: 0.3em 1em;
    border: 1px solid #fff;
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .resume button:hover {
    background: rgb(255 255 255 / 0.2);
  }
  .resume button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 7px #000;
  }
  @container (width >= 1100px) {
    .resume {
      inset-inline: 20px;
    }
  }
  @container (width < 440px) {
    .resume {
      inset-block-end: 96px;
      inset-inline: 6px;
    }
    .resume > div {
      gap: 2px 6px;
      padding-inline-start: 10px;
      font-size: 13px;
    }
    .resume button {
      padding-inline: 0.5em;
    }
  }
  /* There is room for the button alone, at the top. */
  @container (width < 320px) {
    .resume {
      inset-block: 6px auto;
    }
    .resume > div {
      padding-inline-start: 4px;
    }
    .resume ~ cf-stream-controls::part(time) {
      opacity: 0;
    }
    .resume [role='status'] {
      position: absolute;
      inset: 0;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  /* Captions stand above it, where there is room. */
  @container (width >= 440px) {
    .resume ~ cf-stream-controls > cf-stream-captions {
      --_safe: 164px;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (pointer: coarse) {
    .resume button {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .resume > div {
      border: 1px solid CanvasText;
      background: Canvas;
    }
  }
`;

/**
 * Notice that the video resumes where it was left, with a button to start over. Disappears after a while, unless it is
 * in use.
 */
export class ResumeNotice implements ReactiveController {
  readonly #host: ExtrasHost;
  readonly #life = new AbortController();
  readonly #time: number;
  #isFilled = false;
  /** Count of what uses the notice: pointer and focus. */
  #uses = 0;
  #timer: ReturnType<typeof setTimeout>;

  /** @param time - Position at which the video resumes, in seconds. */
  constructor(host: ExtrasHost, time: number) {
    this.#host = host;
    this.#time = time;
    addStyles(host, resumeStyles);
    const { player } = host;
    // After a seek or in another video, the notice is pointless.
    for (const name of ['seeking', 'ended', 'emptied'] as const)
      player.addEventListener(name, () => this.#end(), this.#life);
    this.#timer = setTimeout(() => {
      this.#isFilled = true;
      host.requestUpdate();
      this.#wait();
    }, FILLED_MS);
    host.addController(this);
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Closes the notice; returns whether it was open. */
  close(): boolean {
    const { aborted } = this.#life.signal;
    this.#end();
    return !aborted;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#life.signal.aborted) return nothing;
    const { continuesAt, startOver, locale } = this.#host.texts;
    const text = interpolate(continuesAt, { time: formatClock(this.#time, locale) });
    return html`<div class="resume">
      <div part="resume" @pointerenter=${this.#used} @focusin=${this.#used} @pointerleave=${this.#unused} @focusout=${this.#unused}>
        <span role="status">${this.#isFilled ? text : nothing}</span>
        ${
          this.#isFilled
            ? html`<button type="button" part="start-over-button" @click=${this.#startOver}>${startOver}</button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      if (this.#uses > 0 || this.#host.player.ownerDocument.hidden) this.#wait();
      else this.#end();
    }, SHOWN_MS);
  }

  #end(): void {
    clearTimeout(this.#timer);
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#host.requestUpdate();
  }

  readonly #used = (): void => void (this.#uses += 1);

  readonly #unused = (): void => void (this.#uses -= 1);

  readonly #startOver = (): void => {
    const { player } = this.#host;
    this.#end();
    player.currentTime = parseClockTime(player.startTime) ?? 0;
    void player.play().catch(() => undefined);
  };
}
