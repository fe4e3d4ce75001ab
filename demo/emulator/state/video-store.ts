import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonFile } from './json-file.js';
import { toTimestamp } from '../shared/time.js';
import type { VideoRecord } from '../records/video-record.js';

interface Entry {
  record: VideoRecord;
  /** The last change; the next one waits for it, or it would undo it. */
  changed: Promise<void>;
  readonly file: JsonFile<VideoRecord>;
}

/** Changes of a video, or a function that computes them from its state at its turn. */
export type VideoChange = Partial<VideoRecord> | ((record: VideoRecord) => Partial<VideoRecord>);

/** The account's videos, each in a folder of its own: `video.json`, `original`, `media/`, `thumbnails/`. */
export class VideoStore {
  readonly #dir: string;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  private constructor(dir: string, now: () => number) {
    this.#dir = dir;
    this.#now = now;
  }

  /** Reads all videos below `dir`. */
  static async open(dir: string, now: () => number): Promise<VideoStore> {
    const store = new VideoStore(dir, now);
    await mkdir(dir, { recursive: true });
    for (const uid of await readdir(dir)) {
      if (!/^[0-9a-f]{32}$/.test(uid)) continue;
      const file = new JsonFile<VideoRecord>(join(dir, uid, 'video.json'));
      const record = await file.read();
      if (record) {
        await file.sweep();
        store.#entries.set(uid, { record, file, changed: Promise.resolve() });
      } else {
        // A folder without its record is the rest of a deletion that was cut short.
        await rm(join(dir, uid), { recursive: true, force: true });
      }
    }
    return store;
  }

  get(uid: string): VideoRecord | undefined {
    return this.#entries.get(uid)?.record;
  }

  /** All videos, newest first. */
  list(): VideoRecord[] {
    return [...this.#entries.values()]
      .map((entry) => entry.record)
      .reverse()
      .sort((a, b) => b.created.localeCompare(a.created));
  }

  async create(record: VideoRecord): Promise<void> {
    await mkdir(this.dirOf(record.uid), { recursive: true });
    const file = new JsonFile<VideoRecord>(join(this.dirOf(record.uid), 'video.json'));
    await file.write(record);
    this.#entries.set(record.uid, { record, file, changed: Promise.resolve() });
  }

  /**
   * Updates a video: on disk first, so that no state is visible that a crash would undo. Changes of one video are
   * applied one at a time. A deleted video stays deleted.
   */
  update(uid: string, change: VideoChange): Promise<void> {
    return this.#write(uid, (record) => this.#values(record, change));
  }

  /** Updates internal state of a video: it does not count as modified. */
  note(uid: string, change: Pick<VideoRecord, 'webhookDue'>): Promise<void> {
    return this.#write(uid, () => change);
  }

  /** Updates a video only in memory: for values that are worthless after a restart, such as progress. */
  touch(uid: string, change: VideoChange): void {
    const entry = this.#entries.get(uid);
    if (entry) entry.record = { ...entry.record, ...this.#values(entry.record, change) };
  }

  async delete(uid: string): Promise<void> {
    const entry = this.#entries.get(uid);
    this.#entries.delete(uid);
    // A change that is being written would bring the record back.
    await entry?.changed;
    // The record is deleted first: after a crash, the rest of the folder is removed at the next start.
    await rm(join(this.dirOf(uid), 'video.json'), { force: true });
    await rm(this.dirOf(uid), { recursive: true, force: true });
  }

  dirOf(uid: string): string {
    return join(this.#dir, uid);
  }

  /** Where the uploaded file of a video is kept. */
  originalOf(uid: string): string {
    return join(this.dirOf(uid), 'original');
  }

  /** Where the renditions of a video are kept. */
  mediaOf(uid: string): string {
    return join(this.dirOf(uid), 'media');
  }

  /** Resolves once nothing is being written. */
  async idle(): Promise<void> {
    await Promise.all([...this.#entries.values()].map((entry) => entry.changed));
  }

  async #write(uid: string, valuesOf: (record: VideoRecord) => Partial<VideoRecord>): Promise<void> {
    const entry = this.#entries.get(uid);
    if (!entry) return;
    const written = entry.changed.then(async () => {
      if (this.#entries.get(uid) !== entry) return;
      const values = valuesOf(entry.record);
      await entry.file.write({ ...entry.record, ...values });
      // Keeps values changed by `touch()` meanwhile.
      entry.record = { ...entry.record, ...values };
    });
    // A failed change is reported to its caller, and does not block the next one.
    entry.changed = written.catch(() => undefined);
    return written;
  }

  #values(record: VideoRecord, change: VideoChange): Partial<VideoRecord> {
    return { ...(typeof change === 'function' ? change(record) : change), modified: toTimestamp(this.#now()) };
  }
}
