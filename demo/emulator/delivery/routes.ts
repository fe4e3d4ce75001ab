import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { AccessError, NotEncodedError } from './access-error.js';
import { downloadRoutes } from './download-routes.js';
import { liveRoutes } from './live-routes.js';
import { manifestRoutes, type ManifestContext } from './manifest-routes.js';
import { pageRoutes } from './page-routes.js';
import { pictureRoutes, type PictureContext } from './picture-routes.js';
import { segmentRoutes, type SegmentRouteContext } from './segment-routes.js';
import { Viewers } from './viewers.js';
import { webRtcRoutes } from './web-rtc-routes.js';

/** Dependencies of delivery. */
export interface DeliveryContext extends ManifestContext, SegmentRouteContext, PictureContext {
  readonly log: (line: string) => void;
}

/** Routes of the delivery host: `/<uid or token>/…`, with CORS for any page. */
export function deliveryRoutes(context: DeliveryContext): Hono {
  const viewers = new Viewers(context.now);
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    if (!(c.error instanceof NotEncodedError) || context.settings.notEncoded !== '500-without-cors') return;
    // Of an answer that is replaced, the headers would stay.
    c.res = undefined;
    c.res = new Response('500 internal error', { status: 500, headers: { 'Cache-Control': 'no-store' } });
  });
  app.route('/', webRtcRoutes());
  app.use(
    '*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'OPTIONS'],
      exposeHeaders: [
        'stream-media-id',
        'preview-start-seconds',
        'Content-Length',
        'Content-Range',
        'Accept-Ranges',
        'Retry-After',
      ],
      maxAge: 86_400,
    }),
  );
  app.use('*', async (c, next) => {
    await next();
    c.header('Timing-Allow-Origin', '*');
  });
  app.onError((error, c) => {
    c.header('Cache-Control', 'no-store');
    if (error instanceof AccessError)
      return error.status === 204 ? c.body(null, 204) : c.text(error.message, error.status);
    if (!context.closing.aborted && !c.req.raw.signal.aborted) context.log(`Delivery failed: ${error.message}`);
    return c.text('500 internal error', 500);
  });
  app.notFound((c) => c.text('404 not found', 404));
  const plain = [segmentRoutes, pictureRoutes, downloadRoutes, pageRoutes].map((routes) => routes(context));
  const all = [manifestRoutes(context, viewers), ...plain, liveRoutes(context, viewers)];
  for (const routes of all) app.route('/', routes);
  return app;
}
