import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that passes through the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  /** Number of earlier requests with this method to this kind of path. */
  readonly count: number;
}

/** Way in which a request fails or is slowed down. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Reset after this many bytes of the body, which are forwarded to the server unless `drop` is set. */
  | { readonly cutAfter: number; readonly drop?: boolean }
  /** Forwarded, but the response is lost. */
  | { readonly loseResponse: true }
  | { readonly delayMs: number }
  /** Forwarded at this rate. */
  | { readonly bytesPerSecond: number };

/** A fault-injecting proxy that serves the demo and its local Stream from one origin. */
export interface FaultProxy {
  readonly origin: string;
  /** Bytes of PATCH bodies received, including those of failed requests. */
  readonly receivedBytes: number;
  /** Received bytes that the browser resent by itself: over HTTP/1.1, Chromium repeats a request whose connection was reset. */
  readonly repeatedBytes: number;
  /** Upload requests, each with the fault that was applied. */
  readonly log: readonly string[];
  /** Sets the function that chooses the fault of each upload request. */
  setFault(fault: (request: ProxiedRequest) => Fault | undefined): void;
  /** Closes all connections and refuses new ones for a while. */
  restart(downtimeMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy. */
export async function startFaultProxy(pages: string, stream: string): Promise<FaultProxy> {
  let fault: (request: ProxiedRequest) => Fault | undefined = () => undefined;
  let receivedBytes = 0;
  let repeatedBytes = 0;
  /** Offset of the last request if that was a PATCH that was cut: another PATCH with it is a repetition by the browser. */
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
          receivedBytes += chunk.length;
          if (isRepeat) repeatedBytes += chunk.length;
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
      // Read the body first: a response in the middle of it would look like a reset connection.
      req.resume();
      await new Promise((resolve) => req.once('end', resolve).once('close', resolve));
      res.writeHead(chosen.status, chosen.headers).end(chosen.body ?? '');
      return;
    }
    const cutAfter = chosen && 'cutAfter' in chosen ? chosen.cutAfter : Infinity;
    if (chosen && 'cutAfter' in chosen && chosen.drop) {
      let droppedBytes = 0;
      req.on('data', (chunk: Buffer) => {
        droppedBytes += chunk.length;
        if (droppedBytes >= cutAfter) req.socket.resetAndDestroy();
      });
      return;
    }
    const url = new URL(req.url ?? '/', target);
    const headers = { ...req.headers, host: url.host };
    const upstream = http.request(url, { method: req.method, headers }, (response) => {
      if (chosen && 'loseResponse' in chosen) {
        response.resume().once('end', () => req.socket.resetAndDestroy());
        return;
      }
      const location = response.headers.location?.replace(stream, origin);
      res.writeHead(response.statusCode ?? 502, { ...response.headers, ...(location && { location }) });
      response.pipe(res);
    });
    upstream.on('error', () => res.destroy());
    const rate = chosen && 'bytesPerSecond' in chosen ? chosen.bytesPerSecond : Infinity;
    let forwardedBytes = 0;
    req.on('data', (chunk: Buffer) => {
      forwardedBytes += chunk.length;
      upstream.write(chunk);
      if (forwardedBytes >= cutAfter) {
        req.socket.resetAndDestroy();
        upstream.destroy();
      } else if (Number.isFinite(rate)) {
        req.pause();
        setTimeout(() => req.resume(), (chunk.length / rate) * 1000);
      }
    });
    req.once('end', () => upstream.end());
    req.resume();
    // Judged by the response: a throttled request may have been received in full before it is forwarded.
    res.once('close', () => {
      if (!res.writableFinished) upstream.destroy();
    });
  }

  return {
    origin,
    log,
    get receivedBytes() {
      return receivedBytes;
    },
    get repeatedBytes() {
      return repeatedBytes;
    },
    setFault: (next) => (fault = next),
    restart: async (downtimeMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await new Promise((resolve) => setTimeout(resolve, downtimeMs));
      await listen(port);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
