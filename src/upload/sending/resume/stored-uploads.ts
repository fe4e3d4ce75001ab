/** Name of the database that half-sent uploads are kept in. */
export const DATABASE = 'cf-stream-upload';
/** Name of the table in it. */
export const STORE = 'uploads';
/** Channel by which uploaders in other tabs are told that all is forgotten. */
export const FORGET_CHANNEL = 'cf-stream-upload-forget';
/** Longest time that storage is waited for, in milliseconds: some browsers never answer. */
const ANSWER_MS = 5_000;

/** Names an uploader within the site: half-sent files are offered again to the same one. */
export function scopeOf({ id, name, endpoint }: Readonly<Record<'id' | 'name' | 'endpoint', string>>): string {
  // Without its query, which may change with every page view or hold something secret.
  const path = endpoint.replace(/[?#].*$/s, '') || `function at ${location.pathname}`;
  return [path, name, id].join(' ');
}

/**
 * Tells whether a half-sent upload may be kept for an uploader, without the code that can go on with it.
 *
 * @param scope - Name of the uploader within the site.
 */
export async function hasStoredUploads(scope: string): Promise<boolean> {
  const kept = await use<readonly { scope?: unknown; sent?: unknown; expiresAt?: unknown }[]>('readonly', (store) =>
    store.getAll(),
  );
  return !!kept?.some((record) => record.scope === scope && !record.sent && Number(record.expiresAt) > Date.now());
}

/** Forgets all that any uploader of the site keeps, and tells the other tabs, without the code that sends files. */
export async function forgetStoredUploads(): Promise<void> {
  try {
    const channel = new BroadcastChannel(FORGET_CHANNEL);
    channel.postMessage(null);
    channel.close();
    await use('readwrite', (store) => store.clear());
  } catch {
    // Where site data is blocked, nothing is kept either.
  }
}

/** Uses the store, without making a database where there is none; gives nothing where it cannot be used. */
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
