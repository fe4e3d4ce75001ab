/** Name of the database of half-sent uploads. */
export const DATABASE = 'cf-stream-upload';
/** Name of its object store. */
export const STORE = 'uploads';
/** Channel that tells uploaders in other tabs to forget everything. */
export const FORGET_CHANNEL = 'cf-stream-upload-forget';
/** Longest wait for storage, in milliseconds: some browsers never answer. */
const ANSWER_MS = 5_000;

/** Identifies an uploader within the site: half-sent files are offered only to the same one. */
export function scopeOf({ id, name, endpoint }: Readonly<Record<'id' | 'name' | 'endpoint', string>>): string {
  // Without the query, which may change with every page view or hold a secret.
  const path = endpoint.replace(/[?#].*$/s, '') || `function at ${location.pathname}`;
  return [path, name, id].join(' ');
}

/**
 * Tells whether a half-sent upload may be stored for an uploader, without loading the code that can resume it.
 *
 * @param scope - Scope of the uploader within the site.
 */
export async function hasStoredUploads(scope: string): Promise<boolean> {
  const kept = await use<readonly { scope?: unknown; sent?: unknown; expiresAt?: unknown }[]>('readonly', (store) =>
    store.getAll(),
  );
  return !!kept?.some((record) => record.scope === scope && !record.sent && Number(record.expiresAt) > Date.now());
}

/**
 * Deletes everything that any uploader of the site has stored, and tells other tabs, without loading the code that
 * sends files.
 */
export async function forgetStoredUploads(): Promise<void> {
  try {
    const channel = new BroadcastChannel(FORGET_CHANNEL);
    channel.postMessage(null);
    channel.close();
    await use('readwrite', (store) => store.clear());
  } catch {
    // Where site data is blocked, nothing is stored either.
  }
}

/** Uses the store, but does not create the database; `undefined` if it cannot be used. */
function use<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
  return new Promise((resolve) => {
    const end = (): void => resolve(undefined);
    setTimeout(end, ANSWER_MS);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = request.onblocked = end;
    request.onsuccess = () => {
      const { result: database } = request;
      const transaction = database.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result as T);
      transaction.onabort = end;
      database.close();
    };
  });
}
