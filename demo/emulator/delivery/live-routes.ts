import { Hono } from 'hono';
import { AccessError } from './access-error.js';
import { admit, type AccessContext } from './access.js';
import type { Viewers } from './viewers.js';
import { readVisitor } from './visitor.js';

const HEADERS = { 'Cache-Control': 'no-store' };

/** Routes `lifecycle` and `views`: the state of a broadcast for pages. */
export function liveRoutes(context: AccessContext, viewers: Viewers): Hono {
  const { videos, liveInputs, live } = context;
  const routes = new Hono();
  // The state of a broadcast can be asked for without a token, and before there is anything to see.
  routes.get('/:id/lifecycle', async (c) => {
    const id = c.req.param('id');
    const known = { video: videos.get(id), input: liveInputs.get(id) };
    const of = (known.video ?? known.input) ? known : admit(context, id, readVisitor(c, context.settings)).of;
    const input = 'input' in of ? of.input : undefined;
    const video = 'video' in of ? of.video : undefined;
    const broadcast = input ? await live.ofInput(input) : await live.ofVideo(video?.uid ?? '');
    const isLive = broadcast !== undefined && !broadcast.hasEnded && broadcast.position.segments > 0;
    const isWebRtc = input?.isWebRtc === true && input.status === 'connected';
    const videoUID = input ? (isLive ? broadcast.video.uid : null) : (video?.uid ?? null);
    return c.json({ isInput: input !== undefined, videoUID, live: isLive || isWebRtc }, 200, HEADERS);
  });
  routes.get('/:id/views', async (c) => {
    const { of } = admit(context, c.req.param('id'), readVisitor(c, context.settings));
    const input = 'input' in of ? of.input : liveInputs.get(of.video.liveInput ?? '');
    if (!input || input.recording.hideLiveViewerCount) throw new AccessError(404, '404 not found');
    const broadcast = await live.ofInput(input);
    return c.json({ liveViewers: broadcast ? viewers.count(broadcast.video.uid) : 0 }, 200, HEADERS);
  });
  return routes;
}
