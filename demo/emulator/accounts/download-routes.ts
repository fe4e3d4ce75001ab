import { Hono } from 'hono';
import type { DownloadMaker } from '../downloads/download-maker.js';
import type { DownloadKind } from '../records/download.js';
import { DOWNLOAD_FILES } from '../state/download-store.js';
import { ApiError, succeed } from '../shared/envelope.js';
import type { VideoStore } from '../state/video-store.js';
import { findVideo } from './find-video.js';

/** Dependencies of the download routes. */
export interface DownloadRouteContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly videos: VideoStore;
  readonly downloads: DownloadMaker;
}

/**
 * Downloads of a video: asked for, listed, removed. Without a type it is the MP4 that is meant.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/download-videos/
 */
export function downloadRoutes(context: DownloadRouteContext): Hono {
  const show = (uid: string) => {
    const { downloads = {} } = findVideo(context, uid);
    const url = (kind: string) => `${context.origin}/${uid}/downloads/${DOWNLOAD_FILES[kind as DownloadKind]}`;
    return Object.fromEntries(
      Object.entries(downloads).map(([kind, { status, percentComplete }]) => [
        kind,
        { status, url: url(kind), percentComplete },
      ]),
    );
  };
  const create = async (uid: string, kind: DownloadKind) => {
    const { renditions } = findVideo(context, uid);
    if (!renditions) throw new ApiError('badRequest', 'the video is not ready to be viewed');
    if (kind === 'audio' && !renditions.audio) throw new ApiError('badRequest', 'the video has no sound');
    await context.downloads.create(uid, kind);
    return { [kind]: show(uid)[kind] };
  };
  const remove = async (uid: string, kind: DownloadKind) => {
    if (!(await context.downloads.remove(findVideo(context, uid).uid, kind)))
      throw new ApiError('notFound', 'no such download');
    return '';
  };
  const routes = new Hono();
  routes.get('/:uid/downloads', (c) => succeed(c, show(c.req.param('uid'))));
  routes.post('/:uid/downloads', async (c) => succeed(c, await create(c.req.param('uid'), 'default')));
  routes.delete('/:uid/downloads', async (c) => succeed(c, await remove(c.req.param('uid'), 'default')));
  for (const kind of ['default', 'audio'] as const) {
    routes.post(`/:uid/downloads/${kind}`, async (c) => succeed(c, await create(c.req.param('uid'), kind)));
    routes.delete(`/:uid/downloads/${kind}`, async (c) => succeed(c, await remove(c.req.param('uid'), kind)));
  }
  return routes;
}
