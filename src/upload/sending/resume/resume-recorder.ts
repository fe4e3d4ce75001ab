import { MAX_CHUNK_BYTES } from '../../model/limits.js';
import { isOwnUpload, shareUpload } from '../own-uploads.js';
import { isOutdated, RESUME_LIFETIME_MS, type ResumeRecord } from './resume-record.js';
import { ResumeStore } from './resume-store.js';

/** Longest time that a chunk waits until it is written down, in milliseconds; after that no other one waits. */
const WRITE_AHEAD_MS = 1_000;

/** Parts of a record that are known before there is an upload URL. */
export type UploadDescription = Pick<ResumeRecord, 'key' | 'scope' | 'fingerprint' | 'file' | 'handle'>;

/** Parts of a record that say where the bytes go. */
type CreatedUpload = Pick<ResumeRecord, 'uploadURL' | 'uid' | 'protocol'>;

/**
 * Writes down how one upload goes, so that it can go on after a reload. Sending waits for what is written only before a
 * chunk, so that after a crash the server never has more than is written here; and at the end: another tab that waits
 * to send the same file has to find there that it is sent, or it would send it again.
 */
export class ResumeRecorder {
  readonly #store = new ResumeStore();
  #description: UploadDescription | null = null;
  #record: ResumeRecord | null = null;
  /** Whether nothing is written about the chosen file, because everything was forgotten after it was chosen. */
  #isStopped = false;
  /** Whether what was written about the chosen file is forgotten, and nothing was written since. */
  #isForgotten = false;
  /** Whether storage has once taken too long, so that it is not waited for again. */
  #isSlow = false;

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

  /**
   * Reads what is remembered of a file once no other tab sends it. A video that was made elsewhere, or is taken over, is
   * marked: neither who made it nor who goes on with it may delete it.
   *
   * @param uid - The video that was to be gone on with.
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

  /** Begins anew, with another file or none. */
  reset(): void {
    this.#record = this.#description = null;
    this.#isStopped = this.#isForgotten = false;
  }

  /** Forgets what it has written, and writes nothing more until {@link reset}. */
  stop(): void {
    const { key, uid } = this.#record ?? {};
    this.reset();
    this.#isStopped = true;
    // Nothing says any more whether another tab goes on with it.
    if (uid !== undefined) shareUpload(uid);
    if (key !== undefined) this.forget(key);
  }

  /** Keeps a record up to date from now on that {@link peek} gave. */
  adopt(record: ResumeRecord | null): void {
    if (!this.#isStopped) this.#record = record;
  }

  /**
   * Sets the file that is written about from now on. A record that there is of it already gets the file's handle.
   *
   * @param record - What {@link get} gave.
   * @returns what can be gone on with.
   */
  describe(description: UploadDescription, record?: ResumeRecord): ResumeRecord | null {
    const isOld = record !== undefined && isOutdated(record, description.file);
    if (isOld) this.forget(record.key);
    const { handle } = description;
    if (!this.#isStopped) this.#description = description;
    if (this.#record && handle && this.#record.handle !== handle) void this.#write({ ...this.#record, handle });
    return record?.sent === false && !isOld ? record : null;
  }

  /** Writes a new record for a fresh upload URL. */
  created(target: CreatedUpload): void {
    void this.#begin(target);
  }

  /** Writes how many bytes the server has acknowledged. */
  acknowledged(sentBytes: number): void {
    if (this.#record && this.#record.sentBytes !== sentBytes) void this.#write({ ...this.#record, sentBytes });
  }

  /** Writes up to where bytes are going to be sent. Resolves when that is written, or takes too long. */
  async handedOver(handedBytes: number): Promise<void> {
    if (!this.#record || (this.#record.handedBytes ?? 0) >= handedBytes) return;
    // What is not waited for is written a chunk ahead: a server with more than is written here is not believed.
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

  /** Writes that the file was changed or can no longer be read, in what is kept up to date or else in `record`. */
  changed(record: ResumeRecord | null): void {
    const known = this.#record ?? record;
    if (known && !this.#isStopped) void this.#write({ ...known, changed: true });
  }

  /** Writes when the upload URL stops working. */
  expires(expiresAt: number): void {
    if (this.#record && this.#record.expiresAt !== expiresAt) void this.#write({ ...this.#record, expiresAt });
  }

  /**
   * Writes that every byte is there: kept for a while, without the upload URL, for another tab that waits for it. Of what
   * cannot go on, nothing was written before.
   */
  async sent(uid: string): Promise<void> {
    if (this.#record?.uid === uid) await this.#write({ ...this.#record, uploadURL: '', sent: true });
    else if (!this.#isForgotten) await this.#begin({ uploadURL: '', uid }, true);
  }

  /** Deletes the record of an upload that will not go on. */
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
