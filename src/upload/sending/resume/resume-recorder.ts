import { RESUME_LIFETIME_MS, type ResumeRecord } from './resume-record.js';
import { ResumeStore } from './resume-store.js';

/** What is known of an upload before it has an upload URL. */
export type UploadDescription = Pick<ResumeRecord, 'key' | 'scope' | 'fingerprint' | 'file' | 'handle'>;

/**
 * Writes down how one upload goes, so that it can go on after a reload. Sending does not wait for what is written,
 * except at the end: another tab that waits to send the same file has to find there that it is sent, or it would send
 * it again.
 */
export class ResumeRecorder {
  readonly #store = new ResumeStore();
  #description: UploadDescription | null = null;
  #record: ResumeRecord | null = null;

  /** Reads what this or another tab remembers of a file. */
  peek(key: string): Promise<ResumeRecord | undefined> {
    return this.#store.get(key);
  }

  /** Reads what is remembered of a file, and keeps it up to date from now on. */
  async get(key: string): Promise<ResumeRecord | undefined> {
    const record = await this.peek(key);
    this.adopt(record ?? null);
    return record;
  }

  /** Keeps a record up to date from now on that {@link peek} gave. */
  adopt(record: ResumeRecord | null): void {
    this.#record = record;
  }

  /** Sets the file that is written about from now on. A record that there is of it already gets the file's handle. */
  describe(description: UploadDescription): void {
    this.#description = description;
    const { handle } = description;
    if (this.#record && handle && this.#record.handle !== handle) void this.#write({ ...this.#record, handle });
  }

  /** There is an upload URL. */
  created({ uploadURL, uid, protocol }: Pick<ResumeRecord, 'uploadURL' | 'uid' | 'protocol'>): void {
    if (!this.#description) return;
    const now = Date.now();
    void this.#write({
      ...this.#description,
      uploadURL,
      uid,
      ...(protocol && { protocol }),
      sentBytes: 0,
      sent: false,
      updatedAt: now,
      expiresAt: now + RESUME_LIFETIME_MS,
    });
  }

  /** The server has so many bytes. */
  acknowledged(sentBytes: number): void {
    if (this.#record && this.#record.sentBytes !== sentBytes) void this.#write({ ...this.#record, sentBytes });
  }

  /** The server said how long the upload URL works. */
  expires(expiresAt: number): void {
    if (this.#record && this.#record.expiresAt !== expiresAt) void this.#write({ ...this.#record, expiresAt });
  }

  /** Every byte is there: kept for a moment, without the upload URL, for another tab that waits for it. */
  async sent(uid: string): Promise<void> {
    if (this.#record) await this.#write({ ...this.#record, uid, uploadURL: '', sent: true });
  }

  /** The upload will not go on. */
  forget(key: string): void {
    if (this.#record?.key === key) this.#record = null;
    void this.#store.delete(key);
  }

  #write(record: ResumeRecord): Promise<void> {
    this.#record = { ...record, updatedAt: Date.now() };
    return this.#store.put(this.#record);
  }
}
