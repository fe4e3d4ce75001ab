import { Hono } from 'hono';
import type { Webhook, WebhookStore } from '../state/webhook-store.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';

/** The account's webhook subscription. Unlike Cloudflare's it may point at this machine. */
export function webhookRoutes({ webhook }: { readonly webhook: WebhookStore }): Hono {
  const routes = new Hono();
  routes.put('/webhook', async (c) => {
    const body = await readJsonObject(c);
    const notificationUrl = body.notificationUrl ?? body.notification_url;
    if (
      typeof notificationUrl !== 'string' ||
      !/^https?:\/\//.test(notificationUrl) ||
      !URL.canParse(notificationUrl)
    ) {
      throw new ApiError('invalidUrl', 'notificationUrl must be an http or https URL');
    }
    return succeed(c, toWebhookObject(await webhook.put(notificationUrl)));
  });
  routes.get('/webhook', (c) => {
    const current = webhook.get();
    if (!current) throw new ApiError('notFound', 'no webhook is set');
    return succeed(c, toWebhookObject(current));
  });
  routes.delete('/webhook', async (c) => {
    await webhook.delete();
    return succeed(c, 'Deleted');
  });
  return routes;
}

/** The URL under both of its names: older clients of the API read the other one. */
function toWebhookObject({ notificationUrl, modified, secret }: Webhook): Record<string, string> {
  return { notificationUrl, notification_url: notificationUrl, modified, secret };
}
