import { ApiError } from './errors.js';
import { clientKey } from './rate-limit.js';
import { UPLOAD_LIFE_SECONDS } from './stream-api.js';
import type { VideoStore } from './videos.js';

/**
 * Most unfinished uploads per address. For each, Stream reserves minutes of the account, as many as the longest video.
 */
export const MAX_OPEN_UPLOADS = 20;
const RETRY_AFTER_SECONDS = 60;
/** Most addresses that are remembered. The least recently used one is forgotten first. */
const MAX_ADDRESSES = 10_000;

/** Counts unfinished uploads of anonymous users, per process or isolate. */
export interface OpenUploads {
  /**
   * Creates an upload for the client at this address, and counts it until its video has arrived or its URL has expired.
   *
   * @throws {ApiError} `RATE_LIMITED` if the client has too many, before one is created.
   */
  count<T extends { readonly uid: string }>(client: string | undefined, create: () => Promise<T>): Promise<T>;
}

interface Upload {
  readonly at: number;
  /** `undefined` until Stream has answered. */
  uid?: string;
}

/**
 * Creates the counter.
 *
 * @param monotonicNow - Monotonic clock, in milliseconds.
 */
export function createOpenUploads(store: Pick<VideoStore, 'get'>, monotonicNow: () => number): OpenUploads {
  const uploadsOf = new Map<string, Upload[]>();

  async function isOver({ at, uid }: Upload): Promise<boolean> {
    if (monotonicNow() - at >= UPLOAD_LIFE_SECONDS * 1000) return true;
    if (uid === undefined) return false;
    // Without a row, it was deleted.
    return (await store.get(uid))?.status !== 'pending';
  }

  /** Removes finished uploads. Others may start meanwhile, so the list is changed in place. */
  async function prune(uploads: Upload[]): Promise<void> {
    const known = [...uploads];
    const over = await Promise.all(known.map(isOver));
    for (const upload of known.filter((_, index) => over[index])) remove(uploads, upload);
  }

  function listOf(key: string): Upload[] {
    const uploads = uploadsOf.get(key) ?? [];
    uploadsOf.delete(key);
    uploadsOf.set(key, uploads);
    const [oldest] = uploadsOf.keys();
    if (uploadsOf.size > MAX_ADDRESSES && oldest !== undefined) uploadsOf.delete(oldest);
    return uploads;
  }

  return {
    async count(client, create) {
      const key = clientKey(client);
      if (key === undefined) return create();
      const uploads = listOf(key);
      // Nothing is looked up below the limit.
      if (uploads.length >= MAX_OPEN_UPLOADS) await prune(uploads);
      if (uploads.length >= MAX_OPEN_UPLOADS) {
        throw new ApiError(429, 'RATE_LIMITED', 'Too many uploads are open at a time; finish some first.', {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
      // Counted before the call to Stream, or many simultaneous requests would all pass.
      const upload: Upload = { at: monotonicNow() };
      uploads.push(upload);
      try {
        const ticket = await create();
        upload.uid = ticket.uid;
        return ticket;
      } catch (error) {
        remove(uploads, upload);
        throw error;
      }
    },
  };
}

function remove(uploads: Upload[], upload: Upload): void {
  const index = uploads.indexOf(upload);
  if (index >= 0) uploads.splice(index, 1);
}
