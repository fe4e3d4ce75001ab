import type { App, AppParts } from './app-parts.js';
import { ApiError } from './errors.js';
import { readBody } from './read-body.js';
import { isUid, readVideoState } from './video-state.js';
import { verifyWebhook } from './webhooks.js';

/** Adds `POST /webhooks/stream`: Stream reports that a video is ready or has failed. */
export function addWebhookRoute(
  app: App,
  { settings, store, log, now }: Pick<AppParts, 'settings' | 'store' | 'log' | 'now'>,
): void {
  app.post('/webhooks/stream', async (c) => {
    // The signature covers the raw bytes, so they are read before parsing.
    const body = await readBody(c.req.raw);
    const verdict = await verifyWebhook({
      header: c.req.header('Webhook-Signature'),
      body,
      secret: settings.webhookSecret,
      nowMs: now(),
    });
    if (verdict !== 'ok') {
      log({ level: 'warn', event: 'webhook', id: c.get('requestId'), code: verdict });
      throw new ApiError(401, 'WEBHOOK_REJECTED', 'The signature does not fit.');
    }
    const video = parse(body);
    if (!isUid(video?.uid)) throw new ApiError(400, 'WEBHOOK_REJECTED', 'The body is not a video.');
    c.set('uid', video.uid);
    // A foreign video, or no change, is accepted all the same: resending it would not help.
    await store.apply(video.uid, readVideoState(video));
    return c.body(null, 204);
  });
}

function parse(body: Uint8Array): { readonly uid?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
