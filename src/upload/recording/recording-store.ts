import { DATABASE, STORE } from '../sending/resume/stored-uploads.js';

/** Lifetime of an unused recording, in milliseconds (24 h): the same as of a half-sent upload. */
const LIFETIME_MS = 24 * 60 * 60_000;
/** Longest wait for storage, in milliseconds: some browsers never answer. */
const ANSWER_MS = 5_000;
/** Longest wait for another page to release a recording, in milliseconds: a page being left still writes the end. */
const HELD_MS = 2_000;
/** Folder in the origin private file system for recordings that were used. */
const FOLDER = 'cf-stream-recordings';

/** Recording stored in the browser. */
export interface KeptRecording {
  readonly id: string;
  /** Scope of the uploader that it belongs to. */
  readonly scope: string;
  /** File name of the recording. */
  readonly name: string;
  readonly type: string;
  /** Duration in milliseconds. */
  readonly recordedMs: number;
  /** Start of the recording, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Handle of its file, once it was used. */
  readonly handle?: FileSystemFileHandle | undefined;
  /** Whether it has been sent in full. */
  readonly isSent?: boolean;
}

/**
 * Stores a recording in progress, chunk by chunk, so that it survives the page: in the database of half-sent uploads,
 * which `forget()` clears. Its keys are arrays, which sort after all others and mean nothing to readers of uploads. No
 * method throws: results tell whether something could be stored.
 */
export class RecordingStore {
  /** Lists the usable recordings of an uploader, newest first; deletes the others. */
  async list(scope: string): Promise<KeptRecording[]> {
    // Only the keys: a long recording has thousands of chunks.
    const keys = await run<IDBValidKey[]>('readonly', (store) => store.getAllKeys(IDBKeyRange.lowerBound([])));
    const heads = (keys ?? []).filter((key) => Array.isArray(key) && key.length === 1);
    const rows = await Promise.all(heads.map((key) => run<unknown>('readonly', (store) => store.get(key))));
    const kept: KeptRecording[] = [];
    for (const row of rows) {
      if (!row) continue;
      const recording = row as KeptRecording & { updatedAt: number };
      const isOver = recording.isSent === true || !(Math.abs(Date.now() - recording.updatedAt) < LIFETIME_MS);
      if (isOver && (await whileUnused(recording.id, () => this.delete(recording.id)))) continue;
      if (!isOver && recording.scope === scope && typeof recording.name === 'string') kept.push(recording);
    }
    return kept.sort((a, b) => b.startedAt - a.startedAt);
  }

  /**
   * Stores a chunk of a recording.
   *
   * @returns The chunk backed by storage on disk; `null` if it could not be stored.
   */
  async append(recording: KeptRecording, index: number, chunk: Blob): Promise<Blob | null> {
    const key = [recording.id, index];
    const updatedAt = Date.now();
    const isKept = await run('readwrite', (store) => {
      store.put({ ...recording, key: [recording.id], updatedAt });
      return store.put({ key, updatedAt, chunk });
    });
    if (!isKept) return null;
    return chunkOf(await run('readonly', (store) => store.get(key)));
  }

  /** Stores the description of a recording. */
  async put(recording: KeptRecording): Promise<void> {
    await run('readwrite', (store) => store.put({ ...recording, key: [recording.id], updatedAt: Date.now() }));
  }

  /** Returns all chunks of a recording in order; `null` if they cannot be read now. */
  async read(id: string): Promise<Blob[] | null> {
    const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
    const rows = await run<unknown[]>('readonly', (store) => store.getAll(range));
    return rows?.map(chunkOf).filter((chunk) => chunk !== null) ?? null;
  }

  /**
   * Turns a recording into one file that can be reopened after a reload, and stores that in place of its chunks.
   *
   * @returns `null` if the browser has no such storage, or no room.
   */
  async settle(recording: KeptRecording, file: File): Promise<FileSystemFileHandle | null> {
    try {
      const folder = await (await folderOf(true)).getDirectoryHandle(recording.id, { create: true });
      const handle = await folder.getFileHandle(recording.name, { create: true });
      await file.stream().pipeTo(await handle.createWritable());
      const row = { ...recording, key: [recording.id], updatedAt: Date.now(), handle };
      const isKept = await run('readwrite', (store) => {
        store.delete(IDBKeyRange.bound([recording.id, 0], [recording.id, Infinity]));
        return store.put(row);
      });
      if (isKept) return handle;
    } catch {
      // The chunks are still there.
    }
    await removeFile(recording.id);
    return null;
  }

  /** Deletes a recording and its file. */
  async delete(id: string): Promise<void> {
    await run('readwrite', (store) => store.delete(IDBKeyRange.bound([id], [id, Infinity])));
    await removeFile(id);
  }

  /** Removes unused files of recordings: all, or those without a stored recording. */
  async sweep(isAll: boolean): Promise<void> {
    const folder = await folderOf(false).catch(() => null);
    if (!folder) return;
    const keys = isAll
      ? []
      : await run<IDBValidKey[]>('readonly', (store) => store.getAllKeys(IDBKeyRange.lowerBound([])));
    const known = keys?.map((key) => (Array.isArray(key) ? key[0] : null));
    for await (const id of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
      if (known && !known.includes(id)) await whileUnused(id, () => this.delete(id));
  }
}

/** Locks a recording until the returned function is called; `null` if another page uses it. */
export function holdRecording(id: string): Promise<(() => void) | null> {
  const { locks } = navigator as Partial<Navigator>;
  return new Promise((resolve) => {
    if (!locks) {
      resolve(() => undefined);
      return;
    }
    locks
      .request(
        `cf-stream-recording ${id}`,
        { signal: AbortSignal.timeout(HELD_MS) },
        () => new Promise<void>((release) => resolve(release)),
      )
      .catch((error: unknown) => {
        const isHeld = error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name);
        // Locks are refused where site data is blocked: then no other page has it either.
        resolve(isHeld ? null : () => undefined);
      });
  });
}

/** Runs a task on a recording that is not in use; returns whether it ran. */
async function whileUnused(id: string, task: () => Promise<void>): Promise<boolean> {
  const release = await holdRecording(id);
  if (!release) return false;
  await task().finally(release);
  return true;
}

async function folderOf(create: boolean): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create });
}

async function removeFile(id: string): Promise<void> {
  await folderOf(false)
    .then((folder) => folder.removeEntry(id, { recursive: true }))
    .catch(() => undefined);
}

function chunkOf(row: unknown): Blob | null {
  const { chunk } = Object(row) as { readonly chunk?: unknown };
  return chunk instanceof Blob ? chunk : null;
}

/** Uses the store of uploads; `undefined` if that fails. */
function run<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
  return new Promise((resolve) => {
    const end = (): void => resolve(undefined);
    setTimeout(end, ANSWER_MS);
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
      request.onerror = request.onblocked = end;
      request.onsuccess = () => {
        const { result: database } = request;
        try {
          const transaction = database.transaction(STORE, mode);
          transaction.onabort = end;
          const asked = use(transaction.objectStore(STORE));
          // A deletion has no result; `undefined` is reserved for failures.
          transaction.oncomplete = () => resolve((asked.result ?? null) as T);
        } catch {
          end();
        }
        database.close();
      };
    } catch {
      end();
    }
  });
}
