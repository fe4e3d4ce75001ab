import { Hono } from 'hono';
import type { StreamContext } from '../context.js';
import { ApiError, readJsonObject, succeed } from './envelope.js';

/**
 * The account's webhook subscription. Unlike Cloudflare's it may point at this machine.
 *
 * @since 0.1.0
 */
export function webhookRoutes({ webhook }: StreamContext): Hono {
  const routes = new Hono();
  routes.put('/webhook', async (c) => {
    const { notificationUrl } = await readJsonObject(c);
    if (typeof notificationUrl !== 'string' || !/^https?:\/\//.test(notificationUrl) || !URL.canParse(notificationUrl)) {
      throw new ApiError('invalidUrl', 'notificationUrl must be an http or https URL');
    }
    return succeed(c, await webhook.put(notificationUrl));
  });
  routes.get('/webhook', (c) => {
    const current = webhook.get();
    if (!current) throw new ApiError('notFound', 'no webhook is set');
    return succeed(c, current);
  });
  routes.delete('/webhook', async (c) => {
    await webhook.delete();
    return succeed(c, 'Deleted');
  });
  return routes;
}
