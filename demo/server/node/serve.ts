import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { readClientAddress } from './client-address.js';
import { discardBody } from './discard-body.js';

/** A listening server. */
export interface Listener {
  readonly port: number;
  /** Ends open connections, including event streams, and stops listening. */
  close(): Promise<void>;
}

/** Options of {@link serve}. */
export interface ServeOptions {
  /** `client` is the client's address. */
  readonly fetch: (request: Request, client: string | undefined) => Response | Promise<Response>;
  /** 0 chooses a free port. */
  readonly port: number;
  /** @defaultValue '127.0.0.1', which only this machine reaches */
  readonly host?: string;
  /** For tests. */
  readonly limits?: RequestLimits;
  /** Number of your reverse proxies in front of this server. @defaultValue 0 */
  readonly proxies?: number;
}

/** Timeouts for a request's headers and for all of it, in milliseconds; answered with 408. */
export interface RequestLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
}

/** Requests here are small: slower or larger ones would only hold connections. */
const LIMITS: RequestLimits = { headersTimeout: 10_000, requestTimeout: 30_000 };
const MAX_HEADER_BYTES = 16_384;

/**
 * Serves a `Request → Response` function on a port, with Node's HTTP.
 *
 * @throws {Error} With `code` `EADDRINUSE` for a port in use, `EACCES` for one that is not allowed.
 */
export async function serve(options: ServeOptions): Promise<Listener> {
  const { fetch, port, host = '127.0.0.1', proxies = 0, limits = LIMITS } = options;
  // By default, it would replace the global Request and Response.
  const listener = getRequestListener(
    async (request, { incoming }) => {
      const answer = await fetch(request, readClientAddress(incoming, proxies));
      await discardBody(incoming);
      return answer;
    },
    { overrideGlobalObjects: false },
  );
  const settings = {
    ...limits,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Node checks for slow connections every half minute: ten seconds might become forty.
    connectionsCheckingInterval: limits.headersTimeout / 20,
  };
  const server = http.createServer(settings, (request, response) => void listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Browsers keep connections open; otherwise closing would wait for them.
        server.closeAllConnections();
      }),
  };
}
