import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { newVideoRecord } from '../records/video-record.js';
import type { Account } from '../state/account.js';
import type { WatermarkStore } from '../state/watermark-store.js';
import { uploadCapability } from '../uploads/capability.js';
import { FORM_URL_LIFE_MS } from '../uploads/limits.js';
import { parseVideoOptions, readCreatorHeader } from '../uploads/video-options.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import { checkQuota, type QuotaContext } from './quota.js';
import { withWatermark } from './with-watermark.js';

/** Dependencies of the routes for form upload URLs. */
export interface DirectUploadContext extends QuotaContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly account: Account;
  readonly watermarks: WatermarkStore;
}

/** `POST /stream/direct_upload`: an address that takes one form from a browser. */
export function directUploadRoutes(context: DirectUploadContext): Hono {
  const routes = new Hono();
  routes.post('/direct_upload', async (c) => {
    const body = await readJsonObject(c);
    if (body.maxDurationSeconds === undefined) {
      throw new ApiError('badRequest', 'required field maxDurationSeconds is missing');
    }
    const fields = { creator: readCreatorHeader(c.req.header('upload-creator')), ...body };
    const options = withWatermark(context, parseVideoOptions(fields, context.now()));
    checkQuota(context, options.maxDurationSeconds);
    const uid = randomBytes(16).toString('hex');
    const expiresAt = options.expiresAt ?? context.now() + FORM_URL_LIFE_MS;
    await context.videos.create(
      newVideoRecord(uid, { ...options, expiresAt }, { kind: 'form', bytes: null }, context.now()),
    );
    return succeed(c, {
      uploadURL: `${context.origin}/upload/${uploadCapability(uid, context.account.secret)}`,
      uid,
      ...(options.scheduledDeletion === null ? {} : { scheduledDeletion: options.scheduledDeletion }),
      watermark: options.watermark,
    });
  });
  return routes;
}
