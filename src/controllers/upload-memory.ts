import { RESUME_LIFETIME_MS, type ResumeRecord } from '../core/upload-resume.js';
import { ResumeStore } from '../dom/resume-store.js';

/** What is known of an upload before it has an upload URL. */
export type UploadDescription = Pick<ResumeRecord, 'key' | 'scope' | 'fingerprint' | 'file' | 'handle'>;

/**
 * Keeps what is remembered of one upload in step with how it goes. Nothing waits for it but the
 * end of an upload, which other tabs have to see.
 *
 * @since 0.1.0
 */
export class UploadMemory {
  readonly #store = new ResumeStore();
  #description: UploadDescription | null = null;
  #record: ResumeRecord | null = null;

  /** What is remembered of a file, by this or another tab. */
  peek(key: string): Promise<ResumeRecord | undefined> {
    return this.#store.get(key);
  }

  /** What is remembered of a file, and from now on kept up to date. */
  async get(key: string): Promise<ResumeRecord | undefined> {
    const record = await this.peek(key);
    this.adopt(record ?? null);
    return record;
  }

  /** Keeps up to date from now on what was peeked at. */
  adopt(record: ResumeRecord | null): void {
    this.#record = record;
  }

  /** Says which file what follows is about. */
  describe(description: UploadDescription): void {
    this.#description = description;
    const { handle } = description;
    if (this.#record && handle && this.#record.handle !== handle) void this.#write({ ...this.#record, handle });
  }

  /** There is an upload URL. */
  created({ uploadURL, uid }: { readonly uploadURL: string; readonly uid: string }): void {
    if (!this.#description) return;
    const now = Date.now();
    void this.#write({
      ...this.#description,
      uploadURL,
      uid,
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
