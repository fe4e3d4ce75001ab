import type { UploadItemInfo } from '../notify-page.js';
import { MediaRecording, type OpenedSource, type RecordingEnd } from './media-recording.js';
import { holdRecording, RecordingStore, type KeptRecording } from './recording-store.js';

/** What happens to a recording while it is being made. */
export type TakeEvent = 'not-kept' | 'silent' | RecordingEnd;

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
   * @param on - Called when it can no longer be kept, when the sound has ended, and when it is over and `file` is there.
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

  /** Gives the newest recording of an earlier visit that nobody uses, with its file. */
  static async findKept(scope: string): Promise<Take | null> {
    const store = new RecordingStore();
    for (const recording of await store.list(scope)) {
      const take = new Take(recording);
      take.#release = holdRecording(recording.id);
      if (!(await take.#release)) continue;
      take.file =
        (await recording.handle?.getFile().catch(() => null)) ?? toFile(recording, await store.read(recording.id));
      if (take.file.size > 0) return take;
      await take.discard();
    }
    void store.sweep(false);
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
    // What was settled once has no pieces any more.
    if (handle) this.#recording = { ...this.#recording, handle };
    const settled = await handle?.getFile().catch(() => null);
    return handle && settled?.size === file.size ? { file: settled, handle } : { file };
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
    if (kept) {
      this.#parts[index] = kept;
      return;
    }
    // Not even where there is room again: a gap is worse than an end.
    this.#isKept = false;
    onLost();
  }
}

/** Recordings that were given to the uploader: each is forgotten once it was sent or given up. */
export class UsedTakes {
  #takes: readonly Take[] = [];

  add(take: Take): void {
    this.#takes = [...this.#takes, take];
  }

  /** Finds their files among those of the uploader, and forgets those that have arrived. */
  follow(items: readonly UploadItemInfo[]): void {
    for (const { id, state } of items) {
      const name = 'file' in state ? state.file?.name : undefined;
      for (const take of this.#takes) if (take.name === name) take.itemId = id;
      if (state.status === 'processing' || state.status === 'ready') this.drop(id);
    }
  }

  /** Forgets that of a file which is not needed any more. */
  drop(itemId: string): void {
    const over = this.#takes.filter((take) => take.itemId === itemId);
    if (over.length > 0) this.#takes = this.#takes.filter((take) => !over.includes(take));
    for (const take of over) void take.discard();
  }
}

function toFile({ name, type, startedAt }: KeptRecording, parts: Blob[]): File {
  return new File(parts, name, { type, lastModified: startedAt });
}
