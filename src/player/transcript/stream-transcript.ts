import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { state } from 'lit/decorators/state.js';
import { interpolate } from '../../shared/i18n/format.js';
import { onLanguageChange } from '../../shared/i18n/language-change.js';
import { isSupportedLocale, matchLanguage } from '../../shared/i18n/language.js';
import { nearestLanguage } from '../../shared/i18n/nearest-language.js';
import { MovableElement } from '../../shared/movable-element.js';
import {
  findHits,
  lineAt,
  toParagraphs,
  type Paragraph,
  type TranscriptHit,
  type TranscriptLine,
} from '../model/transcript.js';
import { formatClock } from '../strings/format-time.js';
import { words as english } from '../strings/transcript/en.js';
import { LANGUAGES } from '../strings/transcript/languages.js';
import { SeekMarks } from './seek-marks.js';
import { TranscriptReader, trackName } from './transcript-reader.js';
import { transcriptStyles } from './stream-transcript.styles.js';

/** Keys that scroll the list. */
const SCROLLING = /^(Arrow|Page|Home|End)/;

/**
 * @summary Shows the captions of a player as a searchable transcript that follows playback; a click on a line seeks to it.
 * @tagname cf-stream-transcript
 * @since 0.1.0
 * @csspart box - Box around the whole transcript.
 * @csspart bar - Bar with the search field and the language menu.
 * @csspart list - Scrollable text of the transcript.
 * @csspart paragraph - Paragraph of the text.
 * @csspart time - Time of a paragraph: a button that seeks to it.
 * @csspart follow-button - Button that makes the transcript follow playback again.
 * @cssprop [--cf-stream-accent-color] - Accent colour of the current line, the button and focus; adjusted if it has too little contrast.
 * @cssprop [--cf-stream-radius=12px] - Corner radius of the box.
 * @cssprop [--cf-stream-font] - Font of all text, as in the `font` property.
 */
export class CfStreamTranscript extends MovableElement {
  static override readonly styles = transcriptStyles;
  /** Version of the copy of this package that registered the tag. @readonly */
  static version: string | undefined;

  /** Id of the player or `<video>`, in the same document or shadow root. */
  @property({ attribute: 'for' }) htmlFor = '';

  @state() private words = english;
  @state() private hits: readonly TranscriptHit[] = [];
  /** Index of the current search hit. */
  @state() private hit = 0;
  @state() private isFollowing = true;
  @query('.list') private readonly list!: HTMLElement | null;
  @query('input') private readonly input!: HTMLInputElement | null;

  #paragraphs: readonly Paragraph[] = [];
  #locale = 'en';
  #life: AbortController | undefined;
  /** Index of the current line. */
  #line = -1;
  /** Paragraph whose time button is the tab stop. */
  #stop: Element | undefined;
  /** Lines of the last rendering. */
  #lines: readonly TranscriptLine[] = [];
  readonly #reader = new TranscriptReader(this);
  readonly #marks = new SeekMarks();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life?.abort();
    this.#life = new AbortController();
    onLanguageChange(() => void this.#speak(), this.#life.signal);
    void this.#speak();
    if (this.hasUpdated) this.#find();
  }

