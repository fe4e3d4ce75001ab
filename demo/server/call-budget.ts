import { SYSTEM_CLOCKS } from './clocks.js';

/**
 * Purpose of a call to Stream. For an `upload`, somebody is waiting; the `poll` makes up for lost webhooks; a `look`
 * only makes a response fresher.
 */
export type CallPurpose = 'upload' | 'poll' | 'look';

/** Counts calls to Stream's API, to stay below Stream's limit. */
export interface CallBudget {
  /** Takes one call, if one is left for this purpose. */
  take(purpose: CallPurpose): boolean;
  /** Milliseconds until a call is possible; 0 if it is now. */
  waitMs(purpose: CallPurpose): number;
}

/**
 * The time in which Stream counts, in milliseconds: 1,200 calls in five minutes, of all that one user's API tokens do.
 * @see https://developers.cloudflare.com/fundamentals/api/reference/limits/
 */
const WINDOW_MS = 300_000;
/** Fraction of the calls that each purpose leaves to more important ones. */
const LEAVES = { upload: 0, poll: 0.2, look: 0.45 } as const;

/**
 * Makes the budget.
 *
 * @param maxCalls - in any five minutes.
 * @param monotonicNow - Milliseconds since any moment.
 */
export function createCallBudget(
  maxCalls: number,
  monotonicNow: () => number = SYSTEM_CLOCKS.monotonicNow,
): CallBudget {
  // Times of the calls, oldest first. Never longer than the limit.
  const calls: number[] = [];

  function waitMs(purpose: CallPurpose): number {
    const at = monotonicNow();
    while (calls.length > 0 && (calls[0] ?? 0) <= at - WINDOW_MS) calls.shift();
    const allowed = Math.max(1, Math.floor(maxCalls * (1 - LEAVES[purpose])));
    if (calls.length < allowed) return 0;
    return (calls[calls.length - allowed] ?? at) + WINDOW_MS - at;
  }

  return {
    waitMs,
    take(purpose) {
      if (waitMs(purpose) > 0) return false;
      calls.push(monotonicNow());
      return true;
    },
  };
}
