import { ApiError } from './errors.js';
import type { ListedVideo } from './stream-library.js';
import type { StreamApi } from './stream-api.js';
import type { VideoStore } from './videos.js';

/** Numbers of imported and of new videos. */
export interface ImportCounts {
  readonly videos: number;
  readonly liveInputs: number;
  readonly added: number;
}

/** Options of {@link importLibrary}. */
export interface ImportOptions {
  readonly store: Pick<VideoStore, 'add' | 'apply' | 'missing'>;
  readonly stream: Pick<StreamApi, 'page' | 'listInputs'>;
  /** Called after each page. */
  readonly onPage?: (counts: ImportCounts) => void;
}

/**
 * Adds a row for every video and live input of the account. May be stopped and restarted at any time: existing rows
 * stay, and only learn their creator. Waits when Stream limits the calls.
 *
 * @throws {ApiError} If Stream cannot be reached.
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

/** Retries after the delay that Stream requests. */
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
