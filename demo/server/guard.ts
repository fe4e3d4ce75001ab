import type { AppContext } from './app-parts.js';
import { authorize as allowAll, type Action, type Authorize } from './authorize.js';
import { ApiError } from './errors.js';
import type { RateLimit } from './rate-limit.js';

/** Lets a request through, or throws what it is answered. Gives back who it is, where that is known. */
export type Guard = (c: AppContext, action: Action, uid?: string) => Promise<string | undefined>;

/**
 * The one place where it is decided whether a request may do what it wants: `authorize` says whether, the rate limit
 * how often. Every route but the webhook, which is signed, passes here before anything else happens.
 */
export function createGuard(rateLimit: RateLimit, authorize: Authorize = allowAll): Guard {
  return async (c, action, uid) => {
    const answer = await authorize(c.req.raw, action, uid);
    const user = answer.allowed ? answer.creator : undefined;
    const waitSeconds = await rateLimit({ action, user, client: c.env.client });
    if (waitSeconds > 0) {
      throw new ApiError(429, 'RATE_LIMITED', 'Too many requests; try again later.', {
        retryAfterSeconds: waitSeconds,
      });
    }
    if (answer.allowed) return user;
    throw new ApiError(answer.status, answer.status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', answer.message);
  };
}
