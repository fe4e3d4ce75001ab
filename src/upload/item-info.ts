import type { UploadItem } from './sending/upload-item.js';
import type { UploadMedia } from './file/preflight.js';
import { percentOf } from './model/upload-progress.js';
import type { UploadState } from './model/upload-state.js';
import { summarize } from './model/upload-summary.js';

/** How far an upload is; see the `progress` property. */
export interface UploadProgressInfo {
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Whole percent; 100 only when every byte is sent. */
  readonly percent: number;
  /** `null` until it is known. */
  readonly bytesPerSecond: number | null;
  /** `null` until it is known. */
  readonly secondsLeft: number | null;
}

/** One file of an uploader, as a page sees it. */
export interface UploadItemInfo {
  /** For `pause()` and the like, and in the `detail` of events. */
  readonly id: string;
  readonly state: UploadState;
  readonly progress: UploadProgressInfo | null;
  /** The file, while this page has it. */
  readonly file: File | null;
  /** What was found out about it before it was sent. */
  readonly media: UploadMedia | null;
}

/**
 * How far uploads are, for the page; `null` where nothing is being sent.
 *
 * @since 0.1.0
 */
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

/**
 * A file as a page sees it.
 *
 * @since 0.1.0
 */
export function itemInfoOf({ id, state, file, media }: UploadItem): UploadItemInfo {
  return { id, state, file, media, progress: progressInfoOf([state]) };
}
