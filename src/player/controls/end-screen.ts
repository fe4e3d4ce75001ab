import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { dispatch } from '../../shared/dispatch.js';
import { interpolate } from '../../shared/i18n/format.js';
import { addStyles } from '../../shared/styles/add-styles.js';
import { endStyles } from './end-screen.styles.js';
import { hasEndSlot, type ExtrasHost } from './extras-host.js';

/** Countdown before the next video starts, in seconds. */
const SECONDS = 5;

/** End screen: content of the page, and the next video. */
export class EndScreen implements ReactiveController {
  readonly #host: ExtrasHost;
  #life: AbortController | undefined;
  #hasEnded = false;
  /** Whether the viewer has cancelled the next video. */
  #isDismissed = false;
  /** Seconds until the next video starts; `null` without a countdown. */
  #left: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Whether the countdown has begun, and is not drawn yet. */
  #isNew = false;

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

  hostUpdated(): void {
    if (!this.#isNew) return;
    this.#isNew = false;
    const { controls } = this.#host;
    // Keyboard users get the focus where they can stop it, unless they are on a slider.
    if (controls?.isInUse && controls.shadowRoot?.activeElement?.localName === 'button')
      this.#host.cancelButton?.focus({ preventScroll: true });
  }

  /** Whether there is anything to show. */
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
    this.#isNew = true;
    this.#timer = setInterval(() => {
      // The countdown pauses in a hidden page.
      if (this.#left === null || this.#host.player.ownerDocument.hidden) return;
      this.#left -= 1;
      if (this.#left > 0) this.#host.requestUpdate();
      else this.#play();
    }, 1_000);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#left = null;
    this.#isNew = false;
  }

  /** Stops the countdown when the viewer does anything; Escape also cancels the next video. */
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
