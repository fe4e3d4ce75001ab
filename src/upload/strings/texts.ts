import type { StreamError } from '../../shared/errors.js';
import { interpolate, type Plural } from '../../shared/i18n/format.js';
import { formatPercent, formatPlural } from '../../shared/i18n/format-number.js';
import { percentOf, type UploadProgress } from '../model/upload-progress.js';
import type { FileTooLargeError } from '../model/upload-failure.js';
import type { UploadNotice } from '../model/upload-notice.js';
import type { UploadState } from '../model/upload-state.js';
import type { UploadSummary } from '../model/upload-summary.js';
import { formatBytes, formatLength, formatLimits, unbroken, type UploadLimits } from './format.js';
import { words as english } from './en.js';
import type { UploadWords } from './words.js';

/**
 * Texts of `<cf-stream-upload>` in one language, with their formatting.
 *
 * @since 0.1.0
 */
export class UploadTexts {
  readonly words: UploadWords;
  /** BCP 47 tag for numbers and units. */
  readonly locale: string;

  constructor(words: UploadWords, locale: string) {
    this.words = words;
    this.locale = locale;
  }

  /** Describes the accepted files. */
  limits(limits: UploadLimits): string {
    return formatLimits(this.words, this.locale, limits);
  }

  /** Describes the status of an upload, for the line below the file name. */
  status(state: UploadState, limits: UploadLimits): string {
    const { words } = this;
    switch (state.status) {
      case 'empty':
        return '';
      case 'resumable':
        return state.kept ? words.goOnHere : words.chooseSame;
      case 'checking':
        return words.checking;
      case 'uploading':
        if (state.waiting) return words.waits[state.waiting];
        return state.uid ? this.#sentOf(state.progress) : words.starting;
      case 'paused':
        return interpolate(words.paused, { sent: this.#sentOf(state.progress) });
      case 'processing':
        if (!state.watched) return words.sent;
        return state.percent === null
          ? words.processing
          : interpolate(words.processingPercent, { percent: this.percent(state.percent) });
      case 'ready':
        return words.ready;
      case 'error':
        return this.#error(state.error, state.reason, limits);
    }
  }

  /** Formats a whole percentage, rounded down. */
  percent(percent: number): string {
    return formatPercent(Math.floor(percent) / 100, this.locale);
  }

  /** Describes progress, speed and remaining time, as far as known. */
  pace(
    percent: number,
    { bytesPerSecond, secondsLeft }: Pick<UploadProgress, 'bytesPerSecond' | 'secondsLeft'>,
  ): string[] {
    const parts = [
      this.percent(percent),
      bytesPerSecond === null ? '' : formatBytes(bytesPerSecond, this.locale, '-per-second'),
      secondsLeft === null ? '' : interpolate(this.words.timeLeft, { time: this.#seconds(secondsLeft) }),
    ];
    return parts.filter(Boolean);
  }

  /** Describes size and duration of a video, as far as known. */
  facts(bytes: number, seconds: number | null): string[] {
    return [this.#bytes(bytes), formatLength(Math.round(seconds ?? 0), this.locale)].filter(Boolean);
  }

  /** Labels the button that asks for a file again. */
  chooseAgain(name: string): string {
    return interpolate(this.words.chooseAgain, { name });
  }

  /** Describes a resumable upload and its progress. */
  resumable(name: string, percent: number): string {
    return interpolate(this.words.resumable, { name, percent: this.percent(percent) });
  }

  /** Labels a button with its action and the file, among several. */
  actionOf(action: string, name: string): string {
    return interpolate(this.words.actionOf, { action, name });
  }

  /** Returns the text of a notice. */
  notice(notice: UploadNotice, limits: UploadLimits): string {
    const { words } = this;
    switch (notice.type) {
      case 'checking':
        return words.checking;
      case 'refused':
        return interpolate(words.announceState, { name: notice.name, state: this.#error(notice.error, null, limits) });
      case 'skipped':
        return this.#counted(words.skipped, notice.count);
      case 'only-one':
        return this.#counted(words.notices.onlyOne, notice.count);
      case 'too-many': {
        const { tooMany, leftOut } = words.notices;
        const most = this.#counted(tooMany, notice.max);
        return notice.count > 0 ? `${most} ${this.#counted(leftOut, notice.count)}` : most;
      }
      case 'duplicate':
        return interpolate(words.notices.duplicate, { name: notice.name });
      default:
        return words.notices[notice.type];
    }
  }

  /** Labels the button that shows more rows. */
  more(count: number): string {
    return this.#counted(this.words.more, count);
  }

  /** Describes the status of several uploads. */
  summary(sum: UploadSummary): string {
    const { words } = this;
    const isOver = sum.sent + sum.failed === sum.total;
    const done = sum.ready === sum.sent ? words.sumReady : words.sumSent;
    const parts = [
      isOver
        ? sum.sent > 0
          ? this.#counted(done, sum.sent)
          : ''
        : interpolate(words.sumSending, { sent: this.#number(sum.sent), total: this.#number(sum.total) }),
      sum.failed > 0 ? this.#counted(words.sumFailed, sum.failed) : '',
    ];
    return parts.filter(Boolean).join(' · ');
  }

  /** Returns the announcement for a change of one file; empty if there is none. */
  announcement(state: UploadState, before: UploadState, limits: UploadLimits): string {
    const { words } = this;
    const status = this.status(state, limits);
    if (state.status !== before.status) {
      if (state.status === 'empty' || state.status === 'checking') return '';
      const name = state.file?.name ?? '';
      if (state.status === 'uploading')
        return before.status === 'paused' ? words.announceResumed : interpolate(words.announceUploading, { name });
      if (state.status === 'resumable') return `${this.resumable(name, percentDone(state.progress))}. ${status}`;
      return state.status === 'error' ? status : interpolate(words.announceState, { name, state: status });
    }
    if (state.status === 'uploading' && before.status === 'uploading') {
      if (state.waiting !== before.waiting) return state.waiting ? words.waits[state.waiting] : '';
      return this.#quarter(percentDone(state.progress), percentDone(before.progress));
    }
    return '';
  }

  /** Returns the announcement for changes among several files: a failure, each quarter of the total, and the end. */
  manyAnnouncement(
    failed: UploadState | null,
    sum: UploadSummary,
    before: UploadSummary,
    limits: UploadLimits,
  ): string {
    if (failed?.status === 'error') return `${failed.file?.name ?? ''}: ${this.status(failed, limits)}`;
    const isOver = sum.sent + sum.failed === sum.total && sum.sent > 0;
    const wasOver = before.sent + before.failed === before.total;
    if (isOver && (!wasOver || (sum.ready === sum.sent && before.ready < before.sent))) return this.summary(sum);
    if (sum.totalBytes !== before.totalBytes) return '';
    return this.#quarter(percentDone(sum), percentDone(before));
  }

  #quarter(percent: number, before: number): string {
    const quarter = Math.floor(percent / 25);
    const isPassed = quarter > Math.floor(before / 25) && quarter < 4;
    return isPassed ? interpolate(this.words.announcePercent, { percent: this.percent(quarter * 25) }) : '';
  }

  #error(error: StreamError, reason: string | null, { maxBytes, maxSeconds }: UploadLimits): string {
    const { words } = this;
    const { code, status, message } = error;
    const { maxBytes: largest = maxBytes } = error as Partial<FileTooLargeError>;
    const { limit } = error as { readonly limit?: number | string };
    if (largest === null) return words.tooLargeAnyway;
    // Sentence of the page.
    if (code === 'FILE_REFUSED') return message;
    if (code === 'VIDEO_FAILED') return (reason === null ? undefined : words.reasons[reason]) ?? words.otherReason;
    if (code === 'UPLOAD_ENDPOINT_STATUS' && (status === 401 || status === 403)) return words.notAllowed;
    if (code === 'FILE_TOO_LONG' && maxSeconds === null) return words.tooLongAnyway;
    return interpolate(words.errors[code] ?? words.otherError, {
      size: this.#bytes(Number(limit ?? largest)),
      length: formatLength(Number(limit ?? maxSeconds), this.locale),
      resolution: String(limit),
    });
  }

  #sentOf({ sentBytes, totalBytes }: UploadProgress): string {
    return interpolate(this.words.sentOf, { sent: this.#bytes(sentBytes), total: this.#bytes(totalBytes) });
  }

  #counted(plural: Plural, count: number): string {
    return formatPlural(plural, count, this.locale);
  }

  #number(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  #bytes(bytes: number): string {
    return formatBytes(bytes, this.locale);
  }

  #seconds(seconds: number): string {
    return formatSeconds(seconds, this.locale);
  }
}

/** English texts, the default. */
export const uploadTexts = new UploadTexts(english, 'en');

function percentDone({ sentBytes, totalBytes }: { readonly sentBytes: number; readonly totalBytes: number }): number {
  return percentOf(sentBytes, totalBytes);
}

/**
 * Formats a duration in one or two units, coarser the longer it is, so that it does not flicker: `40 sec`, `3 min`,
 * `1 hr 20 min`.
 */
export function formatSeconds(seconds: number, locale: string): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour'): string =>
    unbroken(new Intl.NumberFormat(locale, { style: 'unit', unit: name }).format(value));
  if (seconds < 10) return unit(Math.max(1, Math.ceil(seconds)), 'second');
  if (seconds < 55) return unit(Math.ceil(seconds / 5) * 5, 'second');
  const minutes = Math.ceil(seconds / 60 - 0.1);
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = Math.ceil((minutes % 60) / 5) * 5;
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0);
  return rest % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')}\u00a0${unit(rest, 'minute')}`;
}
