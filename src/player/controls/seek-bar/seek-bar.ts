import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { state } from 'lit/decorators/state.js';
import { live } from 'lit/directives/live.js';
import { MovableElement } from '../../../shared/movable-element.js';
import { request } from '../requests.js';
import { interpolate } from '../../../shared/i18n/format.js';
import { ENGLISH } from '../../strings/en.js';
import { formatPosition, formatBehindLive, type PlayerTexts } from '../../strings/texts.js';
import type { ChapterView } from '../../tracks/chapter-view.js';
import type { FineScrub } from './fine-scrub.js';
import { drawPreview, type PreviewSource } from './thumbnails.js';
import { seekBarStyles } from './seek-bar.styles.js';
import { gradientOf, LIVE_SECONDS, timeAfter } from './seek-steps.js';
import { formatClock, formatSpokenTime } from '../../strings/format-time.js';

/**
 * Shows the current time and what is buffered, and asks for seeks. Runs from left to right on every page, as time does
 * in video players.
 *
 * @summary Seek bar of the player.
 * @tagname cf-stream-seek-bar
 * @fires {CustomEvent<{ time: number }>} seek-request - Requests a seek, on release and on each key press; bubbles, is not composed.
 * @fires {CustomEvent<number | null>} choose - Reports the position being chosen, in seconds, or `null` when that is over; does not bubble.
 * @csspart preview - Time and thumbnail above the seek bar.
 */
export class CfStreamSeekBar extends MovableElement {
  static override readonly styles = seekBarStyles;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /** Current time, in seconds from the start. */
  @property({ attribute: false }) currentTime = 0;
  /** First seekable time, in seconds. */
  @property({ attribute: false }) start = 0;
  /** Last seekable time, in seconds. Nothing is seekable while it is not finite. */
  @property({ attribute: false }) duration = Number.NaN;
  /** Whether the end is the live edge; times are shown relative to it then. */
  @property({ attribute: false }) isLive = false;
  /** Buffered ranges: start and end of each, in seconds. */
  @property({ attribute: false }) buffered: readonly (readonly [start: number, end: number])[] = [];
  /** Start and end of the loop, in seconds. */
  @property({ attribute: false }) loop: readonly [start: number, end: number] | null = null;
  /** Source of thumbnails over the bar; without it, none are shown. */
  @property({ attribute: false }) preview: PreviewSource | undefined;
  /** Chapters, if any. */
  @property({ attribute: false }) chapters: ChapterView | undefined;
  /** Texts and their language. */
  @property({ attribute: false }) texts: PlayerTexts = ENGLISH;

  /** Time that was chosen and is not playing yet, in seconds. */
  @state() private pending: number | null = null;
  @state() private isDragging = false;
  /** Time under the pointer, in seconds. */
  @state() private hovered: number | null = null;
  @query('.range') private readonly range!: HTMLElement | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;
  #fine: FineScrub | undefined;

  protected override left(): void {
    this.abandon();
    this.hovered = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // If the video changes during a drag, the input is disabled and no event ends the drag: it ends here.
    if (!this.canSeek) this.isDragging = false;
    // The requested time is shown until the video reports a time, so that keys pressed in quick succession add up.
    if (!this.isDragging && (changed.has('currentTime') || changed.has('duration'))) this.pending = null;
  }

  override render(): TemplateResult {
    const { canSeek, texts } = this;
    const time = this.shownTime;
    return html`<div class="range" dir="ltr" @pointermove=${this.#hover} @pointerleave=${this.#unhover}>
      <div class="track">
        <div class="buffered"></div>
        <div class="hovered"></div>
        <div class="fill"></div>
        ${this.loop ? html`<div class="loop"></div>` : nothing}
      </div>
      ${this.chapters?.segment(this.pointedTime, this.start, this.duration)}
      <input
        type="range"
        min=${canSeek ? this.start : 0}
        max=${canSeek ? this.duration : 0}
        step="any"
        .value=${live(String(time))}
        ?disabled=${!canSeek}
        aria-label=${texts.seek}
        aria-valuetext=${canSeek ? [this.#say(time), this.chapters?.at(time)?.title].filter(Boolean).join(', ') : nothing}
        @input=${this.#drag}
        @change=${this.#leave}
        @pointerup=${this.#release}
        @pointerdown=${this.#grab} @pointercancel=${this.abandon}
        @blur=${this.#leave}
        @keydown=${this.#press}
        @keyup=${this.#release}
      />
      ${this.#renderBubble()}
    </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('pending')) this.dispatchEvent(new CustomEvent('choose', { detail: this.pending }));
    const { range, preview, canvas } = this;
    const share = this.#shareOf(this.shownTime);
    const pointed = this.pointedTime;
    range?.style.setProperty('--_at', String(this.#shareOf(pointed ?? this.shownTime)));
    range?.style.setProperty('--_filled', `${share * 100}%`);
    range?.style.setProperty(
      '--_hovered',
      `${pointed === null || this.isDragging ? 0 : this.#shareOf(pointed) * 100}%`,
    );
    range?.style.setProperty(
      '--_buffered',
      this.canSeek ? gradientOf(this.buffered, this.start, this.duration) : 'none',
    );
    range?.style.setProperty('--_gaps', this.chapters?.mask(this.start, this.duration) ?? 'none');
    const [from, to] = this.loop ?? [0, 0];
    range?.style.setProperty('--_from', `${Math.max(0, this.#shareOf(from)) * 100}%`);
    range?.style.setProperty('--_to', `${(1 - Math.min(1, this.#shareOf(to))) * 100}%`);
    if (!preview || !canvas || pointed === null) return;
    drawPreview(canvas, preview.at(pointed));
    preview.want(pointed, this.#redraw);
  }

  readonly #redraw = (): void => this.requestUpdate();

  #renderBubble(): TemplateResult | typeof nothing {
    const time = this.pointedTime;
    if (time === null) return nothing;
    const { texts, preview } = this;
    return html`<span class="bubble" part="preview" aria-hidden="true"
      >${preview ? html`<canvas hidden></canvas>` : nothing}<span class="time"
        >${this.isLive ? formatBehindLive(texts, this.duration - time) : formatClock(time, texts.locale)}</span
      >${this.chapters?.bubble(time)}${this.#fine?.label()}</span
    >`;
  }

