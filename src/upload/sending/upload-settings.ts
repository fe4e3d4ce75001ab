import type { UploadEvent, UploadState } from '../model/upload-state.js';
import type { UploadItem } from './upload-item.js';
import type { PreflightRules, UploadMedia } from '../file/preflight.js';
import type { TargetSource } from './upload-target.js';
import type { Semaphore } from '../model/semaphore.js';

/** What an upload is done with; read anew whenever it is needed. */
export interface UploadSettings extends TargetSource, PreflightRules {
  /** URL that tells a video's state, with `{uid}`; empty where there is none. */
  readonly statusEndpoint: string;
  /** Which uploader of the site this is: half-sent files are offered again to the same one. */
  readonly scope: string;
  /** Size of a tus chunk in bytes; `null` for what the link carries. */
  readonly chunkBytes: number | null;
}

/**
 * What the page says about a file: take it, refuse it, or refuse it with a sentence for the person.
 *
 * @since 0.1.0
 */
export type UploadVerdict = boolean | string;

/** What an `UploadItem` asks of the queue that it is in. */
export interface UploadItemHost {
  readonly settings: () => UploadSettings;
  /** Files that are looked at: a few at a time, however many were dropped. */
  readonly checks: Semaphore;
  /** Files that are sent. */
  readonly sends: Semaphore;
  /** The page's own check, before anything is sent. */
  readonly accepts: (item: UploadItem, media: UploadMedia) => Promise<UploadVerdict>;
  /** Whether the item may go on. Asked once it is known which file it is: that may be in the queue already. */
  readonly claims: (item: UploadItem, key: string) => boolean;
  /** Called after each change, when the new state can be read. */
  readonly onChange: (item: UploadItem, event: UploadEvent, before: UploadState) => void;
}
