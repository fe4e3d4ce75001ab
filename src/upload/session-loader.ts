import type { ChosenFile } from './file/file-handle.js';
import type { RememberedVideo } from './form-control.js';
import type { UploadItemInfo } from './notify-page.js';
import { arrived } from '../shared/arrived.js';
import { backoffDelayMs } from '../shared/backoff.js';
import type { StreamError } from '../shared/errors.js';

/** Waits between attempts to fetch the code while something is asked of it. */
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** Code and callbacks of a {@link SessionLoader}. */
export interface SessionLoaderOptions<Session> {
  /** Fetches the code and makes the session; called again after that has failed. */
  readonly load: () => Promise<Session>;
  /** Called when files have come or gone, and when there is a session. */
  readonly onChange: () => void;
  /** Called with a file that waits for code that did not arrive, once for each. It goes on trying. */
  readonly onLate: (id: string, error: StreamError) => void;
}

/** Fetches what sends files when it is wanted, and keeps what was chosen and asked for until it is there. */
export class SessionLoader<Session> {
  session: Session | undefined;
  /** Files that wait for the code, as a page sees them. */
  waiting: readonly UploadItemInfo[] = [];
  /** Whether the code did not arrive at the last attempt. */
  isLate = false;
  #asks: ((session: Session) => void)[] = [];
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

  /** Does something with the session: at once, or as soon as there is one. */
  ask(ask: (session: Session) => void): void {
    if (this.session) {
      ask(this.session);
      return;
    }
    this.#asks.push(ask);
    this.warm();
  }

  /** Shows chosen files until they are given to the session. */
  wait(chosen: readonly ChosenFile[]): void {
    this.#show([
      ...this.waiting,
      ...chosen.map(({ file }) => {
        const { name, size, type, lastModified } = file;
        return {
          id: this.#nextId(),
          state: {
            status: 'checking',
            file: { name, size, type, lastModified },
            progress: { sentBytes: 0, totalBytes: size, bytesPerSecond: null, secondsLeft: null, samples: [] },
          } as const,
          progress: null,
          file,
          media: null,
        };
      }),
    ]);
  }

  /** Shows videos that a form remembers, and nothing that was there before, until the session has them. */
  restore(videos: readonly RememberedVideo[], watched: boolean): void {
    this.reset();
    this.#show(
      videos.map(({ uid, file }) => ({
        id: this.#nextId(),
        state: { status: 'processing', file, uid, percent: null, watched },
        progress: null,
        file: null,
        media: null,
      })),
    );
  }

  /** Shows a file no longer, or none. */
  drop(id?: string): void {
    this.#show(this.waiting.filter((one) => id !== undefined && one.id !== id));
  }

  /** Forgets what was asked for. */
  reset(): void {
    this.#asks = [];
    this.#count = 0;
    this.#told.clear();
    if (this.waiting.length > 0) this.drop();
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
    const session = await arrived(this.#options.load()).catch((error: unknown) => {
      this.#loading = undefined;
      this.isLate = true;
      if (this.#asks.length > 0) this.#tryAgain(error as StreamError);
      throw error;
    });
    this.session = session;
    this.waiting = [];
    for (const ask of this.#asks.splice(0)) ask(session);
    this.#options.onChange();
    return session;
  }

  #tryAgain(error: StreamError): void {
    if (this.#isHere) {
      this.#timer = setTimeout(this.warm, backoffDelayMs(this.#failures, BACKOFF));
      window.addEventListener('online', this.warm);
    }
    this.#failures += 1;
    for (const { id } of this.waiting.filter((one) => !this.#told.has(one.id))) {
      this.#told.add(id);
      this.#options.onLate(id, error);
    }
    this.#options.onChange();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('online', this.warm);
  }

  #show(files: readonly UploadItemInfo[]): void {
    this.waiting = files;
    this.#options.onChange();
  }

  #nextId(): string {
    this.#count += 1;
    return `${this.#count}`;
  }
}
