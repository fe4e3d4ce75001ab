import type { ChosenFile } from './file/file-handle.js';
import type { DroppedItem } from './file/file-picker.js';
import type { RememberedVideo } from './form-control.js';
import type { UploadState } from './model/upload-state.js';
import type { UploadItemInfo } from './notify-page.js';
import { loadCode } from '../shared/load-code.js';
import { backoffDelayMs } from '../shared/backoff.js';
import type { StreamError } from '../shared/errors.js';

/** Delays between attempts to load the code while it is needed. */
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** File that waits for the code, or video restored with a form. */
type WaitingFile = UploadItemInfo & {
  readonly state: Extract<UploadState, { readonly status: 'checking' | 'processing' }>;
};

/** Code and callbacks of a {@link SessionLoader}. */
export interface SessionLoaderOptions<Session> {
  /** Loads the code and creates the session; called again after a failure. */
  readonly load: () => Promise<Session>;
  /** Called when files are added or removed, and when the session has taken them over. */
  readonly onChange: () => void;
  /** Called once for each file that waits for code that failed to load. Loading is retried. */
  readonly onLate: (id: string, error: StreamError) => void;
}

/** Loads the code that sends files on demand, and keeps files and requests until it is there. */
export class SessionLoader<Session extends { reset(): void }> {
  /** Session, once it has handled all earlier requests. */
  session: Session | undefined;
  /** Files that wait for the code, or to be read by it, as the page sees them. */
  waiting: readonly WaitingFile[] = [];
  /** Video that comes back if the waiting one is cancelled. */
  kept: WaitingFile | undefined;
  /** Pending requests, handled in order, each after the previous one is done. */
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
   * Loads the code and creates the session, once.
   *
   * @throws {StreamError} `NETWORK` if the code fails to load.
   */
  load(): Promise<Session> {
    return this.session ? Promise.resolve(this.session) : (this.#loading ??= this.#load());
  }

  /** Preloads the code. Errors are reported only when it is needed. */
  readonly warm = (): void => void this.load().catch(() => undefined);

  /** Whether the last attempt to load the code for a file has failed. */
  get isLate(): boolean {
    return this.waiting.some(({ id }) => this.#told.has(id));
  }

  /** Whether a file is waiting, rather than a video restored with a form, which has arrived. */
  get isChecking(): boolean {
    return this.waiting.some(({ state }) => state.status === 'checking');
  }

  /** Runs a request on the session: at once, or after all earlier ones. */
  ask(ask: (session: Session) => unknown): void {
    if (this.session) {
      ask(this.session);
      return;
    }
    this.#asks.push(ask);
    this.warm();
  }

  /** Shows files or folders until the session has them; returns them with their ids. */
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
   * Shows videos restored with a form, in place of everything else, until the session has them; returns them with their
   * ids. In a single uploader, the second one is the kept video.
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

  /** Removes a file, or all; a kept video comes back in its place. */
  drop(id?: string): void {
    const left = this.waiting.filter((one) => id !== undefined && one.id !== id);
    if (left.length === 0 && this.kept) {
      left.push(this.kept);
      this.kept = undefined;
    }
    this.#show(left);
  }

  /** Drops all requests. */
  reset(): void {
    this.#asks = this.#isArrived ? [(session) => session.reset()] : [];
    this.#told.clear();
    this.kept = undefined;
    if (this.waiting.length > 0) this.drop();
  }

  /** Creates the id of a new file. */
  nextId(): string {
    this.#count += 1;
    return `${this.#count}`;
  }

  /** Resumes pending requests. */
  start(): void {
    this.#isHere = true;
    if (this.#asks.length > 0) this.warm();
  }

  /** Stops retrying while the element is out of the page. */
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

  /** Runs pending requests on the session, including new ones. Waits for asynchronous ones, to keep their order. */
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
      // A video restored with a form has arrived long ago.
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
