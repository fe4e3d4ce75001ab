import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import type { App, AppContext, AppParts, AppVariables } from './app-parts.js';
import { ApiError } from './errors.js';
import { createGuard } from './guard.js';
import { describeFailure } from './log.js';
import { createRateLimit } from './rate-limit.js';
import { refuseLongBody } from './read-body.js';
import { addUploadRoutes } from './upload-routes.js';
import { addVideoRoutes } from './video-routes.js';
import { addWebhookRoute } from './webhook-route.js';

/** The reference server as one `Request → Response` function (`app.fetch`), for Node, Workers or a test. */
export function createApp(parts: AppParts): App {
  const { settings, log, now, monotonicNow, authorize, rateLimit = createRateLimit(monotonicNow) } = parts;
  const app: App = new Hono();

  app.use(async (c, next) => {
    const startedAt = monotonicNow();
    const id = crypto.randomUUID();
    c.set('requestId', id);
    await next();
    c.header('X-Request-Id', id);
    const { status } = c.res;
    log({
      level: status >= 500 ? 'error' : 'info',
      event: 'request',
      id,
      method: c.req.method,
      route: routePath(c, -1),
      uid: c.get('uid'),
      status,
      durationMs: Math.round(monotonicNow() - startedAt),
      code: c.get('code'),
    });
  });
  const share: MiddlewareHandler<{ Variables: AppVariables }> = cors({
    origin: [...settings.allowedOrigins],
    credentials: true,
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Last-Event-ID',
      'Tus-Resumable',
      'Upload-Length',
      'Upload-Metadata',
      'X-CSRF-Token',
    ],
    exposeHeaders: ['Date', 'Location', 'Retry-After', 'stream-media-id', 'Tus-Resumable', 'X-Request-Id'],
    maxAge: 600,
  });
  // OPTIONS requests other than preflights are handled by the routes.
  const shareUnlessAsked: typeof share = (c, next) =>
    c.req.method === 'OPTIONS' && !c.req.header('Access-Control-Request-Method') ? next() : share(c, next);
  app.use('/api/*', shareUnlessAsked);
  app.use(refuseLongBody);
  // Responses depend on the user and change over time: nothing may cache them.
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });

  app.use(createGuard(rateLimit, authorize, now));
  addVideoRoutes(app, parts);
  addUploadRoutes(app, parts);
  addWebhookRoute(app, parts);
  refuseOtherMethods(app);

  app.notFound((c) => answerError(c, new ApiError(404, 'NOT_FOUND', 'There is nothing at this address.')));
  app.onError((error, c) => {
    if (error instanceof ApiError) return answerError(c, error);
    log({
      level: 'error',
      event: 'failure',
      id: c.get('requestId'),
      route: routePath(c, -1),
      ...describeFailure(error),
    });
    return answerError(c, new ApiError(500, 'INTERNAL', 'Something went wrong here; the log knows more.'));
  });
  return app;
}

/** Answers other methods of a known route with 405 and `Allow`, and OPTIONS with `Allow` only. */
function refuseOtherMethods(app: App): void {
  const methodsOf = new Map<string, string[]>();
  for (const { path, method } of app.routes.filter((route) => route.method !== 'ALL')) {
    // HEAD is answered like GET, without the body.
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  for (const [path, methods] of methodsOf) {
    const allow = methods.join(', ');
    app.all(path, (c) => {
      c.header('Allow', allow);
      if (c.req.method === 'OPTIONS') return c.body(null, 204);
      throw new ApiError(405, 'METHOD_NOT_ALLOWED', `Only ${allow} can be asked for here.`);
    });
  }
}

function answerError(c: AppContext, { status, code, message, fields, retryAfterSeconds }: ApiError): Response {
  c.set('code', code);
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  return c.json({ error: { code, message }, ...fields }, status);
}
