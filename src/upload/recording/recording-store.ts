import { DATABASE, STORE } from '../sending/resume/stored-uploads.js';

/** Lifetime of a recording that was not used, in milliseconds (24 h): as long as that of a half-sent upload. */
const LIFETIME_MS = 24 * 60 * 60_000;
/** Longest time that storage is waited for, in milliseconds: some browsers never answer. */
const ANSWER_MS = 5_000;
/** Longest time that somebody may take to let go of a recording, in milliseconds: who leaves the page still writes its end. */
const HELD_MS = 2_000;
/** Folder of the site's private file system in which recordings lie that were used. */
const FOLDER = 'cf-stream-recordings';

/** A recording that is kept in the browser. */
export interface KeptRecording {
  readonly id: string;
  /** Name of the uploader it belongs to. */
  readonly scope: string;
  /** Name of the file that it becomes. */
  readonly name: string;
  readonly type: string;
  /** How long it is, in milliseconds. */
  readonly recordedMs: number;
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Handle of the file that it was made into, once it was used. */
  readonly handle?: FileSystemFileHandle | undefined;
  /** Whether every byte of it has arrived. */
  readonly isSent?: boolean;
}

/**
 * Keeps a recording while it is being made, piece by piece, so that it outlives the page: in the database of half-sent uploads,
 * which `forget()` empties. The rows have arrays for keys, which come after all others there, and are of no use to those who
 * read uploads. None of this throws: where nothing can be kept, that is said by what is returned.
 */
export class RecordingStore {
  /** Lists the recordings of an uploader that are still of use, newest first; forgets those that are not. */
  async list(scope: string): Promise<KeptRecording[]> {
    // The keys alone: the pieces of a long recording are thousands.
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
   * Keeps a piece of a recording.
   *
   * @returns the piece as the store has it, on the disk; `null` where it was not kept.
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

  /** Keeps what is known of a recording. */
  async put(recording: KeptRecording): Promise<void> {
    await run('readwrite', (store) => store.put({ ...recording, key: [recording.id], updatedAt: Date.now() }));
  }

  /** Gives all that there is of a recording, in order; `null` where it cannot be read now. */
  async read(id: string): Promise<Blob[] | null> {
    const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
    const rows = await run<unknown[]>('readonly', (store) => store.getAll(range));
    return rows?.map(chunkOf).filter((chunk) => chunk !== null) ?? null;
  }

  /**
   * Makes one file of a recording that can be opened again after a reload, and keeps that in place of its pieces.
   *
   * @returns `null` where the browser has no place for such files, or no room.
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
      // As before there were such files: the pieces are still there.
    }
    await removeFile(recording.id);
    return null;
  }

  /** Forgets a recording, and its file. */
  async delete(id: string): Promise<void> {
    await run('readwrite', (store) => store.delete(IDBKeyRange.bound([id], [id, Infinity])));
    await removeFile(id);
  }

  /** Removes the files of recordings that nobody uses: all, or those of which nothing is known any more. */
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

/** Lets others know that a recording is in use, until the returned function is called; `null` where somebody else uses it. */
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
        // Refused where site data is blocked: then nobody else has it either.
        resolve(isHeld ? null : () => undefined);
      });
  });
}

/** Does something with a recording that nobody uses; tells whether it did. */
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

/** Uses the table of uploads; `undefined` where that cannot be done. */
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
          // Who deletes is given nothing by the browser: here, that is for what could not be done.
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
