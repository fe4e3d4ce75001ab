import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { fetchLoopback, OriginError, parseLoopbackUrl } from '../copies/loopback.js';
import { toTimestamp } from '../shared/time.js';
import type { Watermark, WatermarkStore } from '../state/watermark-store.js';
import { timeLimit } from '../shared/time-limit.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import { readFile, readForm } from './read-form.js';

/** Largest picture, in bytes. @see https://developers.cloudflare.com/stream/edit-videos/applying-watermarks/ */
const MAX_PNG_BYTES = 2_097_152;

const TIMEOUT_MS = 10_000;
const POSITIONS: readonly unknown[] = ['upperRight', 'upperLeft', 'lowerLeft', 'lowerRight', 'center'];
const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Dependencies of the watermark routes. */
export interface WatermarkRouteContext {
  readonly watermarks: WatermarkStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/**
 * Watermarks: made, listed, shown, deleted. Videos name them, and are drawn with them as they are encoded.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/applying-watermarks/
 */
export function watermarkRoutes(context: WatermarkRouteContext): Hono {
  const { watermarks, now } = context;
  const find = (uid: string) => {
    const watermark = watermarks.get(uid);
    if (!watermark) throw new ApiError('notFound', 'no such watermark');
    return watermark;
  };
  const routes = new Hono();
  routes.post('/watermarks', async (c) => {
    const { fields, png, downloadedFrom } = await receive(c, context.closing);
    const watermark: Watermark = {
      uid: randomBytes(16).toString('hex'),
      size: png.length,
      ...readPngSize(png),
      created: toTimestamp(now()),
      downloadedFrom,
      ...readProfile(fields),
    };
    await watermarks.create(watermark, png);
    return succeed(c, watermark);
  });
  routes.get('/watermarks', (c) => succeed(c, watermarks.list()));
  routes.get('/watermarks/:uid', (c) => succeed(c, find(c.req.param('uid'))));
  routes.delete('/watermarks/:uid', async (c) => {
    await watermarks.delete(find(c.req.param('uid')).uid);
    return succeed(c, '');
  });
  return routes;
}

async function receive(c: Context, closing: AbortSignal) {
  if (c.req.header('content-type')?.startsWith('multipart/form-data')) {
    const form = await readForm(c, MAX_PNG_BYTES);
    const png = await readFile(form, 'file');
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
    return { fields: fields as Record<string, unknown>, png, downloadedFrom: null };
  }
  const fields = await readJsonObject(c);
  if (fields.url === undefined) throw new ApiError('badRequest', 'neither a form with a file nor a url');
  const url = parseLoopbackUrl(fields.url, 'url');
  return { fields, png: await download(url, timeLimit(closing, TIMEOUT_MS)), downloadedFrom: url.href };
}

async function download(url: URL, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetchLoopback(url, { signal });
    const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    if (bytes && bytes.length <= MAX_PNG_BYTES) return bytes;
    throw new OriginError(bytes ? `it has more than ${MAX_PNG_BYTES} bytes` : `the server answered ${response.status}`);
  } catch (error) {
    throw new ApiError(
      'badRequest',
      `the picture could not be downloaded: ${error instanceof OriginError ? error.message : 'it took too long'}`,
    );
  }
}

function readPngSize(png: Uint8Array): { readonly height: number; readonly width: number } {
  const view = Buffer.from(png);
  if (view.length < 24 || view.subarray(0, 8).toString('hex') !== PNG_SIGNATURE)
    throw new ApiError('badRequest', 'the picture is not a PNG');
  return { height: view.readUInt32BE(20), width: view.readUInt32BE(16) };
}

function readProfile(
  fields: Readonly<Record<string, unknown>>,
): Pick<Watermark, 'name' | 'opacity' | 'padding' | 'scale' | 'position'> {
  const { name = '', position = 'upperRight' } = fields;
  if (typeof name !== 'string') throw new ApiError('badRequest', 'name must be a text');
  if (typeof position !== 'string' || !POSITIONS.includes(position))
    throw new ApiError('badRequest', `position must be one of ${POSITIONS.join(', ')}`);
  const part = (key: 'opacity' | 'padding' | 'scale', otherwise: number) => {
    const value = fields[key] === undefined ? otherwise : Number(fields[key]);
    if (!(value >= 0 && value <= 1)) throw new ApiError('badRequest', `${key} must be a number from 0 to 1`);
    return value;
  };
  return { name, opacity: part('opacity', 1), padding: part('padding', 0.05), scale: part('scale', 0.15), position };
}
