import { Hono } from 'hono';
import { isBearer } from '../shared/bearer.js';
import type { WebhookStore } from '../state/webhook-store.js';
import { audioRoutes, type AudioRouteContext } from './audio-routes.js';
import { captionRoutes, type CaptionRouteContext } from './caption-routes.js';
import { clipRoutes, type ClipRouteContext } from './clip-routes.js';
import { copyRoutes, type CopyRouteContext } from './copy-routes.js';
import { downloadRoutes, type DownloadRouteContext } from './download-routes.js';
import { ApiError, refuse } from '../shared/envelope.js';
import { directUploadRoutes, type DirectUploadContext } from './direct-upload-routes.js';
import { keyRoutes } from './key-routes.js';
import { liveInputRoutes, type LiveInputRouteContext } from './live-input-routes.js';
import { notEmulatedRoutes } from './not-emulated-routes.js';
import { rateLimit } from './rate-limit.js';
import { videoRoutes, type VideoRouteContext } from './video-routes.js';
import { uploadRoutes, type UploadRouteContext } from './upload-routes.js';
import { watermarkRoutes, type WatermarkRouteContext } from './watermark-routes.js';
import { webhookRoutes } from './webhook-routes.js';

/** Dependencies of the accounts API. */
export type AccountsContext = AudioRouteContext &
  CaptionRouteContext &
  ClipRouteContext &
  CopyRouteContext &
  DirectUploadContext &
  DownloadRouteContext &
  LiveInputRouteContext &
  UploadRouteContext &
  VideoRouteContext &
  WatermarkRouteContext & { readonly webhook: WebhookStore; readonly log: (line: string) => void };

/** The accounts API below `/client/v4/accounts/:account/stream`. */
export function accountsApi(context: AccountsContext): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof ApiError) return refuse(c, error);
    context.log(`The accounts API failed: ${error.message}`);
    return c.json({ result: null, success: false, errors: [{ code: 10001, message: 'Internal' }], messages: [] }, 500);
  });
  app.notFound((c) => refuse(c, new ApiError('notFound', 'no such route')));
  app.use('/client/v4/accounts/:account/*', async (c, next) => {
    if (!isBearer(c.req.header('authorization'), context.account.apiToken)) {
      throw new ApiError('unauthorized', 'the API token is missing or wrong');
    }
    if (c.req.param('account') !== context.account.accountId) {
      throw new ApiError('unauthorized', 'the API token does not belong to this account');
    }
    await next();
  });
  app.use('/client/v4/accounts/:account/*', rateLimit(context));
  // Fixed words before ":uid", which would take them for a video.
  for (const routes of [
    keyRoutes,
    webhookRoutes,
    directUploadRoutes,
    copyRoutes,
    clipRoutes,
    watermarkRoutes,
    notEmulatedRoutes,
    liveInputRoutes,
    uploadRoutes,
    captionRoutes,
    audioRoutes,
    downloadRoutes,
    videoRoutes,
  ]) {
    app.route('/client/v4/accounts/:account/stream', routes(context));
  }
  return app;
}
