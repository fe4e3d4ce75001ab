/** When a token has to be renewed. All times are the server's, in milliseconds since the epoch. */
export interface RenewalPlan {
  /** From when on the next token is fetched in the background while somebody watches. */
  readonly renewAt: number;
  /** From when on nothing may be requested with this token any more. */
  readonly unsafeAt: number;
}

/** Share of a token's life after which it is renewed. */
const RENEW_AFTER_LIFE = 0.8;
/** Largest share of a token's life that `token-margin` may claim; more would renew without end. */
const MAX_MARGIN_LIFE = 0.5;
/** A request has to arrive before the token ends, not only to leave, in milliseconds. */
const REQUEST_TRAVEL_MS = 3000;
/** Largest share of a token's life that this may claim: by then the next one is on its way. */
const MAX_TRAVEL_LIFE = 0.2;

/**
 * Plans the renewal of a token: when 80 % of its life has passed, or `marginSeconds` before its end, whichever is
 * earlier.
 *
 * @param receivedAt - When the token was received, which is where its life starts.
 * @param marginSeconds - The `token-margin` attribute; `undefined` leaves the 80 % alone.
 * @since 0.1.0
 */
export function planRenewal(receivedAt: number, expiresAt: number, marginSeconds?: number): RenewalPlan {
  const life = Math.max(0, expiresAt - receivedAt);
  const margin = Math.min((marginSeconds ?? 0) * 1000, life * MAX_MARGIN_LIFE);
  return {
    renewAt: Math.min(receivedAt + life * RENEW_AFTER_LIFE, expiresAt - margin),
    unsafeAt: expiresAt - Math.min(REQUEST_TRAVEL_MS, life * MAX_TRAVEL_LIFE),
  };
}
