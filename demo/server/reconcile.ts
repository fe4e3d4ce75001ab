import type { Clocks } from './clocks.js';
import type { Log } from './log.js';
import type { StreamApi } from './stream-api.js';
import type { VideoStore } from './videos.js';

/** What {@link createReconcile} works with. */
export interface ReconcileParts extends Clocks {
  /** Whose videos get a row: this server's, or the account's. @defaultValue 'own' */
  readonly whose?: 'own' | 'all';
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly log: Log;
}

/** Gives a row to every video that Stream has, of this server or of the account, and that has none. */
export type Reconcile = (options?: { readonly all?: boolean }) => Promise<void>;

/** How often, and how far back it looks the first time and later, in milliseconds. */
const EVERY_MS = 300_000;
const FIRST_LOOK_BACK_MS = 7 * 86_400_000;
const LOOK_BACK_MS = 3_600_000;
/** How many rows one round adds: Workers allows only so many calls from one. The next round goes on. */
const MAX_ADDED = 100;

/**
 * Makes good for a server that ended between Stream's answer and the row, for a database that was restored from a
 * backup, and for files sent with `upload-file`: their videos are marked as this server's, and listed by Stream.
 */
export function createReconcile({ store, stream, log, now, monotonicNow, whose = 'own' }: ReconcileParts): Reconcile {
  let done: { readonly at: number; readonly monotonicAt: number } | undefined;
  return async ({ all = false } = {}) => {
    const started = { at: now(), monotonicAt: monotonicNow() };
    if (!all && done && started.monotonicAt - done.monotonicAt < EVERY_MS) return;
    // The earlier one of the two: since the last look, the clock may have been set back.
    const since = !done || all ? started.at - FIRST_LOOK_BACK_MS : Math.min(done.at, started.at) - LOOK_BACK_MS;
    const videos = await stream.list(new Date(since), whose);
    const missing = new Set(await store.missing(videos.map(({ uid }) => uid)));
    const lost = videos.filter(({ uid }) => missing.has(uid));
    for (const { uid, name, createdAt, creator } of lost.slice(0, MAX_ADDED)) {
      // Deleted since it was listed: a row would bring it back into every list.
      const state = await stream.details(uid, 'poll');
      if (!state) continue;
      await store.add(uid, name, createdAt, { creator });
      await store.apply(uid, state);
      log({ level: 'warn', event: 'poll', code: 'ROW_WAS_MISSING', uid });
    }
    // Only now, so that what could not be done is looked at again.
    if (lost.length <= MAX_ADDED) done = started;
  };
}
