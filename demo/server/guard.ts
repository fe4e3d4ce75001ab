import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppEnvironment } from './app-parts.js';
import {
  allowEveryone,
  authorize as siteAuthorize,
  type Action,
  type Authorization,
  type Authorize,
} from './authorize.js';
import { ApiError } from './errors.js';
import type { RateLimit } from './rate-limit.js';
import { readTokenOptions, readVideoOptions } from './restrictions.js';
import { SettingsError, type Settings } from './settings.js';
import { isUid } from './video-state.js';

/** Action of each route. A route that is missing here is forbidden. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'GET /api/videos': 'list',
  'GET /api/videos/:uid': 'status',
  'GET /api/videos/:uid/events': 'status',
  'GET /api/videos/:uid/token': 'watch',
  'PUT /api/videos/:uid/thumbnail': 'edit',
  'DELETE /api/videos/:uid': 'delete',
  'POST /api/uploads': 'upload',
  'POST /api/uploads/basic': 'upload',
  'POST /api/uploads/link': 'upload',
};
/** Signed by Stream, so no user has to be signed in. */
const WEBHOOK = 'POST /webhooks/stream';

/**
 * Checks every request before anything else: `authorize` decides whether it is allowed, the rate limit how often.
 * Applies to all routes but the webhook's.
 */
export function createGuard(
  rateLimit: RateLimit,
  authorize: Authorize,
  now: () => number = Date.now,
): MiddlewareHandler<AppEnvironment> {
  return async (c, next) => {
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
    const key = `${route?.method} ${route?.path}`;
    // Without a route, only 404 or 405 follow.
    if (!route || key === WEBHOOK) return next();
    const action = ACTIONS[key];
    if (!action) throw new ApiError(403, 'FORBIDDEN', 'Nobody may do this: guard.ts does not know what it is.');
    const uid = c.req.path.split('/')[route.path.split('/').indexOf(':uid')] ?? '';
    if (route.path.includes(':uid')) {
      if (!isUid(uid)) throw new ApiError(404, 'VIDEO_NOT_FOUND', 'There is no such video.');
      c.set('uid', uid);
    }
    const answer = toAnswer(await authorize(c.req.raw, action, uid || undefined));
    const user = answer.allowed ? answer.creator : undefined;
    const waitSeconds = await rateLimit({ action, user, client: c.env.client });
    if (waitSeconds > 0) {
      throw new ApiError(429, 'RATE_LIMITED', 'Too many requests; try again later.', {
        retryAfterSeconds: waitSeconds,
      });
    }
    if (!answer.allowed) {
      throw new ApiError(answer.status, answer.status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', answer.message);
    }
    const ownOnly = answer.allowed === 'own';
    if (ownOnly && user === undefined) {
      throw new ApiError(500, 'AUTHORIZATION_INVALID', "authorize answered allowed: 'own', and not whose, as creator.");
    }
    c.set('access', {
      user,
      ownOnly,
      uid,
      token: readTokenOptions({ ...answer }, now()),
      videoOptions: readVideoOptions(answer.videoOptions, now()),
    });
    return next();
  };
}

/** Validates the result of `authorize`; anything unexpected, as JavaScript may return, means no. */
function toAnswer(given: Authorization | undefined | null): Authorization {
  if (given?.allowed === true || given?.allowed === 'own') return given;
  const { status, message = 'This is not allowed.' } = (given ?? {}) as { status?: unknown; message?: string };
  return { allowed: false, status: status === 401 ? 401 : 403, message };
}

/**
 * Chooses who decides: the site, or nobody with `ALLOW_EVERYONE=1`.
 *
 * @throws {SettingsError} If neither is set.
 */
export function chooseAuthorize(
  { allowsEveryone }: Pick<Settings, 'allowsEveryone'>,
  given: Authorize | undefined = siteAuthorize,
): Authorize {
  const chosen = given ?? (allowsEveryone ? allowEveryone : undefined);
  if (chosen) return chosen;
  throw new SettingsError(
    'The server cannot start because nobody has said who may do what: write authorize.ts, or set ALLOW_EVERYONE=1.',
  );
}
