import type { App, AppContext, AppParts } from './app-parts.js';
import { ApiError } from './errors.js';
import { createEventStream } from './events.js';
import { describeFailure } from './log.js';
import { readJson } from './read-body.js';
import { keyOf } from './rate-limit.js';
import type { StateReader } from './state-reader.js';
import { isFinal } from './video-state.js';
import type { Video } from './videos.js';

const MAX_LISTED = 100;

/** `GET /api/videos`, `/api/videos/:uid`, `…/token` and `…/events`; `PUT /api/videos/:uid/thumbnail`; `DELETE /api/videos/:uid`. */
export function addVideoRoutes(
  app: App,
  {
    store,
    stream,
    reader,
    lookUp,
    signer,
    log,
    monotonicNow,
  }: Pick<AppParts, 'store' | 'stream' | 'reader' | 'lookUp' | 'signer' | 'log' | 'monotonicNow'>,
): void {
  app.get('/api/videos', async (c) => c.json({ videos: await reader.list(MAX_LISTED, c.get('access').user) }));

  app.get('/api/videos/:uid', async (c) => c.json(await find(c)));

  app.delete('/api/videos/:uid', async (c) => {
    // A video of the account without a row here belongs to somebody else.
    const { uid, live } = await find(c, (known) => store.get(known));
    await stream.remove(uid, live ? 'live' : 'video');
    await store.remove(uid);
    lookUp?.forget(uid);
    return c.body(null, 204);
  });

  app.put('/api/videos/:uid/thumbnail', async (c) => {
    const { uid } = await find(c, (known) => store.get(known));
    const { thumbnailTimestampPct: pct } = await readJson(c.req.raw, 'THUMBNAIL_INVALID');
    if (typeof pct !== 'number' || !(pct >= 0 && pct <= 1)) {
      throw new ApiError(400, 'THUMBNAIL_INVALID', 'thumbnailTimestampPct must be a number from 0 to 1.');
    }
    await stream.setThumbnail(uid, pct);
    return c.body(null, 204);
  });

  app.get('/api/videos/:uid/token', async (c) => {
    const video = await find(c);
    if (video.status === 'ready') {
      const { token, expiresAt } = await signer.sign(video.uid, c.get('access').token);
      return c.json({ token, expiresAt: expiresAt.toISOString() });
    }
    if (video.status === 'error') {
      throw new ApiError(409, 'VIDEO_FAILED', 'Stream could not process this video.', {
        fields: { status: video.status, errorCode: video.errorCode },
      });
    }
    throw new ApiError(409, 'VIDEO_PROCESSING', 'This video is not ready yet.', {
      fields: { status: video.status, percent: video.percent },
    });
  });

  app.get('/api/videos/:uid/events', async (c) => {
    const video = await find(c);
    // A browser reconnects after the end, with the last event's id. 204 tells it that there is no more.
    if (isFinal(video.status) && c.req.header('Last-Event-ID') === video.status) return c.body(null, 204);
    // Buffering proxies would hold the events back.
    return c.body(
      createEventStream(() => reader.read(video.uid), {
        monotonicNow,
        onError: (error) =>
          log({ level: 'error', event: 'failure', id: c.get('requestId'), uid: video.uid, ...describeFailure(error) }),
      }),
      200,
      {
        'Content-Type': 'text/event-stream',
        'X-Accel-Buffering': 'no',
      },
    );
  });

  /** Finds the video in the URL, if it exists and the request may access it. */
  async function find(c: AppContext, read?: StateReader['read']): Promise<Video> {
    const { uid, user, ownOnly } = c.get('access');
    // Only videos with a row here may be changed or deleted.
    const video = read
      ? await read(uid)
      : ((await reader.read(uid)) ?? (await lookUp?.find(uid, keyOf(user, c.env.client))));
    if (!video) throw new ApiError(404, 'VIDEO_NOT_FOUND', 'There is no such video.');
    if (ownOnly && (await store.ownerOf(uid)) !== user) {
      throw new ApiError(403, 'FORBIDDEN', 'This video is somebody else’s.');
    }
    return video;
  }
}
