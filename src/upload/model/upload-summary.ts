import { percentOf } from './upload-progress.js';
import type { UploadState } from './upload-state.js';

/**
 * Progress of one upload, or of several together.
 *
 * @since 0.1.0
 */
export interface UploadProgressInfo {
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Integer percentage; 100 only when every byte has been sent. */
  readonly percent: number;
  /** Upload speed in bytes per second; `null` while unknown. */
  readonly bytesPerSecond: number | null;
  /** Remaining time in seconds; `null` while unknown. */
  readonly secondsLeft: number | null;
}

/** Totals over several uploads. */
export interface UploadSummary {
  readonly total: number;
  /** Number of videos that have been sent in full, including ready ones. */
  readonly sent: number;
  readonly ready: number;
  /** Number of failed uploads that need a decision. */
  readonly failed: number;
  /** Number of files being checked or sent, including those waiting for their turn. */
  readonly sending: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** `null` while unknown. */
  readonly bytesPerSecond: number | null;
  /** `null` while unknown. */
  readonly secondsLeft: number | null;
}

/**
 * Sums up the states of several uploads. Failed and resumable ones do not count among the bytes: nobody is waiting for
 * them.
 */
export function summarize(states: readonly UploadState[]): UploadSummary {
  const sum = { total: states.length, sent: 0, ready: 0, failed: 0, sending: 0, sentBytes: 0, totalBytes: 0 };
  let speed = 0;
  for (const state of states) {
    switch (state.status) {
      case 'processing':
      case 'ready':
        sum.sent += 1;
        if (state.status === 'ready') sum.ready += 1;
        sum.sentBytes += state.file.size;
        sum.totalBytes += state.file.size;
        break;
      case 'checking':
      case 'uploading':
      case 'paused':
        if (state.status !== 'paused') sum.sending += 1;
        sum.sentBytes += state.progress.sentBytes;
        sum.totalBytes += state.progress.totalBytes;
        speed += state.progress.bytesPerSecond ?? 0;
        break;
      case 'error':
        sum.failed += 1;
        break;
      default:
    }
  }
  const bytesPerSecond = speed > 0 ? speed : null;
  const secondsLeft = bytesPerSecond === null ? null : (sum.totalBytes - sum.sentBytes) / bytesPerSecond;
  return { ...sum, bytesPerSecond, secondsLeft };
}

/** Sums up the progress of uploads for the page; `null` if nothing is being sent. */
export function progressInfoOf(states: readonly UploadState[]): UploadProgressInfo | null {
  const [only] = states;
  if (only && states.length === 1) return 'progress' in only && only.progress ? infoOf(only.progress) : null;
  const sum = summarize(states);
  return sum.sending > 0 ? infoOf(sum) : null;
}

function infoOf({
  sentBytes,
  totalBytes,
  bytesPerSecond,
  secondsLeft,
}: Omit<UploadProgressInfo, 'percent'>): UploadProgressInfo {
  return { sentBytes, totalBytes, percent: percentOf(sentBytes, totalBytes), bytesPerSecond, secondsLeft };
}
