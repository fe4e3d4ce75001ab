import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { addStyles } from '../../shared/styles/add-styles.js';
import { listRanges } from '../model/snapshot-media.js';
import { formatClock } from '../strings/format-time.js';
import { statisticsWords } from '../strings/statistics-words.js';
import { playerIcon } from './icons.js';
import type { Counts, ExtrasHost } from './extras-host.js';

/** Interval between two readings, in milliseconds. */
const EVERY_MS = 500;

const statisticsStyles = css`
  .statistics {
    position: absolute;
    z-index: 2;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    box-sizing: border-box;
    max-inline-size: calc(100% - 16px);
    max-block-size: calc(100% - 72px);
    padding: 6px 10px;
    border: 1px solid rgb(255 255 255 / 0.3);
    border-radius: 8px;
    background: rgb(0 0 0 / 0.92);
    color: #fff;
    font: 12px / 1.45 system-ui, sans-serif;
    font-variant-numeric: tabular-nums;
    overflow: auto;
  }
  .statistics header {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .statistics strong {
    min-inline-size: 0;
    margin-inline-end: auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .statistics button {
    flex: none;
    min-inline-size: 32px;
    min-block-size: 32px;
    padding: 0 6px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: inherit;
    font: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
  .statistics button:hover {
    background: rgb(255 255 255 / 0.15);
  }
  .statistics button:focus-visible {
    outline: 2px solid #fff;
  }
  .statistics .icon {
    display: block;
    inline-size: 18px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
  }
  .statistics dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 0 12px;
    margin: 0;
  }
  .statistics dd {
    margin: 0;
    justify-self: end;
  }
  @container (width < 440px) {
    .statistics {
      max-block-size: calc(100% - 16px);
    }
  }
  @media (pointer: coarse) {
    .statistics button {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .statistics {
      background: Canvas;
      border-color: CanvasText;
    }
  }
`;

/** Box with playback statistics for developers; lets clicks beside it through. */
export class Statistics implements ReactiveController {
  readonly #host: ExtrasHost;
  readonly #counts: Counts;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isOpen = false;
  #isCopied = false;

  constructor(host: ExtrasHost, counts: Counts) {
    this.#host = host;
    this.#counts = counts;
    addStyles(host, statisticsStyles);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#show(false);
  }

  /** Opens or closes the box. */
  toggle(): void {
    this.#show(!this.#isOpen);
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const { texts } = this.#host;
    const { copy, copied } = statisticsWords(texts.locale);
    return html`<section class="statistics" role="group" aria-label=${texts.statistics}>
      <header>
        <strong>${texts.statistics}</strong>
        <button type="button" @click=${this.#copy}>${this.#isCopied ? copied : copy}</button>
        <button type="button" aria-label=${texts.close} @click=${this.close}>${playerIcon('close')}</button>
      </header>
      <dl>${this.#rows().map(([name, value]) => html`<dt>${name}</dt><dd dir="ltr">${value}</dd>`)}</dl>
    </section>`;
  }

  #rows(): readonly (readonly [name: string, value: string])[] {
    const { player, texts } = this.#host;
    const { locale } = texts;
    const words = statisticsWords(locale);
    const number = (value: number, unit?: string): string =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...(unit && { style: 'unit', unit }) }).format(value);
    const rung = player.renditions.find(({ active }) => active);
    const size = `${player.videoWidth}×${player.videoHeight}`;
    const { currentTime, tokenExpiresAt } = player;
    const ahead = listRanges(player.buffered).find(([start, end]) => currentTime >= start && currentTime <= end)?.[1];
    const { droppedVideoFrames, totalVideoFrames } = player.getVideoPlaybackQuality();
    const { bandwidthEstimate = Number.NaN } = (player.engine ?? {}) as { readonly bandwidthEstimate?: number };
    const { renewals, fetchedSeconds, watchedSeconds } = this.#counts;
    const left = tokenExpiresAt && Math.max(0, (tokenExpiresAt.getTime() - Date.now()) / 1_000);
    return [
      [texts.quality, rung ? `${size} · ${number(rung.bitrate / 1e6, 'megabit-per-second')}` : size],
      [words.buffer, number((ahead ?? currentTime) - currentTime, 'second')],
      [words.dropped, `${number(droppedVideoFrames)} / ${number(totalVideoFrames)}`],
      [words.bandwidth, Number.isNaN(bandwidthEstimate) ? '–' : number(bandwidthEstimate / 1e6, 'megabit-per-second')],
      [words.token, left === null ? '–' : formatClock(left, locale)],
      [words.renewals, number(renewals)],
      [words.fetched, number(fetchedSeconds, 'second')],
      [words.watched, number(watchedSeconds, 'second')],
    ];
  }

  #show(isOpen: boolean): void {
    clearInterval(this.#timer);
    this.#isOpen = isOpen;
    this.#isCopied = false;
    if (isOpen) this.#timer = setInterval(() => this.#host.requestUpdate(), EVERY_MS);
    this.#host.requestUpdate();
  }

  /** Closes the box; returns whether it was open. */
  readonly close = (): boolean => {
    const wasOpen = this.#isOpen;
    this.#show(false);
    return wasOpen;
  };

  /** Copies the shown numbers and the video's uid, but no token or URL. */
  readonly #copy = async (): Promise<void> => {
    const { player } = this.#host;
    const rows = [['uid', player.uid ?? '–'] as const, ...this.#rows()];
    try {
      await navigator.clipboard.writeText(rows.map((row) => row.join(': ')).join('\n'));
      this.#isCopied = true;
    } catch {
      // Without permission to copy, the button does not change.
    }
    this.#host.requestUpdate();
  };
}
