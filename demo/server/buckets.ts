import { SYSTEM_CLOCKS } from './clocks.js';

/** Limit of a token bucket: `burst` requests, refilled by `perSecond`. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Token buckets in memory, by key. Each process and each Workers isolate has its own. */
export interface Buckets {
  /** Takes a token. Returns 0, or the seconds until there is one. */
  take(key: string, rate: Rate): number;
  /** Returns an unused token. */
  giveBack(key: string): void;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** Most buckets that are kept. Forgetting unused ones only refills them. */
const MAX_BUCKETS = 20_000;

/**
 * Creates buckets, initially full.
 *
 * @param monotonicNow - Monotonic clock, in milliseconds.
 */
export function createBuckets(monotonicNow: () => number = SYSTEM_CLOCKS.monotonicNow): Buckets {
  // When `newer` is half of the limit, it replaces `older`.
  let newer = new Map<string, Bucket>();
  let older = newer;

  function put(key: string, bucket: Bucket): void {
    if (newer.size >= MAX_BUCKETS / 2 && !newer.has(key)) {
      older = newer;
      newer = new Map();
    }
    newer.set(key, bucket);
  }

  return {
    take(key, { burst, perSecond }) {
      const at = monotonicNow();
      const bucket = newer.get(key) ?? older.get(key) ?? { left: burst, at };
      const left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond);
      put(key, { left: left >= 1 ? left - 1 : left, at });
      return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
    },
    giveBack(key) {
      const bucket = newer.get(key) ?? older.get(key);
      // A surplus is removed at the next `take()`.
      if (bucket) put(key, { left: bucket.left + 1, at: bucket.at });
    },
  };
}
