import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request on its way through the proxy. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  /** How many requests with this method came to this kind of address before. */
  readonly count: number;
}

/** What becomes of a request instead of passing through. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Cut after so many bytes of the body; what came before reaches the server, or, with `drop`, does not. */
  | { readonly cutAfter: number; readonly drop?: boolean }
  /** Passes, and the answer is lost. */
  | { readonly loseAnswer: true }
  | { readonly delayMs: number }
  /** Bytes of the body a second. */
  | { readonly bytesPerSecond: number };

/** A proxy before the demo and its local Stream, as one origin, in which requests go wrong. */
export interface FaultProxy {
  readonly origin: string;
  /** Bytes of file that arrived here, those of broken requests included. */
  readonly received: number;
  /** Those of them that the browser sent again by itself: over HTTP/1.1, Chromium repeats a request whose connection broke. */
  readonly repeated: number;
  /** Upload requests that were seen, with what became of them. */
  readonly log: readonly string[];
  setFault(fault: (passing: Passing) => Fault | undefined): void;
  /** Nobody is at home for so long: connections are refused. */
  restart(awayMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy. */
export async function startFaultProxy(pages: string, stream: string): Promise<FaultProxy> {
  let fault: (passing: Passing) => Fault | undefined = () => undefined;
  let received = 0;
  let repeated = 0;
  /** The offset of a PATCH that was cut, until the uploader has asked where the server is. */
  let cutOffset: string | undefined;
  const log: string[] = [];
  const counts = new Map<string, number>();
  const server = http.createServer((req, res) => {
    const path = req.url ?? '/';
    const kind = `${req.method} ${path.startsWith('/tus/') ? 'tus' : path.split('?')[0]}`;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const isUpload = path.startsWith('/tus/') || path === '/api/uploads';
    const chosen = isUpload ? fault({ method: req.method ?? 'GET', path, count }) : undefined;
    if (isUpload) {
      log.push(`${req.method} ${path.startsWith('/tus/') ? 'tus' : 'uploads'} ${chosen ? JSON.stringify(chosen) : ''}`);
      const isRepeat = req.method === 'PATCH' && req.headers['upload-offset'] === cutOffset;
      if (req.method !== 'OPTIONS')
        cutOffset = chosen && 'cutAfter' in chosen ? String(req.headers['upload-offset']) : undefined;
      if (req.method === 'PATCH') {
        req.on('data', (chunk: Buffer) => {
          received += chunk.length;
          if (isRepeat) repeated += chunk.length;
        });
      }
    }
    void handle(req, res, path.startsWith('/tus/') ? stream : pages, chosen);
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;

  async function handle(
    req: IncomingMessage,
    res: ServerResponse,
    target: string,
    chosen: Fault | undefined,
  ): Promise<void> {
    if (chosen && 'delayMs' in chosen) {
      req.pause();
      await new Promise((resolve) => setTimeout(resolve, chosen.delayMs));
    }
    if (chosen && 'status' in chosen) {
      // Read to its end: an answer in the middle of a body is a connection that breaks.
      req.resume();
      await new Promise((resolve) => req.once('end', resolve).once('close', resolve));
      res.writeHead(chosen.status, chosen.headers).end(chosen.body ?? '');
      return;
    }
    const cutAfter = chosen && 'cutAfter' in chosen ? chosen.cutAfter : Infinity;
    if (chosen && 'cutAfter' in chosen && chosen.drop) {
      let seen = 0;
      req.on('data', (chunk: Buffer) => {
        seen += chunk.length;
        if (seen >= cutAfter) req.socket.resetAndDestroy();
      });
      return;
    }
    const url = new URL(req.url ?? '/', target);
    const headers = { ...req.headers, host: url.host };
    const upstream = http.request(url, { method: req.method, headers }, (answer) => {
      if (chosen && 'loseAnswer' in chosen) {
        answer.resume().once('end', () => req.socket.resetAndDestroy());
        return;
      }
      const location = answer.headers.location?.replace(stream, origin);
      res.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(location && { location }) });
      answer.pipe(res);
    });
    upstream.on('error', () => res.destroy());
    const rate = chosen && 'bytesPerSecond' in chosen ? chosen.bytesPerSecond : Infinity;
    let passed = 0;
    req.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      upstream.write(chunk);
      if (passed >= cutAfter) {
        req.socket.resetAndDestroy();
        upstream.destroy();
      } else if (Number.isFinite(rate)) {
        req.pause();
        setTimeout(() => req.resume(), (chunk.length / rate) * 1000);
      }
    });
    req.once('end', () => upstream.end());
    req.resume();
    // Not judged by the request: one that is held back may have come whole and is never passed on to its end.
    res.once('close', () => {
      if (!res.writableFinished) upstream.destroy();
    });
  }

  return {
    origin,
    log,
    get received() {
      return received;
    },
    get repeated() {
      return repeated;
    },
    setFault: (next) => (fault = next),
    restart: async (awayMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      await listen(port);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
