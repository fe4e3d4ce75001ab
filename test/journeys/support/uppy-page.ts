import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build, type Rolldown } from 'vite';
import { openChromium } from './chromium.js';

/** A page with Uppy in Chromium. */
export interface UppyPage {
  /** Uploads a file with Uppy and returns its upload URL. */
  send(path: string, chunkBytes: number): Promise<string>;
  close(): Promise<void>;
}

/** Creates a tus upload with the given headers, and returns the response of Stream's API. */
export type CreateUpload = (headers: Record<string, string>) => Promise<Response>;

/** Opens a page with Uppy in Chromium, whose server relays the creation of an upload as Cloudflare documents it. */
export async function openUppy(create: CreateUpload): Promise<UppyPage> {
  const script = await bundle();
  const server = createServer((req, res) => {
    if (req.method !== 'POST') {
      const isScript = req.url === '/uppy.js';
      res.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
      res.end(
        isScript ? script : '<!doctype html><title>Uppy</title><input type="file"><script src="/uppy.js"></script>',
      );
      return;
    }
    const headers = ['tus-resumable', 'upload-length', 'upload-metadata'].map((name) => [
      name,
      String(req.headers[name] ?? ''),
    ]);
    void create(Object.fromEntries(headers) as Record<string, string>).then((answer) => {
      res.writeHead(answer.status, { 'tus-resumable': '1.0.0', location: answer.headers.get('location') ?? '' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const driver = await openChromium();
  await driver.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  return {
    async send(path, chunkBytes) {
      await driver.page.setInputFiles('input', path);
      return driver.page.evaluate((bytes) => window.sendChosenFile(bytes), chunkBytes);
    },
    async close() {
      await driver.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Bundles the script of the page. */
async function bundle(): Promise<string> {
  const entry = new URL('uppy-client.ts', import.meta.url).pathname;
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'uppy' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [output] = Array.isArray(built) ? built : [built as Rolldown.RolldownOutput];
  const chunk = output?.output.find((part) => part.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('Uppy could not be bundled.');
  return chunk.code;
}
