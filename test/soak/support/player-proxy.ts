import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import { Faults } from '../../../demo/emulator/sim/faults.js';

/** A fault-injecting proxy that serves the demo and its local Stream to one viewer from one origin. */
export interface PlayerProxy {
  readonly origin: string;
  /** Number of requests that the current rules have hit. */
  readonly hits: number;
  /** Adds a rule by which requests fail. */
  addFault(rule: FaultRule): void;
  /** Removes all rules. */
  clearFaults(): void;
  close(): Promise<void>;
}

/** Paths of Stream's delivery, which begin with a uid or a token; all others belong to the demo. */
const DELIVERY = /^\/(?:[0-9a-f]{32}|eyJ[^/]*)\//;

/** Starts a proxy. Its responses are not cached, since cached ones would be out of reach of faults. */
export async function startPlayerProxy(pages: string, stream: string): Promise<PlayerProxy> {
  const faults = new Faults();
  const server = http.createServer((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = req.url ?? '/';
    if (await faults.apply(req, res)) return;
    const url = new URL(path, DELIVERY.test(path) ? stream : pages);
    const upstream = http.request(
      url,
      { method: req.method, headers: { ...req.headers, host: url.host } },
      (response) => {
        const { 'content-security-policy': policy, 'content-length': length, ...headers } = response.headers;
        const isPage = headers['content-type']?.startsWith('text/html') ?? false;
        res.writeHead(response.statusCode ?? 502, {
          ...headers,
          'cache-control': 'no-store',
          ...(policy !== undefined && { 'content-security-policy': String(policy).replaceAll(stream, origin) }),
          ...(length !== undefined && !isPage && { 'content-length': length }),
        });
        if (!isPage) {
          response.pipe(res);
          return;
        }
        response.setEncoding('utf8');
        void response.toArray().then((pieces) => res.end(pieces.join('').replaceAll(stream, origin)));
      },
    );
    upstream.on('error', () => res.destroy());
    res.on('close', () => upstream.destroy());
    req.pipe(upstream);
  }

  return {
    origin,
    get hits() {
      return faults.list().reduce((sum, { hits }) => sum + hits, 0);
    },
    addFault: (rule) => void faults.add(rule),
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
