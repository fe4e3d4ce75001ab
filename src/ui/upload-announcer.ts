import type { UploadState } from '../core/upload-state.js';
import { summarize, type UploadSummary } from '../core/upload-summary.js';
import type { UploadLimits, UploadTexts } from './upload-texts.js';

/** What the words depend on. */
export interface UploadAnnouncerOptions {
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
}

/**
 * Finds what a screen reader is told: of one file at each of its steps, of several once for all that happened between
 * two drawings, since there may be thousands.
 *
 * @since 0.1.0
 */
export class UploadAnnouncer {
  /** What was said last; stays until there is something new. */
  text = '';
  #summary = summarize([]);
  #failed: UploadState | null = null;

  /** How several files stood when they were last looked at. */
  get summary(): UploadSummary {
    return this.#summary;
  }

  /** Says something else. */
  say(text: string): void {
    if (text) this.text = text;
  }

  /** One file has gone a step further. */
  tellOne(state: UploadState, before: UploadState, { texts, limits }: UploadAnnouncerOptions): void {
    this.say(texts.announcement(state, before, limits));
  }

  /** One of several has; of those that failed meanwhile the last one is named. */
  noteOneOfMany(state: UploadState, before: UploadState): void {
    if (state.status === 'error' && before.status !== 'error') this.#failed = state;
  }

  /** Several stand like this now. */
  tellMany(states: readonly UploadState[], { texts, limits }: UploadAnnouncerOptions): void {
    const summary = summarize(states);
    this.say(texts.manyAnnouncement(this.#failed, summary, this.#summary, limits));
    this.#failed = null;
    this.#summary = summary;
  }
}
