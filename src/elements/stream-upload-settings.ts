import type { UploadItem } from '../controllers/upload-item.js';
import type { UploadMedia } from '../controllers/upload-preflight.js';
import type { UploadSettings } from '../controllers/upload-settings.js';
import type { CreateUpload } from '../controllers/upload-target.js';
import { MAX_FILE_BYTES, toChunkBytes } from '../core/limits.js';
import { percentOf } from '../core/upload-progress.js';
import type { UploadState } from '../core/upload-state.js';
import { summarize } from '../core/upload-summary.js';
import type { UploadLimits } from '../ui/upload-texts.js';

/** What a page may set on `<cf-stream-upload>` that decides about an upload. */
export interface UploadAttributes {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly createUpload: CreateUpload | null;
  readonly statusEndpoint: string;
  readonly accept: string;
  readonly maxSize: number;
  readonly maxDuration: number | null;
  readonly chunkSize: number | null;
}

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

/**
 * The limits a page has set, with the defaults for what is not a number.
 *
 * @since 0.1.0
 */
export function limitsOf({ maxSize, maxDuration }: UploadAttributes): UploadLimits {
  return {
    maxBytes: maxSize > 0 ? maxSize : MAX_FILE_BYTES,
    maxSeconds: maxDuration !== null && maxDuration > 0 ? maxDuration : null,
  };
}

/**
 * What an upload is done with, as the page has set it.
 *
 * @since 0.1.0
 */
export function settingsOf(attributes: UploadAttributes): UploadSettings {
  const { id, name, endpoint, createUpload, statusEndpoint, accept, chunkSize } = attributes;
  // Without its query, which may change with every page view or hold something secret.
  const path = endpoint.replace(/[?#].*$/s, '') || `function at ${location.pathname}`;
  return {
    endpoint,
    createUpload,
    statusEndpoint,
    accept,
    scope: [path, name, id].join(' '),
    chunkBytes: chunkSize === null ? null : toChunkBytes(chunkSize),
    ...limitsOf(attributes),
  };
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

function infoOf({ sentBytes, totalBytes, bytesPerSecond, secondsLeft }: Omit<UploadProgressInfo, 'percent'>): UploadProgressInfo {
  return { sentBytes, totalBytes, percent: percentOf(sentBytes, totalBytes), bytesPerSecond, secondsLeft };
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
 * A file as a page sees it.
 *
 * @since 0.1.0
 */
export function itemInfoOf({ id, state, file, media }: UploadItem): UploadItemInfo {
  return { id, state, file, media, progress: progressInfoOf([state]) };
}
