import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { request } from './player-requests.js';
import { playerTexts } from './player-texts.js';
import { seekBarStyles } from './seek-bar.styles.js';
import { formatClock } from './time-format.js';

/** How far an arrow key goes, in seconds. */
const ARROW_SECONDS = 5;
/** How much of the video a Page key passes. */
const PAGE_SHARE = 0.1;

/**
 * Shows where in a video it is and what of it is loaded, and asks for another time. Runs from left to right on every
 * page, as the time of a video does.
 *
 * @summary Seek bar of the player.
 * @tagname cf-stream-seek-bar
 * @since 0.1.0
 * @fires {CustomEvent<{ time: number }>} seek-request - On release and on each key press; bubbles, is not composed.
 */
export class CfStreamSeekBar extends LitElement {
  static override readonly styles = seekBarStyles;
  static override readonly shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  /** Seconds from the start. */
  @property({ attribute: false }) currentTime = 0;
  /** Length in seconds. Nothing can be sought while it is not a finite number. */
  @property({ attribute: false }) duration = Number.NaN;
  /** What is loaded: start and end of each range in seconds. */
  @property({ attribute: false }) buffered: readonly (readonly [start: number, end: number])[] = [];

  /** Time that was chosen and is not played yet, in seconds. */
  @state() private pending: number | null = null;
  @state() private isDragging = false;
  @query('.range') private readonly range!: HTMLElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abandon();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Another video is on its way, and a disabled input would never say that it was let go.
    if (this.end === 0) this.isDragging = false;
    // What was asked for holds until the video answers: keys pressed in quick succession add up.
    if (!this.isDragging && (changed.has('currentTime') || changed.has('duration'))) this.pending = null;
  }

  override render(): TemplateResult {
    const { end } = this;
    const time = this.shownTime;
    return html`<div class="range" dir="ltr">
      <div class="track">
        <div class="buffered"></div>
        <div class="fill"></div>
      </div>
      <input
        type="range"
        min="0"
        max=${end}
        step="any"
        .value=${live(String(time))}
        ?disabled=${end === 0}
        aria-label=${playerTexts.seek}
        aria-valuetext=${end === 0 ? nothing : playerTexts.position(time, end)}
        @input=${this.#drag}
        @change=${this.#release}
        @pointerup=${this.#release}
        @pointercancel=${this.#abandon}
        @blur=${this.#leave}
        @keydown=${this.#press}
      />
      ${this.isDragging ? html`<span class="bubble" aria-hidden="true">${formatClock(time)}</span>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { end } = this;
    const share = end === 0 ? 0 : this.shownTime / end;
    this.range?.style.setProperty('--_at', String(share));
    this.range?.style.setProperty('--_filled', `${share * 100}%`);
    this.range?.style.setProperty('--_buffered', end === 0 ? 'none' : gradientOf(this.buffered, end));
  }

  /** Last time that can be sought, in seconds; 0 where none can. */
  private get end(): number {
    return Number.isFinite(this.duration) && this.duration > 0 ? this.duration : 0;
  }

  private get shownTime(): number {
    return this.#within(this.pending ?? this.currentTime);
  }

  #drag(event: Event): void {
    this.pending = this.#within((event.target as HTMLInputElement).valueAsNumber);
    this.isDragging = true;
  }

  /** The input says nothing when it is let go where it was taken, so the pointer is listened to as well. */
  #release(): void {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.#ask(this.shownTime);
  }

  /** A drag does not outlive the focus; what a key has asked for does. */
  #leave(): void {
    if (this.isDragging) this.#abandon();
  }

  /** The finger turned out to scroll the page, or the bar is gone. */
  #abandon(): void {
    this.isDragging = false;
    this.pending = null;
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const time = timeAfter(event.key, this.shownTime, this.end);
    if (time === null) return;
    event.preventDefault();
    this.isDragging = false;
    this.#ask(this.#within(time));
  }

  #ask(time: number): void {
    this.pending = time;
    request(this, 'seek-request', { time });
  }

  #within(time: number): number {
    return Number.isFinite(time) ? Math.min(Math.max(time, 0), this.end) : 0;
  }
}

/** Where a key leads to, or `null` for a key that leads nowhere. */
function timeAfter(key: string, time: number, end: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return time - ARROW_SECONDS;
    case 'ArrowRight':
    case 'ArrowUp':
      return time + ARROW_SECONDS;
    case 'PageDown':
      return time - end * PAGE_SHARE;
    case 'PageUp':
      return time + end * PAGE_SHARE;
    case 'Home':
      return 0;
    case 'End':
      return end;
    default:
      return null;
  }
}

/** All loaded ranges in one picture: there may be many, and they change several times a second. */
function gradientOf(ranges: readonly (readonly [number, number])[], end: number): string {
  const percent = (time: number): string => `${Math.min(Math.max((time / end) * 100, 0), 100).toFixed(2)}%`;
  const stops = ranges.flatMap(([from, to]) => [
    `transparent ${percent(from)}`,
    `currentcolor ${percent(from)} ${percent(to)}`,
    `transparent ${percent(to)}`,
  ]);
  return stops.length > 0 ? `linear-gradient(to right, ${stops.join(', ')})` : 'none';
}
