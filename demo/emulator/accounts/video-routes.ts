import { Hono } from 'hono';
import type { StreamContext } from '../context.js';
import { deleteVideo } from '../uploads/delete-video.js';
import { ApiError, readJsonObject, succeed } from './envelope.js';
import { signToken } from './sign-token.js';
import { toVideoObject } from './video-object.js';

/** Most videos in one answer. @see https://developers.cloudflare.com/api/resources/stream/methods/list/ */
const MAX_LISTED = 1000;

/**
 * Videos: listed, shown, deleted, given a token.
 *
 * @since 0.1.0
 */
export function videoRoutes(context: StreamContext): Hono {
  const { videos, origin } = context;
  const find = (uid: string) => {
    const record = videos.get(uid);
    if (!record) throw new ApiError('notFound', 'no such video');
    return record;
  };
  const routes = new Hono();
  routes.get('/', (c) => {
    const newest = videos.list().slice(0, MAX_LISTED);
    return succeed(c, newest.map((record) => toVideoObject(record, origin)));
  });
  routes.get('/:uid', (c) => succeed(c, toVideoObject(find(c.req.param('uid')), origin)));
  routes.delete('/:uid', async (c) => {
    await deleteVideo(context, find(c.req.param('uid')).uid);
    return c.body(null, 200);
  });
  routes.post('/:uid/token', async (c) => {
    const { uid } = find(c.req.param('uid'));
    return succeed(c, { token: await signToken(context, uid, await readJsonObject(c)) });
  });
  return routes;
}
