import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type { StreamContext } from '../context.js';
import { AccessError } from './access-error.js';
import { admit } from './access.js';
import { placeholderPng } from './placeholder.js';
import { masterPlaylist, mediaPlaylist } from './playlists.js';
import { checkSegmentUrl } from './segment-url.js';
import { sendBytes } from './send-bytes.js';
import { parseStillRequest } from './still-request.js';
import { Stills } from './stills.js';

const PLAYLIST_TYPE = 'application/x-mpegURL';

/**
 * What the delivery host answers: `/<uid or token>/…`, readable from any page.
 *
 * @since 0.1.0
 */
export function deliveryRoutes(context: StreamContext): Hono {
  const stills = new Stills(context);
  const app = new Hono();
  app.use('*', cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD', 'OPTIONS'],
    exposeHeaders: ['stream-media-id', 'preview-start-seconds', 'Content-Length', 'Content-Range', 'Accept-Ranges', 'Retry-After'],
    maxAge: 86_400,
  }));
  app.use('*', async (c, next) => {
    await next();
    c.header('Timing-Allow-Origin', '*');
  });
  app.onError((error, c) => {
    c.header('Cache-Control', 'no-store');
    if (error instanceof AccessError) return c.text(error.message, error.status);
    if (!context.closing.aborted) context.log(`Delivery failed: ${error.message}`);
    return c.text('500 internal error', 500);
  });
  app.notFound((c) => c.text('404 not found', 404));

  app.get('/:id/manifest/:file', (c) => {
    const admission = admit(context, c.req.param('id'));
    const file = c.req.param('file');
    const { record, renditions } = admission;
    const text = file === 'video.m3u8' ? masterPlaylist(record, renditions) : mediaPlaylist(context, admission, file);
    if (text === undefined) throw new AccessError(404, '404 not found');
    return c.body(text, 200, { 'Content-Type': PLAYLIST_TYPE, 'Cache-Control': 'no-store', 'stream-media-id': record.uid });
  });

  app.get('/:id/:track{video|audio}/:rendition/:file{(?:init|seg_[0-9]+)\\.mp4}', async (c) => {
    const { id, track, rendition, file } = c.req.param();
    return sendSegment(context, c, id, { track: track as 'video' | 'audio', rendition, file });
  });

  app.get('/:id/thumbnails/thumbnail.jpg', async (c) => {
    const { record, renditions } = admit(context, c.req.param('id'));
    const request = parseStillRequest((name) => c.req.query(name), record);
    const still = await stills.get(record, renditions, request);
    return sendBytes(c, still ?? placeholderPng(request.width, request.height), {
      'Content-Type': still ? 'image/jpeg' : 'image/png',
      'Cache-Control': 'public, max-age=3600',
    });
  });

  app.get('/:id/lifecycle', (c) => {
    const { record } = admitAnyState(context, c.req.param('id'));
    return c.json({ isInput: false, videoUID: record.uid, live: false }, 200, { 'Cache-Control': 'no-store' });
  });
  return app;
}

async function sendSegment(
  context: StreamContext,
  c: Context,
  id: string,
  path: { readonly track: 'video' | 'audio'; readonly rendition: string; readonly file: string },
): Promise<Response> {
  const token = id.includes('.') ? admit(context, id) : undefined;
  const uid = checkSegmentUrl(context, id, path, { p: c.req.query('p'), s: c.req.query('s') });
  if ((token?.record.uid ?? id) !== uid) throw new AccessError(403, '403 forbidden the address is for another video');
  if (context.videos.get(uid)?.status.state === 'error') throw new AccessError(424, '424 the video could not be encoded');
  const file = join(context.videos.mediaOf(uid), path.track, path.rendition, path.file);
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) throw new AccessError(404, '404 not found');
  return sendBytes(c, new Uint8Array(bytes), {
    'Content-Type': path.track === 'video' ? 'video/mp4' : 'audio/mp4',
    'Cache-Control': 'public, max-age=3600, immutable',
  });
}

/** The state of a broadcast can be asked for without a token, and before there is anything to see. */
function admitAnyState(context: StreamContext, id: string) {
  const record = context.videos.get(id);
  return record ? { record } : admit(context, id);
}
