import { StreamError } from '../../shared/errors.js';
import { openFile, type ChosenFile } from '../file/file-handle.js';
import type { UploadState } from '../model/upload-state.js';
import { handedBytesOf, isOutdated, type ResumeRecord } from './resume/resume-record.js';
import { transportNamed } from './transports/registry.js';

/** The half-sent upload that an item offers to go on with, until its file was chosen. */
export class OfferedUpload {
  #record: ResumeRecord | null = null;
  /** The one for which another file was chosen: offered again where that file is given up. */
  #setAside: ResumeRecord | null = null;
  /** Whether the file that comes next is the one whose handle the browser has stored: its date says whether it was changed. */
  #isReopened = false;

  /** What is offered. Another file than this one's is refused. */
  get record(): ResumeRecord | null {
    return this.#record;
  }

  /** What is offered, where its file has turned out to be changed. */
  get changedRecord(): ResumeRecord | null {
    return this.#record?.changed ? this.#record : null;
  }

  /** Sets what is offered; `null` for nothing. */
  set(record: ResumeRecord | null): void {
    this.#record = record;
    this.#setAside = null;
  }

  /**
   * Checks that a file is the one to go on with, by the name under which it is remembered. One that is chosen again may
   * have another date, as on phones; the one that the browser has stored may not.
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
    throw new StreamError('FILE_CHANGED', 'The chosen file is not the one whose upload was to be resumed.');
  }

  /** Notes that the file with that key is going to be sent. */
  take(key: string): void {
    this.#record = null;
    if (this.#setAside?.key === key) this.#setAside = null;
  }

  /** Lets another file be sent. The half-sent one stays remembered. */
  setAside(): void {
    if (this.#record) this.#setAside = this.#record;
    this.#record = null;
  }

  /** Gives what is offered again when the chosen file is given up in that state. */
  offerAfter({ status }: UploadState): ResumeRecord | null {
    if (status === 'processing' || status === 'ready') return null;
    return (status === 'error' || status === 'checking' ? this.#record : null) ?? this.#setAside;
  }

  /** Opens its file, where the browser has kept it. Call it from a user's gesture. */
  async open(): Promise<ChosenFile | null> {
    const chosen = await openFile(this.#record?.handle);
    this.#isReopened = chosen !== null;
    return chosen;
  }

  /** Asks the server how much it has: it may be more than this browser heard of. `null` where it says nothing true. */
  async readOffset(signal: AbortSignal): Promise<number | null> {
    const record = this.#record;
    if (!record) return null;
    const bytes = await transportNamed(record.protocol).readOffset(record.uploadURL, signal);
    return bytes !== null && bytes <= handedBytesOf(record) ? bytes : null;
  }
}
