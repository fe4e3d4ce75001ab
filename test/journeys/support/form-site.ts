import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { PROJECT } from '../../../demo/start/options.js';

/** A site of plain HTML forms whose only script is the upload element. */
export interface FormSite {
  readonly origin: string;
  /** Submitted forms, newest last. */
  readonly posts: readonly URLSearchParams[];
  close(): Promise<void>;
}

const page = (body: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Application</title>
<style>body{font-family:sans-serif;margin:24px} cf-stream-upload:invalid{outline:3px solid crimson}</style>
<script type="module" src="/upload.js"></script>${body}</html>`;

const attributes = 'name="video" endpoint="/api/uploads" chunk-size="5242880"';
const PAGES: Readonly<Record<string, string>> = {
  '/': page(`<form method="post" action="/save"><label for="film">Your film</label>
<cf-stream-upload id="film" required ${attributes} status-endpoint="/api/videos/{uid}"></cf-stream-upload>
<p><label>Title <input name="title"></label></p><button>Save</button> <button type="reset">Clear</button></form>`),
  '/many': page(
    `<form method="post" action="/save"><cf-stream-upload multiple ${attributes}></cf-stream-upload><button>Save</button></form>`,
  ),
  '/done': page('<p>Thank you</p>'),
};

/**
 * Starts the site.
 *
 * @param api Origin that `/api/…` is proxied to.
 */
export async function startFormSite(api: string): Promise<FormSite> {
  const [output] = (await build({
    configFile: false,
    root: PROJECT,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: path.join(PROJECT, 'src/define/upload.ts'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const posts: URLSearchParams[] = [];
  const server = http.createServer((req, res) => {
    const url = req.url ?? '/';
    if (url.startsWith('/api/')) {
      const upstream = http.request(
        new URL(url, api),
        { method: req.method, headers: { ...req.headers, host: new URL(api).host } },
        (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(res);
        },
      );
      req.pipe(upstream).on('error', () => res.destroy());
    } else if (url === '/upload.js')
      res.writeHead(200, { 'content-type': 'text/javascript' }).end(output?.output[0].code);
    else if (url === '/save') {
      void textOf(req).then((text) => {
        posts.push(new URLSearchParams(text));
        res.writeHead(303, { location: '/done' }).end();
      });
    } else
      res
        .writeHead(url in PAGES ? 200 : 404, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
        })
        .end(PAGES[url] ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
