import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Broadcasts } from '../live/broadcasts.js';
import type { LiveInputKeys } from '../records/live-input-record.js';
import { toTimestamp } from '../shared/time.js';
import { ApiError, readJsonObject, succeed } from '../shared/envelope.js';
import type { LiveInputStore } from '../state/live-input-store.js';
import type { VideoStore } from '../state/video-store.js';
import { toListedLiveInput, toLiveInputObject } from './live-input-object.js';
import { DEFAULT_LIVE_INPUT, parseLiveInputOptions } from './live-input-options.js';
import { signToken, type SigningContext } from './sign-token.js';
import { toVideoObject } from '../records/video-object.js';

/** Dependencies of the live input routes. */
export interface LiveInputRouteContext extends SigningContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly videos: VideoStore;
  readonly liveInputs: LiveInputStore;
  readonly live: Broadcasts;
}

/**
 * Routes for creating, listing, reading, editing and deleting live inputs, rotating their keys, and listing their
 * broadcasts.
 */
export function liveInputRoutes(context: LiveInputRouteContext): Hono {
  const { liveInputs, videos, live, origin } = context;
  const find = (uid: string) => {
    const input = liveInputs.get(uid);
    if (!input) throw new ApiError('notFound', 'no such live input');
    return input;
  };
  const routes = new Hono();
  routes.post('/live_inputs', async (c) => {
    const options = parseLiveInputOptions(await readJsonObject(c), DEFAULT_LIVE_INPUT);
    const [uid, at] = [randomBytes(16).toString('hex'), toTimestamp(context.now())];
    const input = {
      ...options,
      uid,
      created: at,
      modified: at,
      keys: newKeys(uid),
      keysRotatedAt: null,
      status: null,
      videoUid: null,
    };
    await liveInputs.create(input);
    return succeed(c, toLiveInputObject(input, origin));
  });
  routes.get('/live_inputs', (c) => {
    const list = liveInputs.list();
    const counts = c.req.query('include_counts') === 'true' ? { range: list.length, total: list.length } : {};
    return succeed(c, { liveInputs: list.map(toListedLiveInput), ...counts });
  });
  routes.get('/live_inputs/:uid', async (c) => {
    // A missing encoder is noticed when the input is read.
    await live.ofInput(find(c.req.param('uid')));
    return succeed(c, toLiveInputObject(find(c.req.param('uid')), origin));
  });
  routes.put('/live_inputs/:uid', async (c) => {
    const input = find(c.req.param('uid'));
    const options = parseLiveInputOptions(await readJsonObject(c), input);
    if (!options.enabled) await live.stop(input);
    const changed = await liveInputs.update(input.uid, options);
    return succeed(c, toLiveInputObject(changed ?? input, origin));
  });
  routes.delete('/live_inputs/:uid', async (c) => {
    const input = find(c.req.param('uid'));
    await live.stop(input);
    await liveInputs.delete(input.uid);
    return c.body(null, 200);
  });
  routes.post('/live_inputs/:uid/rotate_keys', async (c) => {
    const input = find(c.req.param('uid'));
    // An encoder with the old keys is disconnected.
    await live.stop(input);
    const change = { keys: newKeys(input.uid), keysRotatedAt: toTimestamp(context.now()) };
    return succeed(c, toLiveInputObject((await liveInputs.update(input.uid, change)) ?? input, origin));
  });
  routes.get('/live_inputs/:uid/videos', async (c) => {
    const input = find(c.req.param('uid'));
    await live.ofInput(input);
    const shown = videos.list().filter(({ liveInput }) => liveInput === input.uid);
    return succeed(
      c,
      shown.map((record) => toVideoObject(record, origin)),
    );
  });
  // Cloudflare signs for an input as it does for a video.
  routes.post('/:uid/token', async (c, next) => {
    const input = liveInputs.get(c.req.param('uid'));
    if (!input) return next();
    return succeed(c, { token: await signToken(context, input.uid, await readJsonObject(c)) });
  });
  return routes;
}

function newKeys(uid: string): LiveInputKeys {
  const secret = () => randomBytes(20).toString('hex');
  return {
    streamKey: `${secret()}k${uid}`,
    playbackKey: `${secret()}k${uid}`,
    passphrase: secret(),
    playbackPassphrase: secret(),
    publishSecret: secret(),
  };
}
