import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import { Faults } from '../../../demo/emulator/sim/faults.js';

/** The demo and its local Stream as one origin, for one viewer, to whom what is asked for may go wrong. */
export interface PlayerProxy {
  readonly origin: string;
  /** How many requests the rules that hold now have hit. */
  readonly hits: number;
  fail(rule: FaultRule): void;
  mend(): void;
  close(): Promise<void>;
}

/** Of the demo are its pages and `/api`; what begins with a uid or a token is Stream's. */
const DELIVERY = /^\/(?:[0-9a-f]{32}|eyJ[^/]*)\//;

/** Starts a proxy. The browser keeps nothing that comes through it: nothing could happen to that any more. */
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
      (answer) => {
        const { 'content-security-policy': policy, 'content-length': length, ...headers } = answer.headers;
        const isPage = headers['content-type']?.startsWith('text/html') ?? false;
        res.writeHead(answer.statusCode ?? 502, {
          ...headers,
          'cache-control': 'no-store',
          ...(policy !== undefined && { 'content-security-policy': String(policy).replaceAll(stream, origin) }),
          ...(length !== undefined && !isPage && { 'content-length': length }),
        });
        if (!isPage) {
          answer.pipe(res);
          return;
        }
        answer.setEncoding('utf8');
        void answer.toArray().then((pieces) => res.end(pieces.join('').replaceAll(stream, origin)));
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
    fail: (rule) => void faults.add(rule),
    mend: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
