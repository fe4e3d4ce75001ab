import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../shared/envelope.js';
import type { Settings } from '../state/settings.js';

/**
 * Counts the calls of the API token. One call too many, and all are refused for as long as the window is.
 *
 * @see https://developers.cloudflare.com/fundamentals/api/reference/limits/
 */
export function rateLimit({
  settings,
  now,
}: {
  readonly settings: Settings;
  readonly now: () => number;
}): MiddlewareHandler {
  let calls = 0;
  let resetAt = 0;
  let blocked = false;
  return async (c, next) => {
    const { rateLimit: limit, rateLimitSeconds } = settings;
    if (limit === 0) return next();
    if (now() >= resetAt) {
      calls = 0;
      blocked = false;
      resetAt = now() + rateLimitSeconds * 1000;
    }
    calls += 1;
    if (calls > limit && !blocked) {
      blocked = true;
      resetAt = now() + rateLimitSeconds * 1000;
    }
    c.header('x-ratelimit-limit', String(limit));
    c.header('x-ratelimit-remaining', String(Math.max(0, limit - calls)));
    c.header('x-ratelimit-reset', new Date(resetAt).toUTCString());
    if (!blocked) return next();
    c.header('Retry-After', String(Math.ceil((resetAt - now()) / 1000)));
    throw new ApiError('rateLimited', `More than ${limit} requests per ${rateLimitSeconds} seconds reached`);
  };
}
