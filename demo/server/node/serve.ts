import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { readClientAddress } from './client-address.js';

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
  /** How many reverse proxies of yours stand before this server. @defaultValue 0 */
  readonly proxies?: number;
}

/** Requests here are small: whoever takes longer to send one, or sends more of it, holds a connection for nothing. */
const LIMITS = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 };

/**
 * Puts a `Request → Response` function on a port, with Node's HTTP.
 *
 * @throws {Error} with `code` `EADDRINUSE` for a taken port, `EACCES` for one that is not allowed.
 */
export async function serve({ fetch, port, host = '127.0.0.1', proxies = 0 }: ServeOptions): Promise<Listener> {
  // Left alone, it would put its own Request and Response in place of the global ones.
  const listener = getRequestListener((request, { incoming }) => fetch(request, readClientAddress(incoming, proxies)), {
    overrideGlobalObjects: false,
  });
  const server = http.createServer(LIMITS, (request, response) => void listener(request, response));
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
