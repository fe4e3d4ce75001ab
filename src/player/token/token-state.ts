import type { StreamError } from '../../shared/errors.js';
import type { PlaybackToken } from './token.js';

/** Times at which a token has to be renewed. They are the server's, in milliseconds since the epoch. */
export interface RenewalPlan {
  /** Time from which the next token is fetched in the background while somebody watches. */
  readonly renewAt: number;
  /** Time from which nothing may be requested with this token any more. */
  readonly unsafeAt: number;
}

/** Fraction of a token's life after which it is renewed. */
const RENEW_AFTER_LIFE = 0.8;
/** Largest fraction of a token's life that `token-margin` may claim; more would renew without end. */
const MAX_MARGIN_LIFE = 0.5;
/** Time that a request is given to arrive before the token ends. */
const REQUEST_TRAVEL_MS = 3000;
/** Largest fraction of a token's life that this may claim: by then the next one is on its way. */
const MAX_TRAVEL_LIFE = 0.2;

/** A token at hand, and when it has to be renewed. */
export interface HeldToken {
  readonly token: PlaybackToken;
  readonly plan: RenewalPlan;
}

/** The life of a video's token. `held` is the one at hand, which may have ended. */
export type TokenState =
  /** Nobody has asked for one, or the video is not ready and there is none. */
  | { readonly status: 'none'; readonly held: null }
  /** One is on its way; `failures` tries before this one came to nothing. */
  | { readonly status: 'asking'; readonly held: HeldToken | null; readonly failures: number }
  /** There is one, and nothing is under way. */
  | { readonly status: 'held'; readonly held: HeldToken }
  /** The last try failed, and another follows. `error` is `null` where the video is not ready, which is no failure. */
  | {
      readonly status: 'waiting';
      readonly held: HeldToken | null;
      readonly failures: number;
      readonly error: StreamError | null;
    }
  /** It was refused in a way that does not change by itself: the next who needs a token asks again. */
  | { readonly status: 'refused'; readonly held: HeldToken | null; readonly error: StreamError };

/** Event in the life of a token. Times are the server's, in milliseconds since the epoch. */
export type TokenEvent =
  | { readonly type: 'ask' }
  | {
      readonly type: 'received';
      readonly token: PlaybackToken;
      /** `null` where nobody knows the server's time. */
      readonly now: number | null;
      /** The `token-margin` attribute, in seconds. */
      readonly marginSeconds: number | undefined;
    }
  | { readonly type: 'not-ready' }
  | { readonly type: 'failed'; readonly error: StreamError };

/** State in which every token starts. */
export const NO_TOKEN: TokenState = { status: 'none', held: null };

/** Plan where the local clock is wrong about the end: only Stream can tell, by refusing. */
const UNKNOWN_PLAN: RenewalPlan = { renewAt: Infinity, unsafeAt: Infinity };

/** Computes the state after an event. An event that makes no sense there gives back the same object. */
export function nextTokenState(state: TokenState, event: TokenEvent): TokenState {
  if (event.type === 'received') {
    const { token, now, marginSeconds } = event;
    return {
      status: 'held',
      held: { token, plan: now === null ? UNKNOWN_PLAN : planRenewal(now, token.expiresAt, marginSeconds) },
    };
  }
  if (event.type === 'ask') {
    if (state.status === 'asking') return state;
    return { status: 'asking', held: state.held, failures: state.status === 'waiting' ? state.failures : 0 };
  }
  if (state.status !== 'asking') return state;
  const { held, failures } = state;
  if (event.type === 'not-ready') return { status: 'waiting', held, failures: failures + 1, error: null };
  return event.error.retryable
    ? { status: 'waiting', held, failures: failures + 1, error: event.error }
    : { status: 'refused', held, error: event.error };
}

/**
 * Plans the renewal of a token: when 80 % of its life has passed, or `marginSeconds` before its end, whichever is
 * earlier.
 *
 * @param receivedAt - When the token was received, which is where its life starts.
 * @param marginSeconds - The `token-margin` attribute; `undefined`, or what is no length, leaves the 80 % alone.
 */
export function planRenewal(receivedAt: number, expiresAt: number, marginSeconds?: number): RenewalPlan {
  const life = Math.max(0, expiresAt - receivedAt);
  const margin = Math.min(Math.max(0, Number(marginSeconds) || 0) * 1000, life * MAX_MARGIN_LIFE);
  return {
    renewAt: Math.min(receivedAt + life * RENEW_AFTER_LIFE, expiresAt - margin),
    unsafeAt: expiresAt - Math.min(REQUEST_TRAVEL_MS, life * MAX_TRAVEL_LIFE),
  };
}

/** Urgency with which another token is needed before a request. */
export type TokenNeed = 'none' | 'soon' | 'now';

/**
 * Tells whether a request may leave with the token at hand: it may (`none`), it may but the next one should be fetched
 * meanwhile (`soon`), or it would come too late (`now`).
 *
 * @param now - The server's time, in milliseconds since the epoch.
 */
export function tokenNeed({ held }: TokenState, now: number): TokenNeed {
  if (!held || now >= held.plan.unsafeAt) return 'now';
  return now >= held.plan.renewAt ? 'soon' : 'none';
}
