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
 * Shows where in a video it is and what of it is loaded, and asks for another time. Runs from left to right on every
 * page, as the time of a video does.
 *
 * @summary Seek bar of the player.
 * @tagname cf-stream-seek-bar
 * @fires {CustomEvent<{ time: number }>} seek-request - On release and on each key press; bubbles, is not composed.
 * @fires {CustomEvent<number | null>} choose - Another time is shown than is played, in seconds, or no other any more; does not bubble.
 * @csspart preview - The time and the picture over the bar.
 */
export class CfStreamSeekBar extends MovableElement {
  static override readonly styles = seekBarStyles;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /** Seconds from the start. */
  @property({ attribute: false }) currentTime = 0;
  /** First time that can be sought, in seconds. */
  @property({ attribute: false }) start = 0;
  /** Last time that can be sought, in seconds. Nothing can be sought while it is not a finite number. */
  @property({ attribute: false }) duration = Number.NaN;
  /** Whether the end is the live picture, from which times are then told. */
  @property({ attribute: false }) isLive = false;
  /** What is loaded: start and end of each range in seconds. */
  @property({ attribute: false }) buffered: readonly (readonly [start: number, end: number])[] = [];
  /** Start and end of what is played again and again, in seconds. */
  @property({ attribute: false }) loop: readonly [start: number, end: number] | null = null;
  /** Where the pictures over the bar come from; none are shown without. */
  @property({ attribute: false }) preview: PreviewSource | undefined;
  /** Chapters, where there are any. */
  @property({ attribute: false }) chapters: ChapterView | undefined;
  /** What it says, and in which language. */
  @property({ attribute: false }) texts: PlayerTexts = ENGLISH;

  /** Time that was chosen and is not played yet, in seconds. */
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
    // If the video is changed during a drag, the input is disabled, and no event will end the drag: it ends here.
    if (!this.canSeek) this.isDragging = false;
    // The time that was asked for is shown until the video tells a time itself, so that keys pressed in quick
    // succession add up.
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

  /** The time that a pointer is at, whether it drags or only looks. */
  private get pointedTime(): number | null {
    if (!this.canSeek) return null;
    return this.isDragging ? this.shownTime : this.hovered;
  }

  #say(time: number): string {
    const { texts, duration } = this;
    if (!this.isLive) return formatPosition(texts, time, duration);
    const behind = Math.round(duration - time);
    // While it plays, some seconds behind still are “live”. While the viewer chooses a time, each second behind is
    // told.
    return behind < (this.pending === null ? LIVE_SECONDS : 1)
      ? texts.live
      : interpolate(texts.behindLive, { time: formatSpokenTime(behind, texts.locale) });
  }

  #hover(event: PointerEvent): void {
    if (event.pointerType === 'touch' || !this.range || !this.canSeek) return;
    const { left, width } = this.range.getBoundingClientRect();
    // Pixels of the bar are larger or smaller than those of the pointer where the page sets `zoom`.
    const zoom = width / this.range.offsetWidth;
    const thumb = zoom * Number.parseFloat(getComputedStyle(this.range).getPropertyValue('--_thumb')) || 0;
    const share = (event.clientX - left - thumb / 2) / (width - thumb);
    this.hovered = this.#within(this.start + share * (this.duration - this.start));
  }

  #unhover(): void {
    this.hovered = null;
  }

  /** Loads what makes a drag finer, with the first one; while that has not come, the thumb stays under the pointer. */
  async #grab(event: PointerEvent): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const code = this.#fine ? undefined : await import('./fine-scrub.js').catch(() => undefined);
    if (code) this.#fine ??= new code.FineScrub(this, event, input);
  }

  #drag(event: Event): void {
    this.#hold((event.target as HTMLInputElement).valueAsNumber);
    this.isDragging = true;
  }

  /** Shows a time that is not asked for yet. Who holds the end of a live stream goes along with it. */
  #hold(time: number): void {
    this.pending = this.isLive && time >= this.duration ? Infinity : this.#within(time);
  }

  /** The input says nothing when it is let go where it was taken, so the pointer is listened to as well. */
  #release(): void {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.#ask(this.shownTime);
  }

  /**
   * If the focus is lost while the thumb or a key is held, that counts as letting go: the time that was shown is asked
   * for. But if the bar is removed, Chromium says both `change` and `blur` before it is gone. So this waits for the
   * next microtask, by which a removed bar has forgotten the time.
   */
  #leave(): void {
    queueMicrotask(() => this.#release());
  }

  /** @internal If the finger turns out to scroll the page, or the bar is removed, nothing is asked for. */
  abandon(): void {
    this.isDragging = false;
    this.pending = null;
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const time = timeAfter(event.key, this.shownTime, this.start, this.duration);
    if (time === null || !this.canSeek) return;
    event.preventDefault();
    // While a key is held, its time is only shown: a seek at each repetition would begin to load a segment and give it
    // up.
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
