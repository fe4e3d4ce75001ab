import { Hono } from 'hono';
import type { StreamContext } from '../context.js';
import { deleteVideo } from '../uploads/delete-video.js';
import { parseVideoEdit } from './edit-video.js';
import { embedCode } from './embed-code.js';
import { readJsonObject, succeed } from './envelope.js';
import { findVideo } from './find-video.js';
import { listVideos } from './list-videos.js';
import { storedMinutes } from './quota.js';
import { signToken } from './sign-token.js';
import { toVideoObject } from './video-object.js';

/**
 * Videos: listed, counted, shown, edited, deleted, given a token.
 *
 * @since 0.1.0
 */
export function videoRoutes(context: StreamContext): Hono {
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
