import { Hono } from 'hono';
import { cors } from 'hono/cors';

const SENTENCE =
  '501 the local Stream has no WebRTC: feed an input with POST /__sim/live/<input>/start, and play it by HLS';

/** WHIP and WHEP, which are refused: a page may read why. */
export function webRtcRoutes(): Hono {
  const routes = new Hono();
  routes.use(
    '/:id/webRTC/*',
    cors({ origin: '*', allowMethods: ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS'], maxAge: 86_400 }),
  );
  for (const path of ['/:id/webRTC/play', '/:id/webRTC/publish'] as const)
    routes.all(path, (c) => c.text(SENTENCE, 501, { 'Cache-Control': 'no-store' }));
  return routes;
}
