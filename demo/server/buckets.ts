import { SYSTEM_CLOCKS } from './clocks.js';

/** A bucket holds `burst` requests and gets `perSecond` new ones. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Token buckets in memory, by key. Each process and each Workers isolate has its own. */
export interface Buckets {
  /** Takes one out. Answers 0, or the seconds after which there is one again. */
  take(key: string, rate: Rate): number;
  /** Puts one back that was not needed. */
  giveBack(key: string): void;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** How many buckets are kept. Those that were not used for long are forgotten, which only makes them full again. */
const MAX_BUCKETS = 20_000;

/**
 * Makes the buckets, all full.
 *
 * @param monotonicNow - Milliseconds since any moment.
 */
export function createBuckets(monotonicNow: () => number = SYSTEM_CLOCKS.monotonicNow): Buckets {
  // Once the newer half is full, it takes the place of the older one.
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
      // Whatever is too much goes when one is taken.
      if (bucket) put(key, { left: bucket.left + 1, at: bucket.at });
    },
  };
}
