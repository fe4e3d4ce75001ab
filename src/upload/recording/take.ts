import type { UploadItemInfo } from '../notify-page.js';
import { MediaRecording, type OpenedSource, type RecordingEnd } from './media-recording.js';
import { holdRecording, RecordingStore, type KeptRecording } from './recording-store.js';

/** Event of a recording in progress. */
export type TakeEvent = 'chunk' | 'not-kept' | 'silent' | RecordingEnd;

/** Formats a local date and time for a file name. */
const stamp = (at: number): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
};

/** One recording: in progress, stored by an earlier visit, or used until it is sent. */
export class Take {
  /** The finished recording. */
  file: File | null = null;
  /** Id of its file in the uploader, once used. */
  itemId: string | undefined;
  /** Whether it must not be stored any more, because everything was forgotten. */
  isForgotten = false;
  #media: MediaRecording | undefined;
  #recording: KeptRecording;
  readonly #parts: Blob[] = [];
  #bytes = 0;
  #isKept = true;
  /** Pending writes, and the end of the recording. */
  #writes: Promise<void> = Promise.resolve();
  #ended: Promise<void> = Promise.resolve();
  #release: Promise<(() => void) | null> | undefined;
  readonly #store = new RecordingStore();

  constructor(recording: KeptRecording) {
    this.#recording = recording;
  }

  /**
   * Starts a recording.
   *
   * @param about - Scope and name of the recording.
   * @param recordedMs - Returns the recorded time so far.
   * @param on - Called with each chunk, when it can no longer be stored, when the audio has ended, and when it is over
   * and `file` is there.
   * @throws If the browser cannot record the source.
   */
  static begin(
    opened: OpenedSource,
    about: Pick<KeptRecording, 'scope' | 'name'>,
    recordedMs: () => number,
    on: (take: Take, what: TakeEvent) => void,
  ): Take {
    const startedAt = Date.now();
    const { scope, name } = about;
    const id = `${startedAt}-${Math.random().toString(36).slice(2)}`;
    const take = new Take({ id, scope, name: `${name} ${stamp(startedAt)}`, type: '', recordedMs: 0, startedAt });
    try {
      take.#record(opened, recordedMs, (what) => on(take, what));
    } catch (error) {
      opened.close();
      throw error;
    }
    take.#release = holdRecording(id);
    return take;
  }

  /** Returns stored recordings that are not in use, with their files, newest first. */
  static async findKept(scope: string): Promise<Take[]> {
    const store = new RecordingStore();
    const takes = await Promise.all((await store.list(scope)).map(async (kept) => new Take(kept).#open()));
    void store.sweep(false);
    return takes.filter((take) => take !== null);
  }

  /** Opens a stored recording; `null` if it is in use or unreadable. */
  async #open(): Promise<Take | null> {
    const { id, handle } = this.#recording;
    this.#release = holdRecording(id);
    if (!(await this.#release)) return null;
    this.file = (await handle?.getFile().catch(() => null)) ?? null;
    const parts = this.file ? null : await this.#store.read(id);
    if (parts) this.file = toFile(this.#recording, parts);
    if (this.file?.size) return this;
    // A recording that is only unreadable now may be readable the next time.
    await (parts && !handle ? this.discard() : this.leave());
    return null;
  }

  get recordedMs(): number {
    return this.#recording.recordedMs;
  }

  get name(): string {
    return this.#recording.name;
  }

  /** Stream that is being recorded, for the preview. */
  get stream(): MediaStream | null {
    return this.#media?.stream ?? null;
  }

  /** Number of recorded bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  #record(opened: OpenedSource, recordedMs: () => number, on: (what: TakeEvent) => void): void {
    // After the recorder has left, `recordedMs` no longer counts.
    const lengthNow = (): number => Math.max(this.#recording.recordedMs, recordedMs());
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const media = new MediaRecording(
      opened,
      (chunk) => {
        const index = this.#parts.push(chunk) - 1;
        this.#bytes += chunk.size;
        this.#recording = { ...this.#recording, recordedMs: lengthNow() };
        // In order, each with the state at its turn.
        this.#writes = this.#writes.then(() => this.#keep(index, chunk, () => on('not-kept')));
        on('chunk');
      },
      () => on('silent'),
      (how) => {
        end();
        void this.#writes.then(() => {
          this.#recording = { ...this.#recording, recordedMs: lengthNow() };
          this.file = toFile(this.#recording, this.#parts);
          on(how);
        });
      },
    );
    const { name } = this.#recording;
    this.#recording = {
      ...this.#recording,
      type: media.type,
      name: `${name}.${media.type === 'video/mp4' ? 'mp4' : 'webm'}`,
    };
    this.#media = media;
    this.#ended = ended;
  }

  /** Tells whether its file is in the uploader, which has it or can open it. */
  isAmong(items: readonly UploadItemInfo[]): boolean {
    return items.some(({ state }) => {
      const isWanting = state.status === 'resumable' && !state.kept;
      return !isWanting && 'file' in state && state.file?.name === this.name;
    });
  }

  pause(): void {
    this.#media?.pause();
  }

  resume(): void {
    this.#media?.resume();
  }

  /** Stops recording. */
  stop(): void {
    this.#media?.stop();
  }

  /** Returns its file, with a handle that reopens it after a reload if the browser supports that. */
  async settle(): Promise<{ readonly file: File; readonly handle?: FileSystemFileHandle }> {
    const { file } = this;
    if (!file) throw new Error('The recording is not finished.');
    if (this.isForgotten) return { file };
    const handle = this.#recording.handle ?? (await this.#store.settle(this.#recording, file));
    if (await this.#deleteForgotten()) return { file };
    // A settled recording has no chunks any more.
    if (handle) this.#recording = { ...this.#recording, handle };
    const settled = await handle?.getFile().catch(() => null);
    return handle && settled?.size === file.size ? { file: settled, handle } : { file };
  }

  /**
   * Notes that it has been sent in full: it is needed only while this page waits for the video, and not offered again.
   */
  noteSent(): void {
    if (this.#recording.isSent) return;
    this.#recording = { ...this.#recording, isSent: true };
    this.#writes = this.#writes.then(async () => {
      if (!this.isForgotten && this.#isKept) await this.#store.put(this.#recording);
      await this.#deleteForgotten();
    });
  }

  /** Stops and deletes it. */
  async discard(): Promise<void> {
    this.isForgotten = true;
    this.#media?.stop();
    await this.#writes;
    await this.#store.delete(this.#recording.id);
    await this.leave();
  }

  /** Releases it for others, once its end is written. */
  async leave(): Promise<void> {
    await this.#ended;
    await this.#writes;
    (await this.#release)?.();
    this.#release = undefined;
  }

  /** Stores a chunk, and then refers to the copy on disk, so that a long recording does not fill the memory. */
  async #keep(index: number, chunk: Blob, onLost: () => void): Promise<void> {
    if (this.isForgotten || !this.#isKept) return;
    const kept = await this.#store.append(this.#recording, index, chunk);
    if (await this.#deleteForgotten()) return;
    if (kept) {
      this.#parts[index] = kept;
      return;
    }
    // Storing never resumes, even with room again: a gap is worse than an early end.
    this.#isKept = false;
    onLost();
  }

  /** Deletes what was written while it was being forgotten; returns whether it was forgotten. */
  async #deleteForgotten(): Promise<boolean> {
    if (this.isForgotten) await this.#store.delete(this.#recording.id);
    return this.isForgotten;
  }
}

function toFile({ name, type, startedAt }: KeptRecording, parts: Blob[]): File {
  return new File(parts, name, { type, lastModified: startedAt });
}
