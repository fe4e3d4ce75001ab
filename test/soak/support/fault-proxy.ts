import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an upload request is for: an upload URL, how much is there (tus only), or the bytes. */
export type UploadStep = 'create' | 'ask' | 'send';

/** An upload request that passes through the proxy. */
export interface ProxiedRequest {
  readonly step: UploadStep;
  readonly protocol: 'tus' | 'form';
  /** Number of earlier requests of this step. A form begins at 1, because faults are meant for the second chunk. */
  readonly count: number;
  /** Length of the body. */
  readonly bytes: number;
}

/** Route by which a site gives out upload URLs for one form POST: a way of asking that the demo's server does not have. */
export const FORM_ROUTE = '/api/uploads/form';

/** Way in which a request fails or is slowed down. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Reset after this many bytes of the body (0: at once), which are forwarded to the server unless `drop` is set. */
  | { readonly cutAfter: number; readonly drop?: boolean }
  /** Forwarded, but the response is lost. */
  | { readonly loseResponse: true }
  | { readonly delayMs: number }
  /** Forwarded at this rate. */
  | { readonly bytesPerSecond: number };

/** A fault-injecting proxy that serves the demo and its local Stream from one origin. */
export interface FaultProxy {
  readonly origin: string;
  /** Bytes of files received, including those of failed requests. */
  readonly receivedBytes: number;
  /** Received bytes that the browser resent by itself: over HTTP/1.1, Chromium repeats a request whose connection was reset. */
  readonly repeatedBytes: number;
  /** Upload requests, each with the fault that was applied. */
  readonly log: readonly string[];
  /** Sets the function that chooses the fault of each upload request. */
  setFault(fault: (request: ProxiedRequest) => Fault | undefined): void;
  /** Cuts all connections. */
  cut(): void;
  /** Closes all connections and refuses new ones for a while. */
  restart(downtimeMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Time within which the browser repeats a request by itself, in milliseconds: the uploader waits longer. */
const BROWSER_REPEAT_MS = 100;

/** Reads what an upload request is for, and counts it; undefined for any other request. */
function readRequest(
  { method, headers }: IncomingMessage,
  path: string,
  counts: Map<string, number>,
): ProxiedRequest | undefined {
  if (method === 'OPTIONS') return undefined;
  const protocol = path.startsWith('/upload/') || path === FORM_ROUTE ? 'form' : 'tus';
  let step: UploadStep;
  if (path === '/api/uploads' || path === FORM_ROUTE) step = 'create';
  else if (path.startsWith('/tus/')) step = method === 'HEAD' ? 'ask' : 'send';
  else if (path.startsWith('/upload/')) step = 'send';
  else return undefined;
  const count = counts.get(step) ?? (step === 'send' && protocol === 'form' ? 1 : 0);
  counts.set(step, count + 1);
  return { step, protocol, count, bytes: Number(headers['content-length'] ?? 0) };
}

/** Starts a proxy. */
export async function startFaultProxy(pages: string, stream: string): Promise<FaultProxy> {
  let fault: (request: ProxiedRequest) => Fault | undefined = () => undefined;
  let receivedBytes = 0;
  let repeatedBytes = 0;
  /** Offset of the last request if it sent bytes and was cut, and when: the same again at once is a repetition by the browser. */
  let cut: { readonly offset: string; readonly atMs: number } | undefined;
  const log: string[] = [];
  const counts = new Map<string, number>();
  const server = http.createServer((req, res) => {
    const path = req.url ?? '/';
    const request = readRequest(req, path, counts);
    const chosen = request && fault(request);
    if (request) {
      log.push(`${request.step} ${request.protocol} ${chosen ? JSON.stringify(chosen) : ''}`);
      const offset = req.headers['upload-offset'] as string | undefined;
      const isRepeat =
        request.step === 'send' &&
        cut !== undefined &&
        (request.protocol === 'tus' ? offset === cut.offset : performance.now() - cut.atMs < BROWSER_REPEAT_MS);
      cut = undefined;
      if (request.step === 'send') {
        if (chosen && ('cutAfter' in chosen || 'loseResponse' in chosen))
          req.socket.once('close', () => (cut = { offset: offset ?? '', atMs: performance.now() }));
        req.on('data', (chunk: Buffer) => {
          receivedBytes += chunk.length;
          if (isRepeat) repeatedBytes += chunk.length;
        });
      }
    }
    void handle(req, res, /^\/(tus|upload)\//.test(path) ? stream : pages, chosen);
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
      if (cutAfter === 0) req.socket.resetAndDestroy();
      req.on('data', (chunk: Buffer) => {
        droppedBytes += chunk.length;
        if (droppedBytes >= cutAfter) req.socket.resetAndDestroy();
      });
      return;
    }
    if (req.url === FORM_ROUTE) return giveFormUrl(req, res, chosen);
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

  /** Asks the demo's server as a site's own route would, and passes its answer on. */
  async function giveFormUrl(req: IncomingMessage, res: ServerResponse, chosen: Fault | undefined): Promise<void> {
    const headers = { 'content-type': 'application/json', origin: pages };
    const response = await fetch(`${pages}/api/uploads/basic`, {
      method: 'POST',
      headers,
      body: '{"name":"clip.mp4"}',
    });
    const text = await response.text();
    if (chosen && 'loseResponse' in chosen) req.socket.resetAndDestroy();
    else res.writeHead(response.status, { 'content-type': 'application/json' }).end(text.replaceAll(stream, origin));
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
    cut: () => server.closeAllConnections(),
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
