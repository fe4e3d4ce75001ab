import { MAX_CHUNK_BYTES } from '../../model/limits.js';
import { isOwnUpload, shareUpload } from '../own-uploads.js';
import { isOutdated, RESUME_LIFETIME_MS, type ResumeRecord } from './resume-record.js';
import { ResumeStore } from './resume-store.js';

/** Longest wait for writing before a chunk, in milliseconds; after one timeout, no other chunk waits. */
const WRITE_AHEAD_MS = 1_000;

/** Parts of a record that are known before there is an upload URL. */
export type UploadDescription = Pick<ResumeRecord, 'key' | 'scope' | 'fingerprint' | 'file' | 'handle'>;

/** Parts of a record that say where bytes are sent. */
type CreatedUpload = Pick<ResumeRecord, 'uploadURL' | 'uid' | 'protocol'>;

/**
 * Records the progress of one upload, so that it can resume after a reload. Sending waits for writes only before a
 * chunk, so that after a crash the server never has more than is recorded; and at the end: another tab that waits to
 * send the same file must find that it was sent, or it would send it again.
 */
export class ResumeRecorder {
  readonly #store = new ResumeStore();
  #description: UploadDescription | null = null;
  #record: ResumeRecord | null = null;
  /** Whether nothing is recorded about the chosen file, because everything was forgotten after it was chosen. */
  #isStopped = false;
  /** Whether the record of the chosen file was deleted, and none was written since. */
  #isForgotten = false;
  /** Whether storage was once too slow, so that it is not awaited again. */
  #isSlow = false;

  /** Reads the record of a file by this or another tab. */
  peek(key: string): Promise<ResumeRecord | undefined> {
    return this.#store.get(key);
  }

  /** Reads the record of a file, and updates it from now on. */
  async get(key: string): Promise<ResumeRecord | undefined> {
    const record = await this.peek(key);
    this.adopt(record ?? null);
    return record;
  }

  /**
   * Reads the record of a file once no other tab sends it. A video that was created elsewhere, or is taken over, is
   * marked as shared: neither page may delete it then.
   *
   * @param uid - Video that was to be resumed.
   */
  async takeOver(key: string, uid: string | undefined): Promise<ResumeRecord | undefined> {
    const record = await this.peek(key);
    if (!record || (record.uid === uid && !record.shared && isOwnUpload(uid))) return record;
    shareUpload(record.uid);
    const shared = { ...record, shared: true };
    this.adopt(shared);
    if (!record.shared) await this.#store.put(shared);
    return shared;
  }

  /** Starts over, with another file or none. */
  reset(): void {
    this.#record = this.#description = null;
    this.#isStopped = this.#isForgotten = false;
  }

  /** Deletes its record, and writes nothing more until {@link reset}. */
  stop(): void {
    const { key, uid } = this.#record ?? {};
    this.reset();
    this.#isStopped = true;
    // Without a record, nothing tells whether another tab resumes it.
    if (uid !== undefined) shareUpload(uid);
    if (key !== undefined) this.forget(key);
  }

  /** Updates a record from {@link peek} from now on. */
  adopt(record: ResumeRecord | null): void {
    if (!this.#isStopped) this.#record = record;
  }

  /**
   * Sets the file to record from now on. An existing record gets the file's handle.
   *
   * @param record - Result of {@link get}.
   * @returns The record to resume, if any.
   */
  describe(description: UploadDescription, record?: ResumeRecord): ResumeRecord | null {
    const isOld = record !== undefined && isOutdated(record, description.file);
    if (isOld) this.forget(record.key);
    const { handle } = description;
    if (!this.#isStopped) this.#description = description;
    if (this.#record && handle && this.#record.handle !== handle) void this.#write({ ...this.#record, handle });
    return record?.sent === false && !isOld ? record : null;
  }

  /** Creates a record for a new upload URL. */
  created(target: CreatedUpload): void {
    void this.#begin(target);
  }

  /** Records how many bytes the server has acknowledged. */
  acknowledged(sentBytes: number): void {
    if (this.#record && this.#record.sentBytes !== sentBytes) void this.#write({ ...this.#record, sentBytes });
  }

  /** Records up to where bytes are going to be sent. Resolves when that is written, or takes too long. */
  async handedOver(handedBytes: number): Promise<void> {
    if (!this.#record || (this.#record.handedBytes ?? 0) >= handedBytes) return;
    // Without waiting, it is recorded one chunk ahead: a server with more than is recorded would not be believed.
    const written = this.#write({
      ...this.#record,
      handedBytes: this.#isSlow ? handedBytes + MAX_CHUNK_BYTES : handedBytes,
    });
    if (this.#isSlow) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#isSlow = true;
        resolve();
      }, WRITE_AHEAD_MS);
    });
    await Promise.race([written, late]);
    clearTimeout(timer);
  }

  /** Records that the file has changed or become unreadable, in the current record or else in `record`. */
  changed(record: ResumeRecord | null): void {
    const known = this.#record ?? record;
    if (known && !this.#isStopped) void this.#write({ ...known, changed: true });
  }

  /** Records the expiry of the upload URL. */
  expires(expiresAt: number): void {
    if (this.#record && this.#record.expiresAt !== expiresAt) void this.#write({ ...this.#record, expiresAt });
  }

  /**
   * Records that the file was sent in full: kept for a while, without the upload URL, for another tab that waits.
   * Uploads that cannot resume have no record before.
   */
  async sent(uid: string): Promise<void> {
    if (this.#record?.uid === uid) await this.#write({ ...this.#record, uploadURL: '', sent: true });
    else if (!this.#isForgotten) await this.#begin({ uploadURL: '', uid }, true);
  }

  /** Deletes the record of an upload that will not resume. */
  forget(key: string): void {
    if (this.#record?.key === key) {
      this.#record = null;
      this.#isForgotten = true;
    }
    void this.#store.delete(key);
  }

  async #begin({ uploadURL, uid, protocol }: CreatedUpload, sent = false): Promise<void> {
    if (!this.#description) return;
    const now = Date.now();
    await this.#write({
      ...this.#description,
      uploadURL,
      uid,
      ...(protocol && { protocol }),
      sentBytes: 0,
      handedBytes: 0,
      sent,
      updatedAt: now,
      expiresAt: now + RESUME_LIFETIME_MS,
    });
  }

  #write(record: ResumeRecord): Promise<void> {
    this.#record = { ...record, updatedAt: Date.now() };
    this.#isForgotten = false;
    return this.#store.put(this.#record);
  }
}
