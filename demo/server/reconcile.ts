import type { Clocks } from './clocks.js';
import type { Log } from './log.js';
import type { StreamApi } from './stream-api.js';
import type { VideoStore } from './videos.js';

/** Dependencies of {@link createReconcile}. */
export interface ReconcileParts extends Clocks {
  /** Videos that get a row: this server's, or the account's. @defaultValue 'own' */
  readonly whose?: 'own' | 'all';
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly log: Log;
}

/** Adds missing rows for Stream's videos, of this server or the account. */
export type Reconcile = (options?: { readonly all?: boolean }) => Promise<void>;

/** Interval, and how far back it looks the first time and later, in milliseconds. */
const EVERY_MS = 300_000;
const FIRST_LOOK_BACK_MS = 7 * 86_400_000;
const LOOK_BACK_MS = 3_600_000;
/** Most rows added per round: Workers limits the calls of one invocation. The next round continues. */
const MAX_ADDED = 100;

/**
 * Makes up for a server that stopped between Stream's response and writing the row, for a database restored from a
 * backup, and for files sent with `upload-file`: their videos are marked as this server's on Stream.
 */
export function createReconcile({ store, stream, log, now, monotonicNow, whose = 'own' }: ReconcileParts): Reconcile {
  let done: { readonly at: number; readonly monotonicAt: number } | undefined;
  return async ({ all = false } = {}) => {
    const started = { at: now(), monotonicAt: monotonicNow() };
    if (!all && done && started.monotonicAt - done.monotonicAt < EVERY_MS) return;
    // The earlier time: the clock may have been set back since.
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
    // Only at the end, so that failed rows are tried again.
    if (lost.length <= MAX_ADDED) done = started;
  };
}
