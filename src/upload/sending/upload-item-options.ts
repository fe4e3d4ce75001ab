import type { UploadMedia } from '../file/preflight.js';
import type { Semaphore } from '../model/tasks.js';
import type { UploadEvent, UploadState } from '../model/upload-state.js';
import type { UploadSettings } from './upload-settings.js';

/** What an `UploadItem` asks of the queue that it is in, and tells it. */
export interface UploadItemOptions<Item> {
  readonly settings: () => UploadSettings;
  /** Files that are looked at: a few at a time, however many were dropped. */
  readonly checks: Semaphore;
  /** Files that are sent. */
  readonly sends: Semaphore;
  /**
   * The page's own check, before anything is sent: whether the file is taken. Throws `FILE_REFUSED` where the person is
   * to read why it is not.
   */
  readonly accepts: (item: Item, media: UploadMedia) => Promise<boolean>;
  /** Whether the item may go on. Asked once it is known which file it is: that may be in the queue already. */
  readonly claims: (item: Item, key: string) => boolean;
  /** Called after each change, when the new state can be read. */
  readonly onChange: (item: Item, event: UploadEvent, before: UploadState) => void;
}
