import type { ChosenFile } from './file/file-handle.js';
import type { DroppedItem } from './file/file-picker.js';
import type { RememberedVideo } from './form-control.js';
import type { UploadState } from './model/upload-state.js';
import type { UploadItemInfo } from './notify-page.js';
import { loadCode } from '../shared/load-code.js';
import { backoffDelayMs } from '../shared/backoff.js';
import type { StreamError } from '../shared/errors.js';

/** Waits between attempts to fetch the code while something is asked of it. */
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** A file that waits for the code, or a video that a form remembers. */
type WaitingFile = UploadItemInfo & {
  readonly state: Extract<UploadState, { readonly status: 'checking' | 'processing' }>;
};

/** Code and callbacks of a {@link SessionLoader}. */
export interface SessionLoaderOptions<Session> {
  /** Fetches the code and makes the session; called again after that has failed. */
  readonly load: () => Promise<Session>;
  /** Called when files have come or gone, and when there is a session that has them. */
  readonly onChange: () => void;
  /** Called with a file that waits for code that did not arrive, once for each. It goes on trying. */
  readonly onLate: (id: string, error: StreamError) => void;
}

/** Fetches what sends files when it is wanted, and keeps what was chosen and asked for until it is there. */
export class SessionLoader<Session extends { reset(): void }> {
  /** Session, once it has done all that was asked for before. */
  session: Session | undefined;
  /** Files that wait for the code, or to be read by it, as a page sees them. */
  waiting: readonly WaitingFile[] = [];
  /** Video that comes back where the one that waits is given up. */
  kept: WaitingFile | undefined;
  /** What was asked for, in the order in which it is done: each when the one before is over. */
  #asks: ((session: Session) => unknown)[] = [];
  #isArrived = false;
  #loading: Promise<Session> | undefined;
  #failures = 0;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHere = false;
  readonly #told = new Set<string>();
  readonly #options: SessionLoaderOptions<Session>;

  constructor(options: SessionLoaderOptions<Session>) {
    this.#options = options;
  }

  /**
   * Fetches the code and begins, unless that was done before.
   *
   * @throws {StreamError} `NETWORK` where the code did not arrive.
   */
  load(): Promise<Session> {
    return this.session ? Promise.resolve(this.session) : (this.#loading ??= this.#load());
  }

  /** Fetches the code before it is needed. Who needs it is told where it does not come. */
  readonly warm = (): void => void this.load().catch(() => undefined);

  /** Whether the code for a file did not arrive at the last attempt. */
  get isLate(): boolean {
    return this.waiting.some(({ id }) => this.#told.has(id));
  }

  /** Whether there is a file among those that wait: what a form remembers has arrived. */
  get isChecking(): boolean {
    return this.waiting.some(({ state }) => state.status === 'checking');
  }

  /** Does something with the session: at once, or after all that was asked for before. */
  ask(ask: (session: Session) => unknown): void {
    if (this.session) {
      ask(this.session);
      return;
    }
    this.#asks.push(ask);
    this.warm();
  }

  /** Shows files, or folders, until they are given to the session; gives them the ids that they have from now on. */
  wait<Given extends ChosenFile | DroppedItem>(given: readonly Given[]): Given[] {
    const named = given.map((one) => ({ ...one, id: this.nextId() }));
    const files = named.map((one) => {
      const known: Partial<File> = one.file ?? ('entry' in one ? one.entry : null) ?? {};
      const { name = '', size = 0, type = '', lastModified = 0 } = known;
      const progress = { sentBytes: 0, totalBytes: size, bytesPerSecond: null, secondsLeft: null, samples: [] };
      return toInfo(one.id, { status: 'checking', file: { name, size, type, lastModified }, progress }, one.file);
    });
    this.#show([...this.waiting, ...files]);
    return named;
  }

  /**
   * Shows videos that a form remembers, and nothing that was there before, until the session has them; gives them their
   * ids. Where there may be one only, the second is the one that is kept.
   */
  restore(videos: readonly RememberedVideo[], multiple: boolean, watched: boolean): RememberedVideo[] {
    this.reset();
    const named = videos.map((video) => ({ ...video, id: this.nextId() }));
    const files = named.map(({ uid, file, id }) =>
      toInfo(id, { status: 'processing', file, uid, percent: null, watched }, null),
    );
    if (!multiple) [this.kept] = files.splice(1);
    this.#show(files);
    return named;
  }

  /** Shows a file no longer, or none; a kept video in its place. */
  drop(id?: string): void {
    const left = this.waiting.filter((one) => id !== undefined && one.id !== id);
    if (left.length === 0 && this.kept) {
      left.push(this.kept);
      this.kept = undefined;
    }
    this.#show(left);
  }

  /** Forgets what was asked for. */
  reset(): void {
    this.#asks = this.#isArrived ? [(session) => session.reset()] : [];
    this.#told.clear();
    this.kept = undefined;
    if (this.waiting.length > 0) this.drop();
  }

  /** Makes the id of another file. */
  nextId(): string {
    this.#count += 1;
    return `${this.#count}`;
  }

  /** Goes on with what was asked for. */
  start(): void {
    this.#isHere = true;
    if (this.#asks.length > 0) this.warm();
  }

  /** Stops trying, while the element is not in the page. */
  stop(): void {
    this.#isHere = false;
    this.#rest();
  }

  async #load(): Promise<Session> {
    this.#rest();
    const session = await loadCode(this.#options.load()).catch((error: unknown) => {
      this.#loading = undefined;
      if (this.#asks.length > 0) this.#tryAgain(error as StreamError);
      throw error;
    });
    this.#isArrived = true;
    this.#told.clear();
    void this.#give(session);
    return session;
  }

  /** Has the session do what was asked for, also meanwhile. What takes time is waited for: the order is the person's. */
  async #give(session: Session): Promise<void> {
    for (let ask = this.#asks.shift(); ask; ask = this.#asks.shift()) {
      const done = ask(session);
      if (done instanceof Promise) await done;
    }
    this.session = session;
    this.waiting = [];
    this.kept = undefined;
    this.#options.onChange();
  }

  #tryAgain(error: StreamError): void {
    if (this.#isHere) {
      this.#timer = setTimeout(this.warm, backoffDelayMs(this.#failures, BACKOFF));
      window.addEventListener('online', this.warm);
    }
    this.#failures += 1;
    for (const { id, state } of this.waiting) {
      // What a form remembers has arrived long ago.
      if (state.status !== 'checking' || this.#told.has(id)) continue;
      this.#told.add(id);
      this.#options.onLate(id, error);
    }
    this.#options.onChange();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('online', this.warm);
  }

  #show(files: readonly WaitingFile[]): void {
    this.waiting = files;
    this.#options.onChange();
  }
}

function toInfo(id: string, state: WaitingFile['state'], file: File | null): WaitingFile {
  return { id, state, progress: null, file, media: null };
}
