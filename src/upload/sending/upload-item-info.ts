import type { UploadMedia } from '../file/preflight.js';
import type { UploadState } from '../model/upload-state.js';
import { progressInfoOf, type UploadProgressInfo } from '../model/upload-summary.js';

/**
 * One file of an uploader, as a page sees it.
 *
 * @since 0.1.0
 */
export interface UploadItemInfo {
  /** Id to give to `pause()` and the like; also in the `detail` of events. */
  readonly id: string;
  readonly state: UploadState;
  readonly progress: UploadProgressInfo | null;
  /** The file, while this page has it. */
  readonly file: File | null;
  /** Facts read from it before it was sent. */
  readonly media: UploadMedia | null;
}

/** Copies of an item what a page may see. */
export function itemInfoOf({ id, state, file, media }: Omit<UploadItemInfo, 'progress'>): UploadItemInfo {
  return { id, state, file, media, progress: progressInfoOf([state]) };
}
