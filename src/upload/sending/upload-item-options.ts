import type { UploadMedia } from '../file/preflight.js';
import type { Semaphore } from '../model/concurrency.js';
import type { UploadEvent, UploadState } from '../model/upload-state.js';
import type { UploadSettings } from './upload-settings.js';

/** Settings, limits and callbacks that an `UploadItem` gets from its queue. */
export interface UploadItemOptions<Item> {
  /** Tells whether anything may start now: not while the element is out of the page. */
  readonly isActive?: () => boolean;
  readonly settings: () => UploadSettings;
  /** Limits how many files are checked at a time. */
  readonly checks: Semaphore;
  /** Limits how many files are sent at a time. */
  readonly sends: Semaphore;
  /**
   * Asks the page whether to accept the file, before anything is sent.
   *
   * @throws {StreamError} `FILE_REFUSED` with a message for the person.
   */
  readonly accepts: (item: Item, media: UploadMedia) => Promise<boolean>;
  /**
   * Tells whether the item may send its file, before and after the page is asked: another item may have the same file.
   */
  readonly claims: (item: Item, key: string) => boolean;
  /** Called after each change, when the new state can be read. */
  readonly onChange: (item: Item, event: UploadEvent, before: UploadState) => void;
}
