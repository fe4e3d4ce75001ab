import { isFinal } from '../../../../demo/server/video-state.js';
import type { Video, VideoStore } from '../../../../demo/server/videos.js';

/** The store's five functions over a `Map`. `videos.test.ts` holds it to the same rules as the SQL. */
export function createMemoryStore(now: () => number = Date.now): VideoStore {
  const videos = new Map<string, Video>();
  const newestFirst = (): Video[] => [...videos.values()].reverse();
  return {
    prepare: () => Promise.resolve(),
    add(uid, name) {
      const row: Video = {
        uid, name, status: 'pending', percent: null, duration: null, errorCode: null,
        createdAt: new Date(now()).toISOString(), readyAt: null,
      };
      if (!videos.has(uid)) videos.set(uid, row);
      return Promise.resolve();
    },
    get: (uid) => Promise.resolve(videos.get(uid)),
    list: (limit) => Promise.resolve(newestFirst().slice(0, limit)),
    open: (limit) => Promise.resolve(newestFirst().filter(({ status }) => !isFinal(status)).slice(0, limit)),
    apply(uid, { status, duration, errorCode, readyAt }) {
      const row = videos.get(uid);
      if (!row || isFinal(row.status) || row.status === status || status === 'pending') return Promise.resolve(undefined);
      const next: Video = {
        ...row, status, errorCode, duration: duration ?? row.duration,
        readyAt: status === 'ready' ? (readyAt ?? new Date(now())).toISOString() : null,
      };
      videos.set(uid, next);
      return Promise.resolve(next);
    },
  };
}
