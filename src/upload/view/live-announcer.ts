import type { UploadState } from '../model/upload-state.js';
import { summarize, type UploadSummary } from '../model/upload-summary.js';
import type { UploadLimits, UploadTexts } from '../strings/texts.js';

/** What the words depend on. */
export interface LiveAnnouncerOptions {
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
}

/**
 * Decides what a screen reader is told: of a single file each step; of several files one sentence for all that happened
 * between two renderings, because there may be thousands.
 */
export class LiveAnnouncer {
  /** What was said last; stays until there is something new. */
  text = '';
  #summary = summarize([]);
  /** The file that failed last since {@link tellMany}. */
  #failed: UploadState | null = null;

  /** How several files stood when they were last looked at. */
  get summary(): UploadSummary {
    return this.#summary;
  }

  /** Says a sentence of its own; an empty one leaves what was said. */
  say(text: string): void {
    if (text) this.text = text;
  }

  /** Says how the only file goes on, where that is news. */
  tellOne(state: UploadState, before: UploadState, { texts, limits }: LiveAnnouncerOptions): void {
    this.say(texts.announcement(state, before, limits));
  }

  /** Notes a change of one of several files. {@link tellMany} names the one that has failed last. */
  noteOneOfMany(state: UploadState, before: UploadState): void {
    if (state.status === 'error' && before.status !== 'error') this.#failed = state;
  }

  /** Says how several files stand, where that is news. */
  tellMany(states: readonly UploadState[], { texts, limits }: LiveAnnouncerOptions): void {
    const summary = summarize(states);
    this.say(texts.manyAnnouncement(this.#failed, summary, this.#summary, limits));
    this.#failed = null;
    this.#summary = summary;
  }
}
