import { createBuckets } from './buckets.js';
import type { Clocks } from './clocks.js';
import { ApiError } from './errors.js';
import { busy } from './stream-answers.js';
import type { StreamApi } from './stream-api.js';
import type { Video, VideoStore } from './videos.js';
import { PATIENCE_MS, within } from './within.js';

/** Finds videos of the account that this server did not create: from the dashboard, other programs or live streams. */
export interface LookUp {
  /**
   * Asks Stream once, and adds a row for what it has. Unknown uids count against the caller.
   *
   * @param who - Key of the caller, if known.
   * @throws {ApiError} `RATE_LIMITED` for guessing, `STREAM_BUSY` if all callers together ask too much; or if Stream
   * cannot be reached.
   */
  find(uid: string, who: string | undefined): Promise<Video | undefined>;
  /** Treats a video as unknown, because it was just deleted. */
  forget(uid: string): void;
}

/** Dependencies of {@link createLookUp}. */
export interface LookUpParts extends Pick<Clocks, 'monotonicNow'> {
  readonly store: Pick<VideoStore, 'add' | 'apply' | 'get'>;
  readonly stream: Pick<StreamApi, 'find'>;
}

/**
 * Limits for requests of unknown uids: by one user or address, and by all together. Each costs two calls to Stream, one
 * for a video and one for a live input. Found videos do not count.
 */
export const UNKNOWN = { one: { burst: 60, perSecond: 0.1 }, all: { burst: 100, perSecond: 1 / 6 } } as const;
const ALL = 'all';
/** How long unknown uids are remembered, in milliseconds, and most of them. */
const FORGOTTEN_MS = 60_000;
const MAX_FORGOTTEN = 1_000;

/** Creates the look-up. Each process and each Workers isolate has its own memory. */
export function createLookUp({ store, stream, monotonicNow }: LookUpParts): LookUp {
  const buckets = createBuckets(monotonicNow);
  const unknown = new Map<string, number>();
  const running = new Map<string, Promise<Video | undefined>>();

  function forget(uid: string): void {
    unknown.delete(uid);
    unknown.set(uid, monotonicNow());
    const [oldest] = unknown.keys();
    if (unknown.size > MAX_FORGOTTEN && oldest !== undefined) unknown.delete(oldest);
  }

  /** Takes one guess from all and one from the caller, or none. */
  function take(key: string | undefined): void {
    const waitSeconds = key === undefined ? 0 : buckets.take(key, UNKNOWN.one);
    if (waitSeconds > 0) {
      throw new ApiError(429, 'RATE_LIMITED', 'Too many videos were asked for that there are not.', {
        retryAfterSeconds: waitSeconds,
      });
    }
    const waitForAll = buckets.take(ALL, UNKNOWN.all);
    if (waitForAll === 0) return;
    if (key !== undefined) buckets.giveBack(key);
    throw busy(waitForAll);
  }

  async function ask(uid: string, key: string | undefined): Promise<Video | undefined> {
    take(key);
    // Another look-up may have added the row meanwhile.
    const known = await store.get(uid);
    const found = known ? undefined : await stream.find(uid);
    if (!known && !found) {
      forget(uid);
      return undefined;
    }
    if (key !== undefined) buckets.giveBack(key);
    buckets.giveBack(ALL);
    if (!found) return known;
    const { name, createdAt, creator, kind, state } = found;
    await store.add(uid, name, createdAt, { creator, kind });
    await store.apply(uid, state);
    return store.get(uid);
  }

  return {
    async find(uid, who) {
      const forgottenAt = unknown.get(uid);
      if (forgottenAt !== undefined && monotonicNow() - forgottenAt < FORGOTTEN_MS) return undefined;
      const others = running.get(uid);
      if (others) {
        const answer = await within(
          others.then((video) => ({ video })),
          PATIENCE_MS,
        );
        if (!answer) throw busy(1);
        return answer.video;
      }
      const asking = ask(uid, who === undefined ? undefined : `one ${who}`).finally(() => running.delete(uid));
      running.set(uid, asking);
      return asking;
    },
    forget,
  };
}
