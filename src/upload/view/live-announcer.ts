import type { UploadState } from '../model/upload-state.js';
import type { UploadNotice } from '../model/upload-notice.js';
import { summarize, type UploadSummary } from '../model/upload-summary.js';
import type { UploadLimits } from '../strings/format.js';
import type { UploadTexts } from '../strings/texts.js';

/** Texts and limits that announcements are made of. */
export interface LiveAnnouncerOptions {
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
}

/**
 * Decides what a screen reader is told: of a single file each step; of several files one sentence for all that happened
 * between two renderings, because there may be thousands.
 */
export class LiveAnnouncer {
  /** Last announcement; stays until there is a new one. */
  text = '';
  #summary = summarize([]);
  /** The file that failed last since {@link tellMany}. */
  #failed: UploadState | null = null;
  #notice: UploadNotice | null = null;
  /** What was said of files beyond those that there may be, until all is said of what was given with them. */
  #tooMany: Extract<UploadNotice, { readonly type: 'too-many' }> | null = null;

  /** What is shown besides the uploads, until {@link endNotice}. */
  get notice(): UploadNotice | null {
    return this.#notice;
  }

  /** Sums over all files at the last {@link tellMany}. */
  get summary(): UploadSummary {
    return this.#summary;
  }

  /** Announces a given sentence; an empty one changes nothing. */
  say(text: string): void {
    if (text) this.text = text;
  }

  /** Shows and announces what is no change of an upload; `null` takes back that a file is being checked. */
  notify(notice: UploadNotice | null, { texts, limits }: LiveAnnouncerOptions): void {
    if (!notice && this.#notice?.type !== 'checking') return;
    // The limit is what matters of files that were left out for two reasons.
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
   * Ends what is shown, because somebody does something else. Not because a file comes or goes by itself: it may be the
   * one that is spoken of.
   */
  endNotice(): void {
    this.#notice = null;
  }

  /** Announces a change of the only file, where there is something to say. */
  tellOne(state: UploadState, before: UploadState, { texts, limits }: LiveAnnouncerOptions): void {
    this.say(texts.announcement(state, before, limits));
  }

  /** Notes a change of one of several files. {@link tellMany} names the one that has failed last. */
  noteOneOfMany(state: UploadState, before: UploadState): void {
    if (state.status === 'error' && before.status !== 'error') this.#failed = state;
  }

  /** Announces the state of several files, where there is something to say. */
  tellMany(states: readonly UploadState[], { texts, limits }: LiveAnnouncerOptions): void {
    const summary = summarize(states);
    this.say(texts.manyAnnouncement(this.#failed, summary, this.#summary, limits));
    this.#failed = null;
    this.#summary = summary;
  }
}
