import type { Action } from './authorize.js';
import { createBuckets, type Rate } from './buckets.js';
import { SYSTEM_CLOCKS } from './clocks.js';

/** User, client and action of a request. */
export interface RateLimitInput {
  readonly action: Action;
  /** The `creator` from `authorize`. */
  readonly user: string | undefined;
  /** Client address, if the platform provides it. */
  readonly client: string | undefined;
}

/** Returns the seconds to wait, or 0 to continue. Called right after `authorize`, even after a refusal. */
export type RateLimit = (who: RateLimitInput) => number | Promise<number>;

/**
 * THE OTHER PLACE TO CHANGE WHEN YOU COPY THIS SERVER. A page gets one token an hour and a video's state every few
 * seconds, and many people may share one address; an upload costs a call to Stream and reserves minutes of the account.
 */
export const RATES: Readonly<Record<Action, Rate>> = {
  watch: { burst: 300, perSecond: 30 },
  status: { burst: 300, perSecond: 30 },
  list: { burst: 60, perSecond: 5 },
  upload: { burst: 60, perSecond: 0.5 },
  edit: { burst: 60, perSecond: 0.5 },
  delete: { burst: 60, perSecond: 0.5 },
};

/**
 * Creates a rate limit with token buckets in memory, one per user, or per address of anonymous ones. Each process and
 * each Workers isolate counts for itself.
 *
 * @param monotonicNow - Monotonic clock, in milliseconds.
 */
export function createRateLimit(
  monotonicNow: () => number = SYSTEM_CLOCKS.monotonicNow,
  rates: Readonly<Record<Action, Rate>> = RATES,
): RateLimit {
  const buckets = createBuckets(monotonicNow);
  return ({ action, user, client }) => {
    const who = keyOf(user, client);
    // Clients cannot be told apart, so nobody is limited for what others did.
    return who === undefined ? 0 : buckets.take(`${action} ${who}`, rates[action]);
  };
}

/** Returns the key of a user, or of an anonymous user's address. */
export const keyOf = (user: string | undefined, client: string | undefined): string | undefined =>
  user === undefined ? clientKey(client) : `user ${user}`;

/** Returns the key of an address: whoever has one IPv6 address has its whole /64. */
export function clientKey(address: string | undefined): string | undefined {
  const value = address
    ?.trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (value === undefined || value === '') return undefined;
  // No user's key, which begins with `user`, can look like this.
  if (!value.includes(':')) return `address ${value.slice(0, 64)}`;
  const [head = '', tail] = value.split('%')[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4);
  return `address ${groups.map((group) => group.replace(/^0+(?=.)/, '').slice(0, 4)).join(':')}`;
}