  protected override left(): void {
    this.#life?.abort();
    this.#reader.close();
    this.#marks.clear();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('htmlFor')) this.#find();
    const { lines } = this.#reader;
    if (lines !== this.#lines) {
      this.#lines = lines;
      this.#paragraphs = toParagraphs(lines);
      this.#search();
    }
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<div class="frame">
      <section class="box" part="box" aria-label=${words.label} aria-busy=${this.#reader.status === 'loading'}>
        ${this.#lines.length > 0 ? this.#renderText() : html`<p class="state" role="status">${words[this.#reader.status]}</p>`}
      </section>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    this.#line = -1;
    this.showTime();
    if (changed.has('hit') || changed.has('hits')) this.#reveal(this.renderRoot.querySelector('mark.at'));
  }

  #renderText(): TemplateResult {
    const { words, hits, hit } = this;
    const { tracks, track } = this.#reader;
    const isSearching = Boolean(this.input?.value.trim());
    const values = { number: this.#format(hit + 1), count: this.#format(hits.length) };
    const found = hits.length > 0 ? interpolate(words.hits, values) : words.noHits;
    return html`<div class="bar" part="bar" role="search">
        <span class="field"
          ><input
            type="search"
            aria-label=${words.search}
            placeholder=${words.search}
            autocomplete="off"
            @input=${() => this.#search()}
            @keydown=${this.#stepByKey}
        /></span>
        <span class="count" role="status">${isSearching ? found : nothing}</span>
        ${isSearching ? html`${this.#renderStep(words.previous, -1, 'm6 15 6-6 6 6')}${this.#renderStep(words.next, 1, 'm6 9 6 6 6-6')}` : nothing}
        ${
          tracks.length > 1
            ? html`<select aria-label=${words.language} @change=${({ target }: Event) => this.#reader.choose((target as HTMLSelectElement).selectedIndex)}>
                ${tracks.map((one, at) => html`<option lang=${one.language} ?selected=${one === track}>${trackName(one, words, this.#format(at + 1))}</option>`)}
              </select>`
            : nothing
        }
      </div>
      <ol class="list" part="list" lang=${track?.language ?? nothing} @click=${this.#goTo} @keydown=${this.#move} @wheel=${this.#stopFollowing} @touchmove=${this.#stopFollowing} @pointerdown=${this.#grab}>
        ${this.#paragraphs.map((paragraph, at) => this.#renderParagraph(paragraph, at))}
      </ol>
      <button type="button" class="follow" part="follow-button" ?hidden=${this.isFollowing} @click=${this.#follow}>${words.follow}</button>`;
  }

  #renderStep(name: string, by: number, shape: string): TemplateResult {
    return html`<button type="button" class="step" aria-label=${name} ?disabled=${this.hits.length === 0} @click=${() => this.#step(by)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${shape} />`}</svg>
    </button>`;
  }

  #renderParagraph({ startTime, first, lines }: Paragraph, at: number): TemplateResult {
    // Lines are separated by one space, so that copying gives plain text.
    return html`<li part="paragraph">
      <button type="button" class="time" part="time" tabindex=${at === 0 ? 0 : -1} data-line=${first} aria-describedby=${`p${at}`}>${formatClock(startTime, this.#locale)}</button>
      <p class="text" id=${`p${at}`} dir="auto">${lines.map(({ text }, index) => html`<span data-line=${first + index}>${this.#renderLine(text, first + index)}</span> `)}</p>
    </li>`;
  }

  #renderLine(text: string, line: number): unknown {
    const found = this.#hitsByLine.get(line);
    if (!found) return text;
    let end = 0;
    const pieces = found.map((hit) => {
      const before = text.slice(end, hit.start);
      end = hit.end;
      return html`${before}<mark class=${hit === this.hits[this.hit] ? 'at' : nothing}>${text.slice(hit.start, hit.end)}</mark>`;
    });
    return [...pieces, text.slice(end)];
  }

  #hitsByLine = new Map<number, readonly TranscriptHit[]>();

  #search(): void {
    this.hits = findHits(this.#lines, this.input?.value ?? '');
    this.#hitsByLine = new Map();
    for (const hit of this.hits) this.#hitsByLine.set(hit.line, [...(this.#hitsByLine.get(hit.line) ?? []), hit]);
    this.hit = Math.max(
      0,
      this.hits.findIndex(({ line }) => line >= this.#line),
    );
    this.requestUpdate();
  }

  #step(by: number): void {
    const { length } = this.hits;
    if (length > 0) this.hit = (this.hit + by + length) % length;
  }

  #stepByKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.#step(event.shiftKey ? -1 : 1);
  }

  /** @internal Marks the current line without rendering everything again. */
  showTime(): void {
    const line = lineAt(this.#lines, this.#reader.currentTime);
    const times = this.hits.map((hit) => this.#lines[hit.line]?.startTime ?? Number.NaN);
    this.#marks.draw(this.#reader.media, times, times[this.hit]);
    if (line === this.#line && line >= 0) return;
    this.#line = line;
    this.renderRoot.querySelector('.now')?.classList.remove('now');
    this.renderRoot.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const now = this.renderRoot.querySelector(`span[data-line="${line}"]`);
    const paragraph = now?.closest('li');
    now?.classList.add('now');
    paragraph?.setAttribute('aria-current', 'true');
    if (!paragraph || !this.isFollowing) return;
    if (!this.shadowRoot?.activeElement) this.#stopAt(paragraph);
    if (this.hits.length === 0) this.#scrollTo(now ?? paragraph);
  }

  /** Makes the time button of one paragraph the only tab stop. */
  #stopAt(paragraph: Element): HTMLElement | null {
    for (const item of new Set([this.#stop, this.list?.firstElementChild, paragraph]))
      if (item?.firstElementChild instanceof HTMLElement) item.firstElementChild.tabIndex = item === paragraph ? 0 : -1;
    this.#stop = paragraph;
    return paragraph.firstElementChild as HTMLElement | null;
  }

  /** Scrolls only the list, never the page. */
  #scrollTo(element: Element): void {
    const { list } = this;
    if (!list) return;
    const frame = list.getBoundingClientRect();
    const { top, height } = element.getBoundingClientRect();
    const isSeen = top >= frame.top + 8 && top + height <= frame.bottom - 56;
    if (!isSeen) list.scrollTop += top - frame.top - frame.height / 3;
  }

  #reveal(mark: Element | null): void {
    if (!mark) return;
    this.isFollowing = false;
    this.#scrollTo(mark);
  }

  #follow(): void {
    this.isFollowing = true;
    if (this.input) this.input.value = '';
    this.#search();
    // The button disappears, and focus would be lost with it.
    if (this.#stop) this.#stopAt(this.#stop)?.focus({ preventScroll: true });
  }

  #stopFollowing(): void {
    this.isFollowing = false;
  }

  /** Stops following on a press on the scroll bar, which is outside of the text. */
  #grab({ target }: Event): void {
    if (target === this.list) this.isFollowing = false;
  }

  #goTo({ target }: Event): void {
    const line = this.#lines[Number((target as Element).closest<HTMLElement>('[data-line]')?.dataset.line)];
    // A click that selects text does not seek.
    if (!line || String(this.ownerDocument.getSelection())) return;
    this.#reader.currentTime = line.startTime;
    this.isFollowing = true;
  }

  #move(event: KeyboardEvent): void {
    const item = (event.target as Element).closest('li');
    const { list } = this;
    if (!item || !list || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = {
      ArrowDown: item.nextElementSibling,
      ArrowUp: item.previousElementSibling,
      Home: list.firstElementChild,
      End: list.lastElementChild,
    }[event.key];
    if (SCROLLING.test(event.key)) this.isFollowing = false;
    if (!next) return;
    event.preventDefault();
    this.#stopAt(next)?.focus();
  }

  #find(): void {
    this.#reader.watch(this.htmlFor);
  }

  async #speak(): Promise<void> {
    const tag = nearestLanguage(this);
    const pack = await LANGUAGES[matchLanguage(tag, Object.keys(LANGUAGES)) ?? '']?.().catch(() => undefined);
    // The language may have changed meanwhile.
    if (tag !== nearestLanguage(this)) return;
    this.#locale = isSupportedLocale(tag) ? tag : 'en';
    this.words = pack?.words ?? english;
  }

  #format(number: number): string {
    return new Intl.NumberFormat(this.#locale).format(number);
  }
}
