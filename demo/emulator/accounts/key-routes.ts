import { Hono } from 'hono';
import { ApiError, succeed } from '../shared/envelope.js';
import type { KeyStore } from '../state/key-store.js';

/**
 * Most signing keys an account can have.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
const MAX_KEYS = 1000;

/** Signing keys: made, listed, revoked. */
export function keyRoutes({ keys }: { readonly keys: KeyStore }): Hono {
  const routes = new Hono();
  routes.post('/keys', async (c) => {
    if (keys.list().length >= MAX_KEYS) throw new ApiError('badRequest', `an account has at most ${MAX_KEYS} keys`);
    return succeed(c, await keys.create());
  });
  routes.get('/keys', (c) => succeed(c, keys.list()));
  routes.delete('/keys/:id', async (c) => {
    if (!(await keys.revoke(c.req.param('id')))) throw new ApiError('notFound', 'no such key');
    return succeed(c, 'Revoked');
  });
  return routes;
}
