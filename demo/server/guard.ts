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

/** What each route asks for. One that is not here is answered to nobody. */
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
/** Signed by Stream, so nobody has to be signed in. */
const WEBHOOK = 'POST /webhooks/stream';

/**
 * The one place where it is decided whether a request may do what it wants: `authorize` says whether, the rate limit
 * how often. It stands before every route but the webhook's, and before anything else happens.
 */
export function createGuard(
  rateLimit: RateLimit,
  authorize: Authorize,
  now: () => number = Date.now,
): MiddlewareHandler<AppEnvironment> {
  return async (c, next) => {
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
    const key = `${route?.method} ${route?.path}`;
    // Where there is no route, there is nothing behind this but 404 and 405.
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

/** The answer of `authorize`; whatever looks like none, which JavaScript may give, is a no. */
function toAnswer(given: Authorization | undefined | null): Authorization {
  if (given?.allowed === true || given?.allowed === 'own') return given;
  const { status, message = 'This is not allowed.' } = (given ?? {}) as { status?: unknown; message?: string };
  return { allowed: false, status: status === 401 ? 401 : 403, message };
}

/**
 * Says who decides: the site, or `ALLOW_EVERYONE=1` that nobody does.
 *
 * @throws {SettingsError} where neither is there.
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
