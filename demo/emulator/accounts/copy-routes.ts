import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Copier } from '../copies/copier.js';
import { parseLoopbackUrl } from '../copies/loopback.js';
import { toTimestamp } from '../shared/time.js';
import { newVideoRecord } from '../records/video-record.js';
import type { WatermarkStore } from '../state/watermark-store.js';
import { parseVideoOptions, readCreatorHeader } from '../uploads/video-options.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import { findVideo } from './find-video.js';
import { checkQuota, type QuotaContext } from './quota.js';
import { toVideoObject } from '../records/video-object.js';
import { withWatermark } from './with-watermark.js';

/** Options for the video, besides its URL. */
const OPTIONS = [
  'allowedOrigins',
  'creator',
  'meta',
  'requireSignedURLs',
  'scheduledDeletion',
  'thumbnailTimestampPct',
  'watermark',
];

/** Dependencies of the copy routes. */
export interface CopyRouteContext extends QuotaContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly watermarks: WatermarkStore;
  readonly copies: Copier;
}

/** `POST /stream/copy`: takes a video from a URL, which must be on this machine. */
export function copyRoutes(context: CopyRouteContext): Hono {
  const routes = new Hono();
  routes.post('/copy', async (c) => {
    const body = await readJsonObject(c);
    const name = body.input === undefined ? 'url' : 'input';
    if (body[name] === undefined) throw new ApiError('badRequest', 'required field url is missing');
    const { href } = parseLoopbackUrl(body[name], name);
    const fields = Object.fromEntries(OPTIONS.map((option) => [option, body[option]]));
    const creator = body.creator ?? readCreatorHeader(c.req.header('upload-creator'));
    const options = withWatermark(context, parseVideoOptions({ ...fields, creator }, context.now()));
    checkQuota(context, null);
    const uid = randomBytes(16).toString('hex');
    const named = typeof body.name === 'string' ? { name: body.name } : {};
    const meta = { ...named, ...options.meta, 'downloaded-from': body[name] };
    await context.videos.create({
      ...newVideoRecord(uid, { ...options, meta }, { kind: 'copy', bytes: null, url: href }, context.now()),
      uploaded: toTimestamp(context.now()),
      status: { state: 'downloading', errorReasonCode: '', errorReasonText: '' },
    });
    context.copies.start(uid);
    return succeed(c, toVideoObject(findVideo(context, uid), context.origin));
  });
  return routes;
}