  private get canSeek(): boolean {
    return Number.isFinite(this.duration) && this.duration > this.start;
  }

  private get shownTime(): number {
    return this.#within(this.pending ?? this.currentTime);
  }

  /** Time under the pointer, dragging or hovering. */
  private get pointedTime(): number | null {
    if (!this.canSeek) return null;
    return this.isDragging ? this.shownTime : this.hovered;
  }

  #say(time: number): string {
    const { texts, duration } = this;
    if (!this.isLive) return formatPosition(texts, time, duration);
    const behind = Math.round(duration - time);
    // During playback, a few seconds behind still count as “live”. While the viewer chooses a time, every second
    // counts.
    return behind < (this.pending === null ? LIVE_SECONDS : 1)
      ? texts.live
      : interpolate(texts.behindLive, { time: formatSpokenTime(behind, texts.locale) });
  }

  #hover(event: PointerEvent): void {
    if (event.pointerType === 'touch' || !this.range || !this.canSeek) return;
    const { left, width } = this.range.getBoundingClientRect();
    // With CSS `zoom` on the page, pixels of the bar differ from those of the pointer.
    const zoom = width / this.range.offsetWidth;
    const thumb = zoom * Number.parseFloat(getComputedStyle(this.range).getPropertyValue('--_thumb')) || 0;
    const share = (event.clientX - left - thumb / 2) / (width - thumb);
    this.hovered = this.#within(this.start + share * (this.duration - this.start));
  }

  #unhover(): void {
    this.hovered = null;
  }

  /** Loads fine scrubbing at the first drag; until then, the thumb stays under the pointer. */
  async #grab(event: PointerEvent): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const code = this.#fine ? undefined : await import('./fine-scrub.js').catch(() => undefined);
    if (code) this.#fine ??= new code.FineScrub(this, event, input);
  }

  #drag(event: Event): void {
    this.#hold((event.target as HTMLInputElement).valueAsNumber);
    this.isDragging = true;
  }

  /** Shows a time before seeking to it. The thumb at the end of a live stream moves along with it. */
  #hold(time: number): void {
    this.pending = this.isLive && time >= this.duration ? Infinity : this.#within(time);
  }

  /** Ends a drag. On `pointerup`, too: the input sends no `change` when released where it was grabbed. */
  #release(): void {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.#ask(this.shownTime);
  }

  /**
   * Ends a drag when focus is lost: the shown time is requested. Chromium also sends `change` and `blur` while the bar
   * is being removed, so this waits for a microtask, by which a removed bar has abandoned the drag.
   */
  #leave(): void {
    queueMicrotask(() => this.#release());
  }

  /** @internal Abandons a drag, when the touch scrolls the page or the bar is removed. */
  abandon(): void {
    this.isDragging = false;
    this.pending = null;
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const time = timeAfter(event.key, this.shownTime, this.start, this.duration);
    if (time === null || !this.canSeek) return;
    event.preventDefault();
    // While a key is held, its time is only shown: seeking at each repeat would begin to load segments in vain.
    this.isDragging = event.repeat;
    if (event.repeat) this.#hold(time);
    else this.#ask(this.#within(time));
  }

  #ask(time: number): void {
    this.pending = time;
    request(this, 'seek-request', { time });
  }

  #shareOf(time: number): number {
    return this.canSeek ? (time - this.start) / (this.duration - this.start) : 0;
  }

  #within(time: number): number {
    if (!this.canSeek || Number.isNaN(time)) return 0;
    return Math.min(Math.max(time, this.start), this.duration);
  }
}
