import { html, nothing, type TemplateResult } from 'lit';
import { chapterAt, chapterBeside, cutsOf, type Chapter } from '../model/chapters.js';

const clamp = (percent: number): number => Math.min(100, Math.max(0, percent));

/** Chapters as the controls draw them. Loaded with the chapters; each list has a view of its own. */
export class ChapterView {
  readonly list: readonly Chapter[];
  #mask: { readonly key: string; readonly css: string } | undefined;

  constructor(list: readonly Chapter[]) {
    this.list = list;
  }

  /** Finds the chapter at a time, in seconds. */
  at(time: number): Chapter | null {
    return chapterAt(this.list, time);
  }

  /** Finds the chapter before or after a time, in seconds. */
  beside(time: number, by: 1 | -1): Chapter | undefined {
    return chapterBeside(this.list, time, by);
  }

  /** Returns a CSS mask for a bar from `start` to `end`, in seconds, with small gaps between its chapters. */
  mask(start: number, end: number): string {
    const key = `${start} ${end}`;
    if (this.#mask?.key !== key) {
      const stops = cutsOf(this.list, start, end).map((cut) => {
        const from = `calc(${cut.toFixed(3)}% - 1px)`;
        const to = `calc(${cut.toFixed(3)}% + 1px)`;
        return `#000 ${from}, #0000 0 ${to}, #000 0`;
      });
      this.#mask = { key, css: stops.length > 0 ? `linear-gradient(90deg, ${stops.join(', ')}) no-clip` : 'none' };
    }
    return this.#mask.css;
  }

  /** Draws the chapter under the pointer again, taller, over a bar, with the custom properties of the bar. */
  segment(time: number | null, start: number, end: number): TemplateResult | typeof nothing {
    const chapter = time === null ? null : this.at(time);
    if (!chapter) return nothing;
    const [left, right] = [chapter.startTime, chapter.endTime].map((edge) =>
      clamp(((edge - start) / (end - start)) * 100),
    );
    return html`<div
      class="track"
      .style=${`inset-block:calc(50% - var(--_track)/2 - 2px);border-radius:0;box-shadow:none;clip-path:inset(0 calc(${100 - (right ?? 100)}% + ${right === 100 ? 0 : 1}px) 0 calc(${left}% + ${left === 0 ? 0 : 1}px) round 2px)`}
    >
      <div class="buffered"></div>
      <div class="hovered"></div>
      <div class="fill"></div>
    </div>`;
  }

  /** Draws the title of the chapter at a time, for the bubble over a bar. */
  bubble(time: number): TemplateResult | typeof nothing {
    const title = this.at(time)?.title;
    return title ? html`<bdi class="name">${title}</bdi>` : nothing;
  }

  /** Draws a button with the title of the current chapter that opens the list. */
  title(time: number, name: string, open: (event: MouseEvent) => void): TemplateResult | typeof nothing {
    const title = this.at(time)?.title;
    if (!title) return nothing;
    return html`<button type="button" class="time chapter" part="button chapter" aria-haspopup="menu" aria-expanded="false" aria-description=${name} @click=${open}
      >${title}</button
    >`;
  }
}
