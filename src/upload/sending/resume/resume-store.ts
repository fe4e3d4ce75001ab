import { asRecord } from '../../../shared/json.js';
import { isLive, parseResumeRecord, recordsToForget, RESUME_LIFETIME_MS, type ResumeRecord } from './resume-record.js';
import { DATABASE, STORE } from './stored-uploads.js';

/** Most records that are read: far more than are ever kept. */
const MAX_READ = 1_000;
/**
 * Longest time that storage is waited for, in milliseconds: some browsers never answer, and a file wants to be sent.
 */
const OPEN_MS = 5_000;

/** Whether storage has not answered in time: it is not waited for again, unless it answers after all. */
let isSilent = false;

/** Number of calls of `clear()` in this page. */
let clears = 0;

/**
 * Remembers half-sent uploads in IndexedDB, so that they can go on after a reload. Where there is no storage (private
 * windows, full disks) it remembers nothing and says nothing: an upload must never fail over this.
 */
export class ResumeStore {
  /** Lists the uploads of one scope that can still go on, newest first. */
  async list(scope: string): Promise<ResumeRecord[]> {
    const now = Date.now();
    return readable(await this.#all())
      .filter((record) => record.scope === scope && !record.sent && isLive(record, now))
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  /** Tells whether there is a record of a key; `undefined` where storage does not say. */
  async has(key: string): Promise<boolean | undefined> {
    const count = await run<number>('readonly', (store) => store.count(key));
    return count === undefined ? undefined : count > 0;
  }

  /** Reads the record of a key, where it is still of use. */
  async get(key: string): Promise<ResumeRecord | undefined> {
    const record = parseResumeRecord(await run('readonly', (store) => store.get(key)));
    return record && isLive(record, Date.now()) ? record : undefined;
  }

  /** Remembers one upload, and forgets those that are over or too many. */
  async put(record: ResumeRecord): Promise<void> {
    const clearsBefore = clears;
    const isKept = (await run('readwrite', (store) => store.put(record))) !== undefined;
    // Not every browser that has handles can keep them.
    if (!isKept && record.handle && clears === clearsBefore)
      await run('readwrite', (store) => store.put({ ...record, handle: undefined }));
    const kept = await this.#all();
    const unreadable = kept.filter((one) => !parseResumeRecord(one) && !isRecent(one)) as ResumeRecord[];
    for (const { key } of [...unreadable, ...recordsToForget(readable(kept), Date.now())]) await this.delete(key);
  }

  /** Forgets one upload. */
  async delete(key: string): Promise<void> {
    await run('readwrite', (store) => store.delete(key), true);
  }

  /** Forgets all uploads, of every scope. */
  async clear(): Promise<void> {
    clears += 1;
    await run('readwrite', (store) => store.clear(), true);
  }

  async #all(): Promise<unknown[]> {
    return (await run<unknown[]>('readonly', (store) => store.getAll(undefined, MAX_READ))) ?? [];
  }
}

/** Tells whether a record may be that of a newer version in another tab. */
function isRecent(kept: unknown): boolean {
  return Math.abs(Date.now() - Number(asRecord(kept)?.updatedAt)) < RESUME_LIFETIME_MS;
}

function readable(kept: readonly unknown[]): ResumeRecord[] {
  return kept.map(parseResumeRecord).filter((record) => record !== undefined);
}

/**
 * Opens the database, for each use anew: an open connection would keep other tabs from upgrading, and none is needed
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

/** @param isForgetting - Whether storage is asked even where it was silent before: what is kept may be a secret. */
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
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up.'));
    });
    return request.result as T;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    database?.close();
  }
}
