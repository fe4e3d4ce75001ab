import { SYSTEM_CLOCKS } from './clocks.js';

/**
 * What a call to Stream is for. An `upload` has someone waiting and cannot be left out; the `poll` makes good for lost
 * webhooks; a `look` only makes an answer fresher.
 */
export type CallPurpose = 'upload' | 'poll' | 'look';

/** Counts the calls to Stream's API, so that all who make some together stay below what Stream allows. */
export interface CallBudget {
  /** Takes one call, if there is one left for this purpose. */
  take(purpose: CallPurpose): boolean;
  /** Milliseconds until there is one. 0 when there is. */
  waitMs(purpose: CallPurpose): number;
}

/**
 * The time in which Stream counts, in milliseconds: 1,200 calls in five minutes, of all that one user's API tokens do.
 * @see https://developers.cloudflare.com/fundamentals/api/reference/limits/
 */
const WINDOW_MS = 300_000;
/** The part of the calls that each purpose leaves to those before it. */
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
  // When each call was made, the oldest first. Never longer than the number of calls.
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
