import { isFinal } from '../../../../demo/server/video-state.js';
import type { Video, VideoStore } from '../../../../demo/server/videos.js';

/** The store's functions over a `Map`. `videos.test.ts` holds it to the same rules as the SQL. */
export function createMemoryStore(now: () => number = Date.now): VideoStore {
  const videos = new Map<string, Video>();
  const owners = new Map<string, string>();
  const reserved = new Map<
    string,
    { readonly name: string; readonly creator: string | undefined; readonly at: number }
  >();
  const releaseOld = (): Promise<void> => {
    for (const [id, { at }] of reserved) if (at < now() - 3_600_000) reserved.delete(id);
    return Promise.resolve();
  };
  // Sorting is stable, so reversing first puts the later one of two that are equally old first.
  const newestFirst = (): Video[] =>
    [...videos.values()].reverse().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return {
    prepare: releaseOld,
    releaseOld,
    add(uid, name, createdAt = new Date(now()), { creator, kind } = {}) {
      const row: Video = {
        uid,
        name,
        status: 'pending',
        percent: null,
        duration: null,
        errorCode: null,
        createdAt: createdAt.toISOString(),
        readyAt: null,
        ...(kind === 'live' ? { live: true } : {}),
      };
      if (creator !== undefined && !owners.has(uid)) owners.set(uid, creator);
      if (!videos.has(uid)) videos.set(uid, row);
      return Promise.resolve();
    },
    reserve(name, creator) {
      const id = crypto.randomUUID();
      reserved.set(id, { name, creator, at: now() });
      return Promise.resolve(id);
    },
    async assign(reservation, uid) {
      const row = reserved.get(reservation);
      reserved.delete(reservation);
      if (row) await this.add(uid, row.name, undefined, { creator: row.creator });
    },
    release(reservation) {
      reserved.delete(reservation);
      return Promise.resolve();
    },
    remove(uid) {
      videos.delete(uid);
      owners.delete(uid);
      return Promise.resolve();
    },
    get: (uid) => Promise.resolve(videos.get(uid)),
    missing: (uids) => Promise.resolve(uids.filter((uid) => !videos.has(uid))),
    ownerOf: (uid) => Promise.resolve(owners.get(uid)),
    list: (limit, creator) =>
      Promise.resolve(
        newestFirst()
          .filter(({ uid }) => creator === undefined || owners.get(uid) === creator)
          .slice(0, limit),
      ),
    open: (limit) =>
      Promise.resolve(
        newestFirst()
          .filter(({ status }) => !isFinal(status))
          .slice(0, limit),
      ),
    apply(uid, { status, duration, errorCode, readyAt, publicDetails }) {
      const { publicDetails: before, ...known } = videos.get(uid) ?? ({} as Partial<Video>);
      const details = publicDetails ?? before ?? {};
      const row = videos.has(uid)
        ? { ...(known as Video), ...(Object.keys(details).length > 0 ? { publicDetails: details } : {}) }
        : undefined;
      if (row) videos.set(uid, row);
      const isClosed = !row || (isFinal(row.status) && row.errorCode !== 'UPLOAD_EXPIRED');
      const isLength = row?.status === 'ready' && status === 'ready' && row.duration === null && duration !== null;
      if (!row || (!isLength && (isClosed || row.status === status || status === 'pending')))
        return Promise.resolve(undefined);
      const next: Video = {
        ...row,
        status,
        errorCode,
        duration: duration ?? row.duration,
        readyAt: status === 'ready' ? (readyAt ?? new Date(now())).toISOString() : null,
      };
      videos.set(uid, next);
      return Promise.resolve(next);
    },
  };
}
