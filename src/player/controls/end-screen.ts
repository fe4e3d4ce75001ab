import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { dispatch } from '../../shared/dispatch.js';
import { interpolate } from '../../shared/i18n/format.js';
import { addStyles } from '../../shared/styles/add-styles.js';
import { hasEndSlot, type ExtrasHost } from './extras-host.js';

/** Time until another video begins by itself, in seconds. */
const SECONDS = 5;

const endStyles = css`
  .ended {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: clamp(6px, 2cqi, 16px);
    padding: 8px 8px 64px;
    background: rgb(0 0 0 / 0.6);
    color: #fff;
    font: var(--cf-stream-font, 14px system-ui, sans-serif);
    font-size: 14px;
    text-align: center;
    overflow: auto;
    pointer-events: none;
  }
  /* Above the scrim of the controls. */
  .ended > * {
    position: relative;
    z-index: 1;
    pointer-events: auto;
  }
  .next {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    font-size: clamp(15px, 2.5cqi, 20px);
    font-variant-numeric: tabular-nums;
  }
  .next svg {
    inline-size: 1.6em;
    fill: none;
    stroke: rgb(255 255 255 / 0.35);
    stroke-width: 4;
    rotate: -90deg;
  }
  .next circle + circle {
    stroke: currentcolor;
    stroke-dasharray: 100;
    animation: round 5s linear;
  }
  @keyframes round {
    from {
      stroke-dashoffset: 100;
    }
  }
  /* Told once, as soon as it is there to be told: a timer is not. */
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  .ways button {
    min-block-size: 40px;
    padding: 0.4em 1.2em;
    border: 1px solid #fff;
    border-radius: 999px;
    background: rgb(0 0 0 / 0.5);
    color: #fff;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .ways button:first-child {
    background: #fff;
    color: #000;
  }
  .ways button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 7px #000;
  }
  /* It has the room of the seek bar. */
  @container (width < 320px) {
    .ended {
      gap: 4px;
      padding: 6px 6px 46px;
    }
    .next {
      font-size: 13px;
    }
    .next svg {
      display: none;
    }
    .ways {
      flex-wrap: nowrap;
      gap: 4px;
    }
    .ways button {
      min-block-size: 32px;
      padding: 0.2em 0.8em;
      font-size: 12px;
    }
    .ended ~ cf-stream-controls::part(seek-bar),
    .ended ~ cf-stream-controls::part(time),
    .ended ~ cf-stream-controls::part(title) {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .ways button {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion) {
    .next svg {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .next svg {
      stroke: GrayText;
    }
    .ended {
      background: Canvas;
    }
  }
`;

/** What is over the picture once a video has ended: content of the page, and the video that comes next. */
export class EndScreen implements ReactiveController {
  readonly #host: ExtrasHost;
  #life: AbortController | undefined;
  #hasEnded = false;
  /** Whether the viewer does not want what comes next. */
  #isDismissed = false;
  /** Seconds until it begins; `null` while nothing begins by itself. */
  #left: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ExtrasHost) {
    this.#host = host;
    addStyles(host, endStyles);
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const options = { signal: this.#life.signal, capture: true };
    const { player } = this.#host;
    for (const name of ['pointerdown', 'keydown', 'wheel'] as const)
      player.addEventListener(name, (event) => this.#touched(event), options);
  }

  hostDisconnected(): void {
    this.#stop();
    this.#life?.abort();
  }

  hostUpdate(): void {
    const { ended } = this.#host.shownMedia;
    if (ended === this.#hasEnded) return;
    this.#hasEnded = ended;
    this.#isDismissed = false;
    this.#stop();
    if (ended && this.#host.player.nextSrc) this.#start();
  }

  /** Whether there is something to show. */
  get isShown(): boolean {
    const { player, shownMedia } = this.#host;
    return shownMedia.ended && (hasEndSlot(player) || this.#offersNext);
  }

  get #offersNext(): boolean {
    return Boolean(this.#host.player.nextSrc) && !this.#isDismissed;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.isShown) return nothing;
    return html`<div class="ended"><slot name="ended"></slot>${this.#offersNext ? this.#renderNext() : nothing}</div>`;
  }

  #renderNext(): TemplateResult {
    const { texts } = this.#host;
    const say = (seconds: number): string =>
      interpolate(texts.nextIn, { seconds: new Intl.NumberFormat(texts.locale).format(seconds) });
    return html`${
      this.#left === null
        ? nothing
        : html`<p class="next" role="timer" aria-label=${say(SECONDS)}>
              <svg viewBox="0 0 36 36" aria-hidden="true"
                ><circle cx="18" cy="18" r="15.9" /><circle cx="18" cy="18" r="15.9" pathLength="100" /></svg
              ><span aria-hidden="true">${say(this.#left)}</span>
            </p>
            <span class="said" role="status">${this.#left < SECONDS ? say(SECONDS - 1) : nothing}</span>`
    }
      <div class="ways">
        <button type="button" part="next-button" @click=${this.#play}>${texts.playNow}</button>
        <button type="button" part="cancel-button" @click=${this.#dismiss}>${texts.cancel}</button>
      </div>`;
  }

  #start(): void {
    this.#left = SECONDS;
    this.#timer = setInterval(() => {
      // Nothing begins where nobody would see it.
      if (this.#left === null || this.#host.player.ownerDocument.hidden) return;
      this.#left -= 1;
      if (this.#left > 0) this.#host.requestUpdate();
      else this.#play();
    }, 1_000);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#left = null;
  }

  /** Whoever does something decides by themselves; Escape is a no. */
  #touched(event: Event): void {
    if (this.#left === null && !this.isShown) return;
    this.#stop();
    if ('key' in event && event.key === 'Escape') this.#isDismissed = true;
    this.#host.requestUpdate();
  }

  readonly #dismiss = (): void => {
    this.#stop();
    this.#isDismissed = true;
    this.#host.requestUpdate();
  };

  readonly #play = (): void => {
    this.#stop();
    const { player } = this.#host;
    const { nextSrc: src } = player;
    this.#isDismissed = true;
    this.#host.requestUpdate();
    if (!src || !dispatch(player, 'cf-stream-next', { src }, { cancelable: true })) return;
    if (player.nextSrc === src) player.nextSrc = undefined;
    player.src = src;
    void player.play().catch(() => undefined);
  };
}
