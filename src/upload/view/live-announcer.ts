import type { UploadState } from '../model/upload-state.js';
import type { UploadNotice } from '../model/upload-notice.js';
import { summarize, type UploadSummary } from '../model/upload-summary.js';
import type { UploadLimits } from '../strings/format.js';
import type { UploadTexts } from '../strings/texts.js';

/** Texts and limits for announcements. */
export interface LiveAnnouncerOptions {
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
}

/**
 * Decides what screen readers announce: of a single file, each step; of several, one sentence for all changes between
 * two renderings, because there may be thousands.
 */
export class LiveAnnouncer {
  /** Last announcement; stays until there is a new one. */
  text = '';
  #summary = summarize([]);
  /** Last failed file since {@link tellMany}. */
  #failed: UploadState | null = null;
  #notice: UploadNotice | null = null;
  /** Message about files beyond the limit, until everything about the same batch is said. */
  #tooMany: Extract<UploadNotice, { readonly type: 'too-many' }> | null = null;

  /** Message besides the status of uploads, until {@link endNotice}. */
  get notice(): UploadNotice | null {
    return this.#notice;
  }

  /** Totals over all files at the last {@link tellMany}. */
  get summary(): UploadSummary {
    return this.#summary;
  }

  /** Announces a text; an empty one changes nothing. */
  say(text: string): void {
    if (text) this.text = text;
  }

  /**
   * Shows and announces a message that is not about the status of an upload; `null` ends only that a file is being
   * checked.
   */
  notify(notice: UploadNotice | null, { texts, limits }: LiveAnnouncerOptions): void {
    if (!notice && this.#notice?.type !== 'checking') return;
    // For files left out for two reasons, the limit is what matters.
    const full = notice?.type === 'skipped' ? this.#tooMany : null;
    const said = full && notice?.type === 'skipped' ? { ...full, count: full.count + notice.count } : notice;
    if (said?.type === 'too-many') {
      this.#tooMany = said;
      queueMicrotask(() => (this.#tooMany = null));
    }
    this.#notice = said;
    if (said) this.say(texts.notice(said, limits));
  }

  /**
   * Ends the message, because of a new action. Not because a file comes or goes by itself: it may be the one in
   * question.
   */
  endNotice(): void {
    this.#notice = null;
  }

  /** Announces a change of the only file, if there is anything to say. */
  tellOne(state: UploadState, before: UploadState, { texts, limits }: LiveAnnouncerOptions): void {
    this.say(texts.announcement(state, before, limits));
  }

  /** Notes a change of one of several files. {@link tellMany} names the last failed one. */
  noteOneOfMany(state: UploadState, before: UploadState): void {
    if (state.status === 'error' && before.status !== 'error') this.#failed = state;
  }

  /** Announces the status of several files, if there is anything to say. */
  tellMany(states: readonly UploadState[], { texts, limits }: LiveAnnouncerOptions): void {
    const summary = summarize(states);
    this.say(texts.manyAnnouncement(this.#failed, summary, this.#summary, limits));
    this.#failed = null;
    this.#summary = summary;
  }
}
