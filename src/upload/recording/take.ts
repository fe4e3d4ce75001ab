import type { UploadItemInfo } from '../notify-page.js';
import { MediaRecording, type OpenedSource, type RecordingEnd } from './media-recording.js';
import { holdRecording, RecordingStore, type KeptRecording } from './recording-store.js';

/** What happens to a recording while it is being made. */
export type TakeEvent = 'chunk' | 'not-kept' | 'silent' | RecordingEnd;

/** Date and time of here, as they may stand in the name of a file. */
const stamp = (at: number): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
};

/** One recording: while it is being made, when it was kept by an earlier visit, and until it was sent. */
export class Take {
  /** What was recorded, once that is over. */
  file: File | null = null;
  /** Id that its file has in the uploader, once it was used and is there. */
  itemId: string | undefined;
  /** Whether it is no longer to be kept: everything was forgotten. */
  isForgotten = false;
  #media: MediaRecording | undefined;
  #recording: KeptRecording;
  readonly #parts: Blob[] = [];
  #bytes = 0;
  #isKept = true;
  /** All that is still written, and what was recorded when it was ended. */
  #writes: Promise<void> = Promise.resolve();
  #ended: Promise<void> = Promise.resolve();
  #release: Promise<(() => void) | null> | undefined;
  readonly #store = new RecordingStore();

  constructor(recording: KeptRecording) {
    this.#recording = recording;
  }

  /**
   * Begins to record.
   *
   * @param about - Whose recording it is, and how it is called.
   * @param recordedMs - Tells how long it is so far.
   * @param on - Called with each piece, when it can no longer be kept, when the sound has ended, and when it is over and `file` is there.
   * @throws where the browser can record nothing of it.
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

  /** Gives the recordings of earlier visits that nobody uses, with their files, newest first. */
  static async findKept(scope: string): Promise<Take[]> {
    const store = new RecordingStore();
    const takes = await Promise.all((await store.list(scope)).map(async (kept) => new Take(kept).#open()));
    void store.sweep(false);
    return takes.filter((take) => take !== null);
  }

  /** Opens what was kept; gives `null` where somebody else uses it, or nothing can be read of it. */
  async #open(): Promise<Take | null> {
    const { id, handle } = this.#recording;
    this.#release = holdRecording(id);
    if (!(await this.#release)) return null;
    this.file = (await handle?.getFile().catch(() => null)) ?? null;
    const parts = this.file ? null : await this.#store.read(id);
    if (parts) this.file = toFile(this.#recording, parts);
    if (this.file?.size) return this;
    // What only cannot be read at the moment is there the next time.
    await (parts && !handle ? this.discard() : this.leave());
    return null;
  }

  get recordedMs(): number {
    return this.#recording.recordedMs;
  }

  get name(): string {
    return this.#recording.name;
  }

  /** What is being recorded, to be looked at. */
  get stream(): MediaStream | null {
    return this.#media?.stream ?? null;
  }

  /** Number of bytes that were recorded. */
  get bytes(): number {
    return this.#bytes;
  }

  #record(opened: OpenedSource, recordedMs: () => number, on: (what: TakeEvent) => void): void {
    // Whoever asks for the end by leaving does not count any more.
    const lengthNow = (): number => Math.max(this.#recording.recordedMs, recordedMs());
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const media = new MediaRecording(
      opened,
      (chunk) => {
        const index = this.#parts.push(chunk) - 1;
        this.#bytes += chunk.size;
        this.#recording = { ...this.#recording, recordedMs: lengthNow() };
        // In order, and as it is when its turn comes.
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

  /** Whether its file is among those of the uploader, which has it, or can open it. */
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

  /** Ends recording. */
  stop(): void {
    this.#media?.stop();
  }

  /** Gives its file, with a handle that opens it again after a reload where the browser has such a thing. */
  async settle(): Promise<{ readonly file: File; readonly handle?: FileSystemFileHandle }> {
    const { file } = this;
    if (!file) throw new Error('It is still being recorded.');
    if (this.isForgotten) return { file };
    const handle = this.#recording.handle ?? (await this.#store.settle(this.#recording, file));
    if (await this.#deleteForgotten()) return { file };
    // What was settled once has no pieces any more.
    if (handle) this.#recording = { ...this.#recording, handle };
    const settled = await handle?.getFile().catch(() => null);
    return handle && settled?.size === file.size ? { file: settled, handle } : { file };
  }

  /** Notes that every byte has arrived: it is of use while this page waits for the video, and not offered again. */
  noteSent(): void {
    if (this.#recording.isSent) return;
    this.#recording = { ...this.#recording, isSent: true };
    this.#writes = this.#writes.then(async () => {
      if (!this.isForgotten && this.#isKept) await this.#store.put(this.#recording);
      await this.#deleteForgotten();
    });
  }

  /** Ends it and forgets it. */
  async discard(): Promise<void> {
    this.isForgotten = true;
    this.#media?.stop();
    await this.#writes;
    await this.#store.delete(this.#recording.id);
    await this.leave();
  }

  /** Lets others have it, once its end is written. */
  async leave(): Promise<void> {
    await this.#ended;
    await this.#writes;
    (await this.#release)?.();
    this.#release = undefined;
  }

  /** Keeps a piece, and holds it from then on as it is on the disk: a long recording does not fill the memory. */
  async #keep(index: number, chunk: Blob, onLost: () => void): Promise<void> {
    if (this.isForgotten || !this.#isKept) return;
    const kept = await this.#store.append(this.#recording, index, chunk);
    if (await this.#deleteForgotten()) return;
    if (kept) {
      this.#parts[index] = kept;
      return;
    }
    // Not even where there is room again: a gap is worse than an end.
    this.#isKept = false;
    onLost();
  }

  /** Deletes what was written while it was being forgotten; tells whether it was. */
  async #deleteForgotten(): Promise<boolean> {
    if (this.isForgotten) await this.#store.delete(this.#recording.id);
    return this.isForgotten;
  }
}

function toFile({ name, type, startedAt }: KeptRecording, parts: Blob[]): File {
  return new File(parts, name, { type, lastModified: startedAt });
}
