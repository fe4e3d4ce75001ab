import { Hono } from 'hono';
import { deleteVideo, type DeleteContext } from '../uploads/delete-video.js';
import { parseVideoEdit } from './edit-video.js';
import { embedCode } from './embed-code.js';
import { readJsonObject, succeed } from '../shared/envelope.js';
import { findVideo } from './find-video.js';
import { listVideos } from './list-videos.js';
import { storedMinutes, type QuotaContext } from './quota.js';
import { signToken, type SigningContext } from './sign-token.js';
import { toVideoObject } from '../records/video-object.js';

/** Dependencies of the video routes. */
export interface VideoRouteContext extends DeleteContext, QuotaContext, SigningContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
}

/** Videos: listed, counted, shown, edited, deleted, given a token. */
export function videoRoutes(context: VideoRouteContext): Hono {
  const { videos, origin, settings, now } = context;
  const routes = new Hono();
  routes.get('/', (c) => {
    const { videos: listed, counts } = listVideos(context, (name) => c.req.query(name));
    return succeed(c, listed, counts);
  });
  routes.get('/storage-usage', (c) => {
    const creator = c.req.query('creator');
    const counted = videos.list().filter((record) => creator === undefined || record.creator === creator);
    return succeed(c, {
      ...(creator === undefined ? {} : { creator }),
      totalStorageMinutes: Math.round(storedMinutes(counted) * 10_000) / 10_000,
      totalStorageMinutesLimit: settings.storageMinutes,
      videoCount: counted.length,
    });
  });
  routes.get('/:uid', (c) => succeed(c, toVideoObject(findVideo(context, c.req.param('uid')), origin)));
  routes.post('/:uid', async (c) => {
    const { uid } = findVideo(context, c.req.param('uid'));
    const body = await readJsonObject(c);
    await videos.update(uid, (record) => parseVideoEdit(record, body, now()));
    return succeed(c, toVideoObject(findVideo(context, uid), origin));
  });
  routes.delete('/:uid', async (c) => {
    await deleteVideo(context, findVideo(context, c.req.param('uid')).uid);
    return c.body(null, 200);
  });
  routes.get('/:uid/embed', (c) => c.html(embedCode(context, findVideo(context, c.req.param('uid')))));
  routes.post('/:uid/token', async (c) => {
    const { uid } = findVideo(context, c.req.param('uid'));
    return succeed(c, { token: await signToken(context, uid, await readJsonObject(c)) });
  });
  return routes;
}
