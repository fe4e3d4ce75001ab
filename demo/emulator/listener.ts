import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { accountsApi, type AccountsContext } from './accounts/routes.js';
import { deliveryRoutes, type DeliveryContext } from './delivery/routes.js';
import { controls, type ControlContext } from './sim/controls.js';
import { Faults } from './sim/faults.js';
import { RequestLog } from './sim/request-log.js';
import { formEndpoint, type FormContext } from './uploads/form-endpoint.js';
import { tusEndpoint, type TusContext } from './uploads/tus-endpoint.js';

/** Dependencies of everything that answers requests. */
type ListenerContext = AccountsContext & DeliveryContext & ControlContext & FormContext & TusContext;

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const TUS_PATH = /^\/(?:tus|client\/v4\/accounts\/[^/]+\/media)\//;

/**
 * Creates the listener of the whole local Stream: faults first, since only here a connection can be cut, then the
 * handler of the path.
 */
export function createListener(context: ListenerContext): RequestListener {
  const faults = new Faults();
  const requests = new RequestLog();
  const tus = tusEndpoint(context);
  const routes: readonly (readonly [RegExp, Handler])[] = [
    [TUS_PATH, tus],
    [/^\/client\//, serve(accountsApi(context))],
    [/^\/upload\//, serve(formEndpoint(context))],
    [/^\//, serve(deliveryRoutes(context))],
  ];
  const sim = serve(controls(context, faults, requests));
  const handle: Handler = async (req, res) => {
    const url = req.url ?? '/';
    if (url.startsWith('/__sim/')) return sim(req, res);
    requests.watch(req, res);
    if (await faults.apply(req, res)) return;
    await routes.find(([pattern]) => pattern.test(url))?.[1](req, res);
  };
  return (req, res) => {
    handle(req, res).catch((error: unknown) => {
      if (!context.closing.aborted && !res.destroyed) context.log(`A request failed: ${(error as Error).message}`);
      if (!res.headersSent) res.writeHead(500).end();
      else res.destroy();
    });
  };
}

function serve(app: Hono): Handler {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (req, res) => listener(req, res);
}
