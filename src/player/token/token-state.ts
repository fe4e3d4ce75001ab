import type { StreamError } from '../../shared/errors.js';
import type { PlaybackToken } from './token.js';

/** Times for renewing a token, by the server's clock, in milliseconds since the epoch. */
export interface RenewalPlan {
  /** Time from which the next token is fetched in the background during playback. */
  readonly renewAt: number;
  /** Time from which requests with this token are unsafe. */
  readonly unsafeAt: number;
}

/** Fraction of a token's lifetime after which it is renewed. */
const RENEW_AFTER_LIFE = 0.8;
/** Largest fraction of a token's lifetime for `token-margin`; more would renew without end. */
const MAX_MARGIN_LIFE = 0.5;
/** Time allowed for a request to arrive before the token expires. */
const REQUEST_TRAVEL_MS = 3000;
/** Largest fraction of a token's lifetime for that time: the next token is requested before. */
const MAX_TRAVEL_LIFE = 0.2;

/** Current token, and when it must be renewed. */
export interface HeldToken {
  readonly token: PlaybackToken;
  readonly plan: RenewalPlan;
}

/** Lifecycle of a video's token. `held` is the current token, which may have expired. */
export type TokenState =
  /** No token was requested. */
  | { readonly status: 'none'; readonly held: null }
  /** A request is pending, after `failures` failed ones. */
  | { readonly status: 'asking'; readonly held: HeldToken | null; readonly failures: number }
  /** There is a token, and no request. */
  | { readonly status: 'held'; readonly held: HeldToken }
  /** The last request failed, and a retry follows. `error` is `null` if the video is not ready, which is no failure. */
  | {
      readonly status: 'waiting';
      readonly held: HeldToken | null;
      readonly failures: number;
      readonly error: StreamError | null;
    }
  /** The request was refused for good: the next caller asks again. */
  | { readonly status: 'refused'; readonly held: HeldToken | null; readonly error: StreamError };

/** Event in the lifecycle of a token. Times are by the server's clock, in milliseconds since the epoch. */
export type TokenEvent =
  | { readonly type: 'ask' }
  | {
      readonly type: 'received';
      readonly token: PlaybackToken;
      /** `null` if the server's time is unknown. */
      readonly now: number | null;
      /** The `token-margin` attribute, in seconds. */
      readonly marginSeconds: number | undefined;
    }
  | { readonly type: 'not-ready' }
  | { readonly type: 'failed'; readonly error: StreamError };

/** Initial state of every token. */
export const NO_TOKEN: TokenState = { status: 'none', held: null };

/** Plan if the local clock cannot tell the expiry: only Stream can, by refusing. */
const UNKNOWN_PLAN: RenewalPlan = { renewAt: Infinity, unsafeAt: Infinity };

/** Computes the state after an event. An event that makes no sense in a state returns the same object. */
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
 * Plans the renewal of a token: after 80 % of its lifetime, or `marginSeconds` before its expiry, whichever is earlier.
 *
 * @param receivedAt - When the token was received, the start of its lifetime.
 * @param marginSeconds - The `token-margin` attribute; `undefined` or an invalid value leaves only the 80 %.
 */
export function planRenewal(receivedAt: number, expiresAt: number, marginSeconds?: number): RenewalPlan {
  const life = Math.max(0, expiresAt - receivedAt);
  const margin = Math.min(Math.max(0, Number(marginSeconds) || 0) * 1000, life * MAX_MARGIN_LIFE);
  return {
    renewAt: Math.min(receivedAt + life * RENEW_AFTER_LIFE, expiresAt - margin),
    unsafeAt: expiresAt - Math.min(REQUEST_TRAVEL_MS, life * MAX_TRAVEL_LIFE),
  };
}

/** Urgency of a new token before a request. */
export type TokenNeed = 'none' | 'soon' | 'now';

/**
 * Tells whether a request may use the current token: yes (`none`), yes but the next one should be fetched meanwhile
 * (`soon`), or no, it would arrive too late (`now`).
 *
 * @param now - The server's time, in milliseconds since the epoch.
 */
export function tokenNeed({ held }: TokenState, now: number): TokenNeed {
  if (!held || now >= held.plan.unsafeAt) return 'now';
  return now >= held.plan.renewAt ? 'soon' : 'none';
}
