import { html, nothing, svg, type ReactiveController, type TemplateResult } from 'lit';
import { dispatch } from '../../shared/dispatch.js';
import { interpolate } from '../../shared/i18n/format.js';
import { addStyles } from '../../shared/styles/add-styles.js';
import { isShareable, shareLink } from '../model/share-link.js';
import { formatClock } from '../strings/format-time.js';
import { shareWords } from '../strings/share-words.js';
import type { ShareWords } from '../strings/texts.js';
import type { ExtrasHost } from './extras-host.js';
import { playerIcon } from './icons.js';
import { shareStyles } from './share.styles.js';

/** Sharing of the video: a button at the top, and the panel with link and code that it opens. */
export class Share implements ReactiveController {
  readonly #host: ExtrasHost;
  /** The panel, once it was opened. */
  #panel: HTMLDialogElement | undefined;
  #isOpen = false;
  /** Where it was when the panel was opened, in whole seconds; 0 where a link cannot lead there. */
  #time = 0;
  #hasTime = false;
  #said = '';

  constructor(host: ExtrasHost) {
    this.#host = host;
    addStyles(host, shareStyles);
    host.addController(this);
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#closed();
  }

  hostUpdated(): void {
    // Browsers leave what is moved open, but below the page and out of its reach.
    const panel = this.#panel;
    if (panel?.open && !panel.matches(':modal')) panel.close();
  }

  /** Gives the link; with a time where the viewer wants it. */
  #link(seconds?: number): string | undefined {
    const { player } = this.#host;
    // An attribute that is taken away is `null`, and a script may give an URL.
    const given = player.shareUrl as string | URL | null | undefined;
    return given === undefined || given === null ? undefined : shareLink(String(given), player.baseURI, seconds);
  }

  render(): TemplateResult | typeof nothing {
    const { shownMedia, texts } = this.#host;
    if (Number.isNaN(shownMedia.duration) || this.#link() === undefined) return nothing;
    const words = shareWords(texts);
    return html`<div class="share">
        <button type="button" part="button share-button" aria-label=${words.share} aria-haspopup="dialog" @click=${this.#open}>
          <svg class="share-icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="M13.5 5.5 20 12l-6.5 6.5V15c-4.5 0-7.5 1.2-9.5 4 .6-5 3.5-8.8 9.5-9.6z"/>`}</svg>
        </button>
      </div>
      <dialog class="share-panel" part="share" aria-labelledby="share-title" closedby="any" @close=${this.#closed} @keydown=${this.#stop}>
        ${this.#isOpen ? this.#renderPanel(words) : nothing}
      </dialog>`;
  }

  #renderPanel(words: ShareWords): TemplateResult {
    const { texts } = this.#host;
    const link = this.#link(this.#hasTime ? this.#time : undefined) ?? '';
    const code = this.#code;
    return html`<header>
        <h2 id="share-title">${words.share}</h2>
        <button type="button" class="close" aria-label=${texts.close} @click=${this.#close}>${playerIcon('close')}</button>
      </header>
      <div class="line">
        <input class="text" readonly dir="ltr" aria-label=${words.link} .value=${link} @focus=${this.#select} />
        <button type="button" class="first" autofocus @click=${this.#copy}>${words.copyLink}</button>
        ${
          this.#time > 0
            ? html`<button type="button" class="at" role="checkbox" aria-checked=${this.#hasTime} @click=${this.#choose}>
                <span>${this.#hasTime ? playerIcon('check') : nothing}</span>${interpolate(words.startAt, { time: formatClock(this.#time, texts.locale) })}
              </button>`
            : nothing
        }
        ${this.#canShare(link) ? html`<button type="button" @click=${() => void this.#shareBy(link)}>${words.shareVia}</button>` : nothing}
      </div>
      ${
        code
          ? html`<div class="line">
              <textarea class="embed" readonly dir="ltr" aria-label=${words.embedCode} .value=${code} @focus=${this.#select}></textarea>
              <button type="button" @click=${this.#copy}>${words.copyCode}</button>
            </div>`
          : nothing
      }
      <p role="status">${this.#said}</p>`;
  }

  /** Code to embed the video that the page has between the tags of the player: of a `<template>` what is in it. */
  get #code(): string {
    const given = [...this.#host.player.children].find(({ slot }) => slot === 'embed');
    if (!given) return '';
    const code = ((given instanceof HTMLTemplateElement ? given.innerHTML : '') || given.textContent).trim();
    return isShareable(code) ? code : '';
  }

  #canShare(url: string): boolean {
    return matchMedia('(pointer: coarse)').matches && 'canShare' in navigator && navigator.canShare({ url });
  }

  async #shareBy(url: string): Promise<void> {
    const { videoTitle: title } = this.#host.player;
    // Whoever does not want to after all has done nothing wrong.
    await navigator.share({ url, ...(title && { title }) }).catch(() => undefined);
  }

  readonly #open = async ({ currentTarget }: Event): Promise<void> => {
    const panel = (currentTarget as Element).parentElement?.nextElementSibling as HTMLDialogElement;
    const { player, shownMedia } = this.#host;
    const url = this.#link();
    this.#time = shownMedia.duration < Infinity ? Math.floor(player.currentTime) : 0;
    if (!url || !dispatch(player, 'cf-stream-share', { url, time: this.#time }, { cancelable: true })) return;
    this.#isOpen = true;
    this.#say('');
    await this.#host.updateComplete;
    this.#panel = panel;
    if (panel.isConnected && !panel.open) panel.showModal();
  };

  readonly #close = (): void => this.#panel?.close();

  readonly #closed = (): void => {
    this.#isOpen = false;
    this.#hasTime = false;
    this.#host.requestUpdate();
  };

  readonly #choose = (): void => {
    this.#hasTime = !this.#hasTime;
    this.#say('');
  };

  readonly #select = ({ currentTarget }: Event): void => (currentTarget as HTMLInputElement).select();

  /** No key in the panel is the player's. */
  readonly #stop = (event: Event): void => event.stopPropagation();

  /** Copies what is in the field beside a button; where that is not allowed, selects it for the viewer to copy. */
  readonly #copy = async ({ currentTarget }: Event): Promise<void> => {
    const field = (currentTarget as Element).previousElementSibling as HTMLInputElement;
    const { copied, copyByHand } = shareWords(this.#host.texts);
    this.#say('');
    try {
      await navigator.clipboard.writeText(field.value);
      this.#say(copied);
    } catch {
      field.focus();
      field.select();
      this.#say(copyByHand);
    }
  };

  #say(text: string): void {
    this.#said = text;
    this.#host.requestUpdate();
  }
}
