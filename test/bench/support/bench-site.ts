import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import type { LineEnd, SlowLine } from './slow-line.js';

/** What the sites answer. */
export interface BenchSiteOptions {
  /** Folder of the files of the page's origin. */
  readonly files: string;
  /** Pages by their paths, made once the addresses are known. */
  readonly pages: (addresses: { readonly media: string }) => Readonly<Record<string, string>>;
  /** Origin of the local Stream. */
  readonly stream: string;
  /** The token that `/api/token` answers with, and how long that takes. */
  readonly token: string;
  readonly tokenMs: number;
}

/** A page's origin and Stream's, each HTTP/2 over TLS at the end of the same line. */
export interface BenchSite {
  readonly origin: string;
  /** Changes the line for connections to come, and closes those there are. */
  useLine(line: SlowLine): void;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly headers: http2.OutgoingHttpHeaders;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.jpg': 'image/jpeg',
};
/** What a server would compress. */
const IS_TEXT = /javascript|css|html|json|mpegurl|vtt/;
/** Bytes that are written at once, so that an answer that is asked for later is not behind all of an earlier one. */
const SLICE = 8 * 1_024;
const KEPT_HEADERS = ['content-type', 'cache-control', 'access-control-allow-origin', 'access-control-expose-headers'];

/** A certificate that nobody trusts: browsers are told to ignore that. */
function makeCertificate(): { key: string; cert: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-tls-'));
  const [key, cert] = [path.join(folder, 'key'), path.join(folder, 'cert')];
  try {
    const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...options, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], {
      stdio: 'pipe',
    });
    return { key: fs.readFileSync(key, 'utf8'), cert: fs.readFileSync(cert, 'utf8') };
  } catch (error) {
    throw new Error('The bench needs openssl for a certificate: install the package openssl.', { cause: error });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const compressed = (answer: Answer): Answer =>
  IS_TEXT.test(String(answer.headers['content-type']))
    ? {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'br' },
        body: brotliCompressSync(answer.body),
      }
    : answer;

/** Starts both sites. Each answer is kept, compressed, so that only the first of a path costs time. */
export async function startBenchSite(options: BenchSiteOptions, firstLine: SlowLine): Promise<BenchSite> {
  const certificate = makeCertificate();
  const closes: (() => void)[] = [];
  let line = firstLine;

  async function listen(answer: (path: string) => Promise<Answer>): Promise<string> {
    const kept = new Map<string, Promise<Answer>>();
    const serve = async (stream: http2.ServerHttp2Stream, url: string, end: LineEnd): Promise<void> => {
      const found = kept.get(url) ?? answer(url).then(compressed);
      kept.set(url, found);
      if (url.startsWith('/api/token')) await pause(options.tokenMs);
      const { status, headers, body } = await found;
      if (stream.destroyed) return;
      stream.respond({ ':status': status, 'content-length': body.length, ...headers });
      for (let at = 0; at < body.length && !stream.closed; at += SLICE) {
        await end.room();
        stream.write(body.subarray(at, at + SLICE));
      }
      stream.end();
    };
    const relay = net.createServer((socket) => {
      const end = line.connect(socket);
      // A server for each connection, which knows by which end it writes.
      const server = http2.createSecureServer(certificate);
      server.on('sessionError', () => end.destroy());
      server.on('tlsClientError', () => end.destroy());
      server.on('stream', (stream, { ':path': url = '/' }) => {
        stream.on('error', () => undefined);
        void serve(stream, url, end);
      });
      server.emit('connection', end);
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    closes.push(() => relay.close());
    return `https://localhost:${(relay.address() as AddressInfo).port}`;
  }

  const media = await listen(async (url) => {
    const response = await fetch(options.stream + url);
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)!]] : [])),
    );
    return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
  });
  const pages = options.pages({ media });
  const ownAnswer = (url: string): Answer => {
    const { pathname } = new URL(url, 'https://localhost');
    const file = path.join(options.files, pathname);
    const page = pages[pathname];
    if (pathname === '/api/token') {
      const body = Buffer.from(JSON.stringify({ token: options.token }));
      return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body };
    }
    if (page !== undefined)
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
    if (!fs.existsSync(file)) return { status: 404, headers: {}, body: Buffer.alloc(0) };
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    return { status: 200, headers: { 'content-type': type }, body: fs.readFileSync(file) };
  };
  const origin = await listen((url) => Promise.resolve(ownAnswer(url)));
  return {
    origin,
    useLine: (next) => {
      line.close();
      line = next;
    },
    close: () => {
      line.close();
      for (const close of closes) close();
    },
  };
}
