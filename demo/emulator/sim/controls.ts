import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Clock } from '../state/clock.js';
import { parseSettings } from '../state/settings.js';
import { parseFaultRule } from './fault-rule.js';
import type { Faults } from './faults.js';
import { fromOwnMachine, isLoopbackOrigin } from './own-machine.js';
import { liveControls, type LiveControlContext } from './live-controls.js';
import type { RequestLog } from './request-log.js';

/** The end of the year 9999, beyond which no time has the form that the API answers. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

/** Dependencies of the controls. */
export interface ControlContext extends LiveControlContext {
  readonly clock: Clock;
}

/** Controls for tests, below `/__sim`. Cloudflare has nothing of the kind. */
export function controls(context: ControlContext, faults: Faults, requests: RequestLog): Hono {
  const { settings, clock } = context;
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    // Logged paths and values in rules come from anybody.
    c.header('X-Content-Type-Options', 'nosniff');
  });
  app.use('*', fromOwnMachine);
  app.use(
    '*',
    cors({
      origin: (origin) => (isLoopbackOrigin(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
      maxAge: 600,
    }),
  );
  app.onError((error, c) => {
    const mine = error instanceof TypeError || error instanceof SyntaxError;
    return c.json({ error: { code: mine ? 'BAD_REQUEST' : 'INTERNAL', message: error.message } }, mine ? 400 : 500);
  });
  app.get('/__sim/faults', (c) => c.json({ faults: faults.list() }));
  app.post('/__sim/faults', async (c) => c.json({ id: faults.add(parseFaultRule(await c.req.json())) }, 201));
  app.delete('/__sim/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.get('/__sim/requests', (c) => c.json({ requests: requests.list() }));
  app.delete('/__sim/requests', (c) => {
    requests.clear();
    return c.body(null, 204);
  });
  app.get('/__sim/settings', (c) => c.json(settings));
  app.put('/__sim/settings', async (c) => c.json(Object.assign(settings, parseSettings(await c.req.json()))));
  app.get('/__sim/clock', (c) => c.json({ nowMs: clock.now(), aheadMs: clock.aheadMs }));
  app.post('/__sim/clock', async (c) => {
    const { advanceMs } = await c.req.json<{ readonly advanceMs?: unknown }>();
    if (typeof advanceMs !== 'number' || !(advanceMs >= 0 && clock.now() + advanceMs <= LAST_MS))
      throw new TypeError(
        '"advanceMs" is a number of milliseconds; the clock goes neither back nor beyond the year 9999.',
      );
    await clock.advance(advanceMs);
    return c.json({ nowMs: clock.now(), aheadMs: clock.aheadMs });
  });
  app.route('/__sim/live', liveControls(context));
  return app;
}
