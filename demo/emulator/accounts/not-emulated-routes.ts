import { Hono } from 'hono';
import { ApiError, succeed } from '../shared/envelope.js';
import type { LiveInputStore } from '../state/live-input-store.js';

/** Dependencies of the refused routes: missing objects are still reported as not found. */
export interface NotEmulatedContext {
  readonly liveInputs: LiveInputStore;
}

const OUTPUTS = 'the local Stream has no outputs of live inputs: nothing here sends a broadcast on';

/** Parts of the API that are not emulated, refused by name; lists of them are empty, as they are. */
export function notEmulatedRoutes({ liveInputs }: NotEmulatedContext): Hono {
  const routes = new Hono();
  const findInput = (uid: string) => {
    if (!liveInputs.get(uid)) throw new ApiError('notFound', 'no such live input');
  };
  routes.get('/live_inputs/:uid/outputs', (c) => {
    findInput(c.req.param('uid'));
    return succeed(c, []);
  });
  for (const path of ['/live_inputs/:uid/outputs', '/live_inputs/:uid/outputs/:output'] as const) {
    routes.all(path, (c) => {
      findInput(c.req.param('uid'));
      throw new ApiError('notEmulated', OUTPUTS);
    });
  }
  return routes;
}
