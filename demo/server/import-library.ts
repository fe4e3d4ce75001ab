import { ApiError } from './errors.js';
import type { ListedVideo } from './stream-library.js';
import type { StreamApi } from './stream-api.js';
import type { VideoStore } from './videos.js';

/** What an import found, and how much of it was new here. */
export interface ImportCounts {
  readonly videos: number;
  readonly liveInputs: number;
  readonly added: number;
}

/** What {@link importLibrary} takes. */
export interface ImportOptions {
  readonly store: Pick<VideoStore, 'add' | 'apply' | 'missing'>;
  readonly stream: Pick<StreamApi, 'page' | 'listInputs'>;
  /** Told after each page. */
  readonly onPage?: (counts: ImportCounts) => void;
}

/**
 * Gives a row to every video and every live input that the account has. It can be ended and begun again at any time: what
 * has a row keeps it, and learns whose it is. Where Stream wants no more calls, it waits.
 *
 * @throws {ApiError} when Stream cannot be asked.
 */
export async function importLibrary({ store, stream, onPage }: ImportOptions): Promise<ImportCounts> {
  let counts: ImportCounts = { videos: 0, liveInputs: 0, added: 0 };

  const seen = new Set<string>();

  async function take(found: readonly ListedVideo[]): Promise<void> {
    const listed = found.filter(({ uid }) => !seen.has(uid));
    const missing = new Set(await store.missing(listed.map(({ uid }) => uid)));
    for (const { uid, name, createdAt, creator, kind, state } of listed) {
      await store.add(uid, name, createdAt, { creator, kind });
      await store.apply(uid, state);
      seen.add(uid);
    }
    const inputs = listed.filter(({ kind }) => kind === 'live').length;
    counts = {
      videos: counts.videos + listed.length - inputs,
      liveInputs: counts.liveInputs + inputs,
      added: counts.added + missing.size,
    };
    onPage?.(counts);
  }

  await take(await patiently(() => stream.listInputs()));
  let before: Date | undefined;
  do {
    const page = await patiently(() => stream.page(before));
    await take(page.videos);
    before = page.next;
  } while (before);
  return counts;
}

/** Tries once more after Stream's own time where it was asked too often. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const waitSeconds = error instanceof ApiError && error.code === 'STREAM_BUSY' ? error.retryAfterSeconds : undefined;
    if (waitSeconds === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1000));
    return patiently(ask);
  }
}
