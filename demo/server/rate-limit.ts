import type { Action } from './authorize.js';
import { createBuckets, type Rate } from './buckets.js';
import { SYSTEM_CLOCKS } from './clocks.js';

/** Who asks for what. */
export interface RateLimitInput {
  readonly action: Action;
  /** The `creator` that `authorize` named. */
  readonly user: string | undefined;
  /** The address the request came from, where the platform says so. */
  readonly client: string | undefined;
}

/** Seconds after which the same may be asked again, 0 for "go on". Asked right after `authorize`, for its no as well. */
export type RateLimit = (who: RateLimitInput) => number | Promise<number>;

/**
 * THE OTHER PLACE TO CHANGE WHEN YOU COPY THIS SERVER. A page asks for one token an hour and for a video's state every
 * few seconds, and many people may share one address; an upload costs a call to Stream and keeps minutes of the account.
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
 * Makes a rate limit of token buckets in memory, one per user, or per address of those who are not known. Each process
 * and each Workers isolate counts for itself.
 *
 * @param monotonicNow - Milliseconds since any moment.
 */
export function createRateLimit(
  monotonicNow: () => number = SYSTEM_CLOCKS.monotonicNow,
  rates: Readonly<Record<Action, Rate>> = RATES,
): RateLimit {
  const buckets = createBuckets(monotonicNow);
  return ({ action, user, client }) => {
    const who = keyOf(user, client);
    // Nobody can be told apart, so nobody is held up for what others did.
    return who === undefined ? 0 : buckets.take(`${action} ${who}`, rates[action]);
  };
}

/** What tells people apart: their name, or the address of those who have none. */
export const keyOf = (user: string | undefined, client: string | undefined): string | undefined =>
  user === undefined ? clientKey(client) : `user ${user}`;

/** An address as far as it tells clients apart: whoever has one IPv6 address has the 2^64 beside it, too. */
export function clientKey(address: string | undefined): string | undefined {
  const value = address
    ?.trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (value === undefined || value === '') return undefined;
  // Nobody's name, which `user …` is, can look like this.
  if (!value.includes(':')) return `address ${value.slice(0, 64)}`;
  const [head = '', tail] = value.split('%')[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4);
  return `address ${groups.map((group) => group.replace(/^0+(?=.)/, '').slice(0, 4)).join(':')}`;
}
