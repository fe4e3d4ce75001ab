import { Hono, type Context } from 'hono';
import { AccessError } from './access-error.js';
import { admit, type AccessContext } from './access.js';
import { checkAllowedOrigins } from './allowed-origins.js';
import { readSegment, type SegmentContext } from './read-segment.js';
import { checkSegmentUrl, type SegmentPath, type SegmentUrlContext } from './segment-url.js';
import { sendBytes } from './send-bytes.js';
import { readVisitor } from './visitor.js';

const TYPES: Readonly<Record<SegmentPath['track'], string>> = {
  video: 'video/mp4',
  audio: 'audio/mp4',
  text: 'text/vtt; charset=utf-8',
};

/** Dependencies of the segment routes. */
export interface SegmentRouteContext extends AccessContext, SegmentContext, SegmentUrlContext {}

/** `video/…`, `audio/…` and `text/…`: the media itself. */
export function segmentRoutes(context: SegmentRouteContext): Hono {
  const routes = new Hono();
  const files = '/:rendition/:file{(?:init|seg_[0-9]+(?:_part_[0-9]+)?)\\.mp4}';
  routes.on(
    'GET',
    [`/:id/:track{video|audio}${files}`, '/:id/:track{text}/:rendition/:file{(?:seg_[0-9]+|all)\\.vtt}'],
    async (c) => {
      const { id, track, rendition, file } = c.req.param();
      const path = { track: track as SegmentPath['track'], rendition, file };
      const uid = checkSegment(context, c, id, path);
      const bytes = await readSegment(context, uid, path, c.req.raw.signal);
      if (!bytes) throw new AccessError(404, '404 not found');
      return sendBytes(c, new Uint8Array(bytes), {
        'Content-Type': TYPES[path.track],
        'Cache-Control': 'public, max-age=3600, immutable',
      });
    },
  );
  return routes;
}

/** Returns the uid of a segment's video after checking access. */
function checkSegment(context: SegmentRouteContext, c: Context, id: string, path: SegmentPath): string {
  const visitor = readVisitor(c, context.settings);
  const visit = id.includes('.') ? admit(context, id, visitor) : undefined;
  const uid = checkSegmentUrl(context, id, path, { p: c.req.query('p'), s: c.req.query('s') });
  const video = context.videos.get(uid);
  if (!video) throw new AccessError(404, '404 not found');
  // Under the token of an input stands whatever it broadcasts.
  const owner = visit && ('input' in visit.of ? visit.of.input.uid : visit.of.video.uid);
  if (owner === undefined ? id !== uid : owner !== uid && owner !== video.liveInput) {
    throw new AccessError(403, '403 forbidden the address is for another video');
  }
  if (video.status.state === 'error') throw new AccessError(424, '424 the video could not be encoded');
  checkAllowedOrigins(video.allowedOrigins, visitor, context.settings);
  return uid;
}
