import { asRecord } from '../../../shared/json.js';
import { isLive, parseResumeRecord, recordsToForget, RESUME_LIFETIME_MS, type ResumeRecord } from './resume-record.js';
import { DATABASE, STORE } from './stored-uploads.js';

/** Most records that are read: far more than are ever stored. */
const MAX_READ = 1_000;
/** Longest wait for storage, in milliseconds: some browsers never answer, and the file has to be sent. */
const OPEN_MS = 5_000;

/** Whether storage has timed out: it is not awaited again until it answers. */
let isSilent = false;

/** Number of calls of `clear()` on this page. */
let clears = 0;

/**
 * Stores half-sent uploads in IndexedDB, so that they can resume after a reload. Without storage (private windows, full
 * disks), it silently stores nothing: an upload must never fail because of this.
 */
export class ResumeStore {
  /** Lists the resumable uploads of one scope, newest first. */
  async list(scope: string): Promise<ResumeRecord[]> {
    const now = Date.now();
    return readable(await this.#all())
      .filter((record) => record.scope === scope && !record.sent && isLive(record, now))
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  /** Tells whether there is a record for a key; `undefined` if storage does not answer. */
  async has(key: string): Promise<boolean | undefined> {
    const count = await run<number>('readonly', (store) => store.count(key));
    return count === undefined ? undefined : count > 0;
  }

  /** Reads the record for a key, if it is still usable. */
  async get(key: string): Promise<ResumeRecord | undefined> {
    const record = parseResumeRecord(await run('readonly', (store) => store.get(key)));
    return record && isLive(record, Date.now()) ? record : undefined;
  }

  /** Stores one upload, and deletes records that have expired or are too many. */
  async put(record: ResumeRecord): Promise<void> {
    const clearsBefore = clears;
    const isKept = (await run('readwrite', (store) => store.put(record))) !== undefined;
    // Not every browser with handles can store them.
    if (!isKept && record.handle && clears === clearsBefore)
      await run('readwrite', (store) => store.put({ ...record, handle: undefined }));
    const kept = await this.#all();
    const unreadable = kept.filter((one) => !parseResumeRecord(one) && !isRecent(one)) as ResumeRecord[];
    for (const { key } of [...unreadable, ...recordsToForget(readable(kept), Date.now())]) await this.delete(key);
  }

  /** Deletes one upload. */
  async delete(key: string): Promise<void> {
    await run('readwrite', (store) => store.delete(key), true);
  }

  /** Deletes all uploads, of every scope. */
  async clear(): Promise<void> {
    clears += 1;
    await run('readwrite', (store) => store.clear(), true);
  }

  async #all(): Promise<unknown[]> {
    return (await run<unknown[]>('readonly', (store) => store.getAll(undefined, MAX_READ))) ?? [];
  }
}

/** Tells whether a record may have been written by a newer version in another tab. */
function isRecent(kept: unknown): boolean {
  return Math.abs(Date.now() - Number(asRecord(kept)?.updatedAt)) < RESUME_LIFETIME_MS;
}

function readable(kept: readonly unknown[]): ResumeRecord[] {
  return kept.map(parseResumeRecord).filter((record) => record !== undefined);
}

/**
 * Opens the database for each use: an open connection would prevent other tabs from upgrading it, and none is needed
 * for long.
 */
function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    let isLate = false;
    const stop = (): void => {
      isLate = isSilent = true;
      reject(new Error('IndexedDB does not answer.'));
    };
    const timer = setTimeout(stop, OPEN_MS);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: 'key' });
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      isSilent = false;
      if (isLate) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new Error('IndexedDB cannot be opened.'));
    };
    request.onblocked = () => {
      clearTimeout(timer);
      isLate = true;
      reject(new Error('IndexedDB is blocked.'));
    };
  });
}

/** @param isForgetting - Whether to try even after a timeout: the stored data may be secret. */
async function run<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest,
  isForgetting = false,
): Promise<T | undefined> {
  let database: IDBDatabase | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (isSilent && !isForgetting) return undefined;
  try {
    database = await open();
    const transaction = database.transaction(STORE, mode);
    const request = use(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        isSilent = true;
        reject(new Error('IndexedDB does not answer.'));
      }, OPEN_MS);
      transaction.oncomplete = () => {
        isSilent = false;
        resolve();
      };
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB aborted.'));
    });
    return request.result as T;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    database?.close();
  }
}
