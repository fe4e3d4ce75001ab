import { StreamError } from '../../shared/errors.js';
import { openFile, type ChosenFile } from '../file/file-handle.js';
import type { UploadState } from '../model/upload-state.js';
import { handedBytesOf, isOutdated, type ResumeRecord } from './resume/resume-record.js';
import { transportNamed } from './transports/registry.js';

/** Half-sent upload that an item offers to resume, until a file is chosen. */
export class OfferedUpload {
  #record: ResumeRecord | null = null;
  /** Upload for which another file was chosen: offered again if that file is given up. */
  #setAside: ResumeRecord | null = null;
  /** Whether the next file comes from the stored handle: its date tells whether it has changed. */
  #isReopened = false;

  /** Offered upload. Any other file is refused. */
  get record(): ResumeRecord | null {
    return this.#record;
  }

  /** Offered upload, if its file has turned out to be changed. */
  get changedRecord(): ResumeRecord | null {
    return this.#record?.changed ? this.#record : null;
  }

  /** Sets the offered upload; `null` for none. */
  set(record: ResumeRecord | null): void {
    this.#record = record;
    this.#setAside = null;
  }

  /**
   * Checks that a file is the one to resume, by its key. A file that is chosen again may have another date, as on
   * phones; one from a stored handle may not.
   *
   * @throws {StreamError} `FILE_CHANGED`.
   */
  check(key: string, file: File): void {
    const isReopened = this.#isReopened;
    this.#isReopened = false;
    if (!this.#record) return;
    if (this.#record.key === key) {
      const isChanged = isReopened && this.#record.file.lastModified !== file.lastModified;
      if (isChanged) this.#record = { ...this.#record, changed: true };
      if (!isOutdated(this.#record, file)) return;
    }
    throw new StreamError('FILE_CHANGED', 'The chosen file is not the one to resume.');
  }

  /** Notes that the file with that key is going to be sent. */
  take(key: string): void {
    this.#record = null;
    if (this.#setAside?.key === key) this.#setAside = null;
  }

  /** Lets another file be sent. The half-sent one stays stored. */
  setAside(): void {
    if (this.#record) this.#setAside = this.#record;
    this.#record = null;
  }

  /** Returns what to offer again when the chosen file is given up in that state. */
  offerAfter({ status }: UploadState): ResumeRecord | null {
    if (status === 'processing' || status === 'ready') return null;
    return (status === 'error' || status === 'checking' ? this.#record : null) ?? this.#setAside;
  }

  /** Opens its file through the stored handle, if any. Call it during a user gesture. */
  async open(): Promise<ChosenFile | null> {
    const chosen = await openFile(this.#record?.handle);
    this.#isReopened = chosen !== null;
    return chosen;
  }

  /**
   * Asks the server how much it has, which may be more than this browser knows. `null` if the response is impossible.
   */
  async readOffset(signal: AbortSignal): Promise<number | null> {
    const record = this.#record;
    if (!record) return null;
    const bytes = await transportNamed(record.protocol).readOffset(record.uploadURL, signal);
    return bytes !== null && bytes <= handedBytesOf(record) ? bytes : null;
  }
}
