import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { readClientAddress } from './client-address.js';
import { discardBody } from './discard-body.js';

/** A listening server. */
export interface Listener {
  readonly port: number;
  /** Ends the open connections, event streams too, and stops listening. */
  close(): Promise<void>;
}

/** What {@link serve} takes. */
export interface ServeOptions {
  /** `client` is the address that the request came from. */
  readonly fetch: (request: Request, client: string | undefined) => Response | Promise<Response>;
  /** 0 takes a free one. */
  readonly port: number;
  /** @defaultValue '127.0.0.1', which only this machine reaches */
  readonly host?: string;
  /** For tests. */
  readonly limits?: RequestLimits;
  /** How many reverse proxies of yours stand before this server. @defaultValue 0 */
  readonly proxies?: number;
}

/** How long a client may take, in milliseconds, to send a request's headers and all of it. It is answered 408 then. */
export interface RequestLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
}

/** Requests here are small: whoever takes longer to send one, or sends more of it, holds a connection for nothing. */
const LIMITS: RequestLimits = { headersTimeout: 10_000, requestTimeout: 30_000 };
const MAX_HEADER_BYTES = 16_384;

/**
 * Puts a `Request → Response` function on a port, with Node's HTTP.
 *
 * @throws {Error} with `code` `EADDRINUSE` for a taken port, `EACCES` for one that is not allowed.
 */
export async function serve(options: ServeOptions): Promise<Listener> {
  const { fetch, port, host = '127.0.0.1', proxies = 0, limits = LIMITS } = options;
  // Left alone, it would put its own Request and Response in place of the global ones.
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
    // Node looks for connections that are too slow every half minute: ten seconds would be up to forty.
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
        // Browsers keep connections open for long; without this, ending would wait for them.
        server.closeAllConnections();
      }),
  };
}
