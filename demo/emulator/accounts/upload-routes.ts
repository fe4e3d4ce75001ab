import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { newVideoRecord } from '../records/video-record.js';
import type { Account } from '../state/account.js';
import type { WatermarkStore } from '../state/watermark-store.js';
import { uploadCapability } from '../uploads/capability.js';
import { MAX_UPLOAD_BYTES, TUS_URL_LIFE_MS } from '../uploads/limits.js';
import { receiveForm, type ReceiveContext } from '../uploads/receive-form.js';
import type { TusStore } from '../uploads/tus-store.js';
import { parseUploadMetadata } from '../uploads/upload-metadata.js';
import { parseVideoOptions, readCreatorHeader } from '../uploads/video-options.js';
import { ApiError, succeed } from '../shared/envelope.js';
import { checkQuota, type QuotaContext } from './quota.js';
import { toVideoObject } from '../records/video-object.js';
import { withWatermark } from './with-watermark.js';

/** Dependencies of the upload routes. */
export interface UploadRouteContext extends QuotaContext, ReceiveContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly account: Account;
  readonly watermarks: WatermarkStore;
  readonly tus: TusStore;
}

/** `POST /stream`: begins a tus upload, or takes a whole file as a form. */
export function uploadRoutes(context: UploadRouteContext): Hono {
  const routes = new Hono();
  routes.post('/', async (c) => {
    if (c.req.header('tus-resumable') !== undefined) return createTusUpload(context, c);
    if (c.req.header('content-type')?.startsWith('multipart/form-data')) return uploadForm(context, c);
    throw new ApiError('badRequest', 'neither a tus creation nor a form with a file');
  });
  return routes;
}

async function createTusUpload(context: UploadRouteContext, c: Context): Promise<Response> {
  if (c.req.header('tus-resumable') !== '1.0.0') throw new ApiError('badRequest', 'Tus-Resumable must be 1.0.0');
  const length = c.req.header('upload-length') ?? '';
  if (!/^\d+$/.test(length)) throw new ApiError('badRequest', 'Upload-Length must be the number of bytes');
  const bytes = Number(length);
  if (bytes > MAX_UPLOAD_BYTES) throw new ApiError('tooLarge', `a video has at most ${MAX_UPLOAD_BYTES} bytes`);
  const fields = parseUploadMetadata(c.req.header('upload-metadata') ?? '');
  const options = withWatermark(
    context,
    parseVideoOptions({ creator: readCreatorHeader(c.req.header('upload-creator')), ...fields }, context.now()),
  );
  checkQuota(context, options.maxDurationSeconds);
  const uid = randomBytes(16).toString('hex');
  const expiresAt = options.expiresAt ?? context.now() + TUS_URL_LIFE_MS;
  await context.tus.create(uid, bytes);
  await context.videos.create(newVideoRecord(uid, { ...options, expiresAt }, { kind: 'tus', bytes }, context.now()));
  // An empty file is complete at once; clients would send no chunk for it.
  if (bytes === 0) await context.tus.finish(context, uid);
  const { origin, account } = context;
  const forBrowsers = c.req.query('direct_user') === 'true';
  const path = forBrowsers
    ? `/tus/${uploadCapability(uid, account.secret)}`
    : `/client/v4/accounts/${account.accountId}/media/${uid}`;
  return c.body(null, 201, {
    Location: `${origin}${path}?tusv2=true`,
    'Tus-Resumable': '1.0.0',
    'stream-media-id': uid,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Location, Tus-Resumable, stream-media-id',
  });
}

async function uploadForm(context: UploadRouteContext, c: Context): Promise<Response> {
  const uid = randomBytes(16).toString('hex');
  const options = parseVideoOptions({ creator: readCreatorHeader(c.req.header('upload-creator')) }, context.now());
  checkQuota(context, null);
  const received = await receiveForm(context, c.req.raw);
  const named = { ...options, meta: received.fileName === undefined ? {} : { name: received.fileName } };
  await context.videos.create(newVideoRecord(uid, named, { kind: 'form', bytes: null }, context.now()));
  await received.take(uid);
  const record = context.videos.get(uid);
  return succeed(c, record ? toVideoObject(record, context.origin) : null);
}
