import { Hono } from 'hono';
import type { DownloadKind } from '../records/download.js';
import { DOWNLOAD_FILES, downloadFile } from '../state/download-store.js';
import { AccessError } from './access-error.js';
import { admit, findPlayable, type Visit, type AccessContext } from './access.js';
import { clipFile } from './clip-file.js';
import { readClip } from './clip-request.js';
import type { SegmentContext } from './read-segment.js';
import { sendBytes } from './send-bytes.js';
import { sendFile } from './send-file.js';
import { readVisitor } from './visitor.js';

/** @see https://developers.cloudflare.com/stream/viewing-videos/download-videos/ */
const FILE_NAME = /^[\w-]{1,120}$/;

/** Dependencies of the download routes. */
export interface DownloadRouteContext extends AccessContext, SegmentContext {}

/** `downloads/…`, made on request through the API, and `clip.mp4`. */
export function downloadRoutes(context: DownloadRouteContext): Hono {
  const routes = new Hono();
  routes.get('/:id/downloads/:file{default\\.mp4|audio\\.m4a}', async (c) => {
    const visit = admit(context, c.req.param('id'), readVisitor(c, context.settings));
    checkDownloadable(visit);
    const { record } = await findPlayable(context, visit);
    const file = c.req.param('file');
    const kind: DownloadKind = file === DOWNLOAD_FILES.default ? 'default' : 'audio';
    const path = downloadFile(context, record.uid, kind);
    if (path === undefined) throw new AccessError(404, '404 the download does not exist');
    const type = kind === 'default' ? 'video/mp4' : 'audio/mp4';
    return sendFile(c, path, attachment(type, c.req.query('filename') ?? kind, file.slice(file.lastIndexOf('.'))));
  });
  routes.get('/:id/clip.mp4', async (c) => {
    const admission = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    const bytes = await clipFile(context, admission, readClip(c, admission));
    return sendBytes(c, bytes, attachment('video/mp4', c.req.query('filename') ?? 'clip', '.mp4'));
  });
  return routes;
}

function checkDownloadable({ token, of }: Visit): void {
  const isPrivate = 'video' in of && of.video.requireSignedURLs;
  if (isPrivate && !token?.downloadable) throw new AccessError(401, '401 unauthorized the token is not for downloads');
}

function attachment(type: string, name: string, extension: string): Record<string, string> {
  if (!FILE_NAME.test(name)) throw new AccessError(400, '400 filename has at most 120 letters, digits, "-" and "_"');
  return {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}${extension}"`,
    'Cache-Control': 'no-store',
  };
}
