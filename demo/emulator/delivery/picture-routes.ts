import { Hono } from 'hono';
import { admit, findPlayable, type Admission, type AccessContext } from './access.js';
import { placeholderPng } from './placeholder.js';
import { sendBytes } from './send-bytes.js';
import { parseGifRequest, parseStillRequest } from './still-request.js';
import { Stills, type StillContext } from './stills.js';
import { readVisitor } from './visitor.js';

/** Dependencies of the thumbnail routes. */
export interface PictureContext extends AccessContext, StillContext {}

/** `thumbnails/…`: pictures out of a video. */
export function pictureRoutes(context: PictureContext): Hono {
  const stills = new Stills(context);
  const routes = new Hono();
  routes.get('/:id/thumbnails/thumbnail.jpg', async (c) => {
    const admission = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    const { record, renditions, time } = findPicture(context, admission);
    const request = parseStillRequest((name) => c.req.query(name), record);
    const still = await stills.get(record, renditions, { ...request, time: time(request.time) });
    return sendBytes(c, still ?? placeholderPng(request.width, request.height), {
      'Content-Type': still ? 'image/jpeg' : 'image/png',
      'Cache-Control': admission.broadcast ? 'no-store' : 'public, max-age=3600',
    });
  });
  routes.get('/:id/thumbnails/thumbnail.gif', async (c) => {
    const admission = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    const { record, renditions, time } = findPicture(context, admission);
    const request = parseGifRequest((name) => c.req.query(name), record);
    const gif = await stills.get(record, renditions, { ...request, time: time(request.time) });
    return sendBytes(c, gif ?? placeholderPng(request.width, request.height), {
      'Content-Type': gif ? 'image/gif' : 'image/png',
      'Cache-Control': admission.broadcast ? 'no-store' : 'public, max-age=3600',
    });
  });
  return routes;
}

/** Pictures of a broadcast are those of the video that is fed, at the same place of a round. */
function findPicture(context: PictureContext, { record, renditions, broadcast }: Admission) {
  const source = broadcast && context.videos.get(broadcast.record.sourceUid);
  if (!source) return { record, renditions, time: (seconds: number) => seconds };
  const newest = Math.max(0, broadcast.timeline.segment(broadcast.position.segments).end - 1);
  const time = (seconds: number) => (seconds > 0 ? Math.min(seconds, newest) : newest) % broadcast.feed.period;
  return {
    record: { ...source, duration: newest, thumbnailTimestampPct: 0 },
    renditions: broadcast.feed.renditions,
    time,
  };
}
