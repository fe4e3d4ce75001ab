/** Name of the database that half-sent uploads are kept in. */
export const DATABASE = 'cf-stream-upload';
/** Name of the table in it. */
export const STORE = 'uploads';

/** Names an uploader within the site: half-sent files are offered again to the same one. */
export function scopeOf({ id, name, endpoint }: Readonly<Record<'id' | 'name' | 'endpoint', string>>): string {
  // Without its query, which may change with every page view or hold something secret.
  const path = endpoint.replace(/[?#].*$/s, '') || `function at ${location.pathname}`;
  return [path, name, id].join(' ');
}

/**
 * Tells whether a half-sent upload may be kept for an uploader, without the code that can go on with it, and without making
 * a database where there is none.
 *
 * @param scope - Name of the uploader within the site.
 */
export function hasStoredUploads(scope: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = request.onblocked = reject;
    request.onsuccess = () => {
      const { result: database } = request;
      const kept = database.transaction(STORE).objectStore(STORE).getAll();
      kept.onerror = reject;
      kept.onsuccess = () =>
        resolve(
          kept.result.some(
            (record: { scope?: unknown; sent?: unknown; expiresAt?: unknown }) =>
              record.scope === scope && !record.sent && Number(record.expiresAt) > Date.now(),
          ),
        );
      database.close();
    };
  });
}
