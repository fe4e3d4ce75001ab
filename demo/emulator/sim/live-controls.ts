import { Hono, type Context } from 'hono';
import type { BroadcastOptions, Broadcasts } from '../live/broadcasts.js';
import { LIVE_ERRORS, notifyLive, type LiveErrorCode, type NotifyLiveContext } from '../live/notify-live.js';
import type { LiveInputRecord } from '../records/live-input-record.js';
import type { LiveInputStore } from '../state/live-input-store.js';
import type { VideoStore } from '../state/video-store.js';

/** Dependencies of the live controls. */
export interface LiveControlContext extends NotifyLiveContext {
  readonly videos: VideoStore;
  readonly liveInputs: LiveInputStore;
  readonly live: Broadcasts;
  readonly segmentSeconds: number;
}

/** A live input without an encoder: here it is fed, interrupted and ended. */
export function liveControls(context: LiveControlContext): Hono {
  const { live, liveInputs } = context;
  const app = new Hono();
  const find = (c: Context): LiveInputRecord => {
    const input = liveInputs.get(c.req.param('input') ?? '');
    if (!input) throw new TypeError('There is no such live input.');
    return input;
  };
  app.post('/:input/start', async (c) => {
    const input = find(c);
    if (!input.enabled) throw new TypeError('The live input is not enabled.');
    const body: unknown = JSON.parse((await c.req.text()) || '{}');
    const isWebRtc = (body as { readonly protocol?: unknown } | null)?.protocol === 'webrtc';
    await liveInputs.update(input.uid, { isWebRtc });
    if (isWebRtc) {
      await live.stop(input, 'connected');
      notifyLive(context, input.uid, 'live_input.connected');
      return c.json({ videoUID: null }, 201);
    }
    const video = await live.start(input, parseOptions(context, body));
    notifyLive(context, input.uid, 'live_input.connected');
    return c.json({ videoUID: video?.uid ?? null }, 201);
  });
  app.post('/:input/stop', async (c) => {
    const input = find(c);
    await live.stop(input);
    notifyLive(context, input.uid, 'live_input.disconnected');
    return c.json({ videoUID: liveInputs.get(input.uid)?.videoUid ?? null });
  });
  app.post('/:input/disconnect', async (c) => {
    const input = find(c);
    await live.disconnect(input);
    notifyLive(context, input.uid, 'live_input.disconnected');
    return c.json({ status: liveInputs.get(input.uid)?.status });
  });
  app.post('/:input/fail', async (c) => {
    const input = find(c);
    const { code = 'ERR_UNHEALTHY' } = JSON.parse((await c.req.text()) || '{}') as { readonly code?: unknown };
    if (typeof code !== 'string' || !Object.hasOwn(LIVE_ERRORS, code))
      throw new TypeError('There is no such error of a live input.');
    await live.stop(input, 'failed_to_connect');
    notifyLive(context, input.uid, 'live_input.errored', code as LiveErrorCode);
    return c.json({ status: liveInputs.get(input.uid)?.status });
  });
  return app;
}

function parseOptions({ videos, segmentSeconds }: LiveControlContext, body: unknown): BroadcastOptions {
  if (typeof body !== 'object' || body === null) throw new TypeError('Options are a JSON object.');
  const known = ['video', 'protocol', 'segmentSeconds', 'partSeconds', 'windowSeconds', 'leadSegments'];
  const stranger = Object.keys(body).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new TypeError(`A broadcast has no option "${stranger}".`);
  const options = body as Readonly<Record<string, unknown>>;
  const read = (name: string, missing: number, min: number, max: number): number => {
    const value = options[name] ?? missing;
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw new TypeError(`"${name}" is a number from ${min} to ${max}.`);
    return value;
  };
  const ready = videos.list().filter((video) => video.renditions !== null && video.broadcast === undefined);
  const source = options.video === undefined ? ready[0] : ready.find(({ uid }) => uid === options.video);
  if (!source)
    throw new TypeError(
      options.video === undefined ? 'There is no ready video that could be fed.' : 'The video to be fed is not ready.',
    );
  return {
    sourceUid: source.uid,
    segmentSeconds: read('segmentSeconds', segmentSeconds, 0.5, 60),
    partSeconds: read('partSeconds', 0.5, 0.1, 5),
    windowSeconds: read('windowSeconds', 30, 1, 86_400),
    leadSegments: Math.round(read('leadSegments', 3, 0, 1000)),
  };
}
