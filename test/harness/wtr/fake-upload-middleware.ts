// A stand-in for an upload endpoint, the tus server behind it and a status endpoint, in the component tests' own
// origin, with faults on command. Each test has its own under /fake/<id>/; the typed client is ../fake-upload.ts.
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context, Middleware } from 'koa';
import type { FakeFault, FakeLog, FakeSettings, FakeUploadLog } from '../fake-upload.js';

interface Upload {
  readonly size: number;
  chunks: Buffer[];
  offset: number;
  metadata: string;
  /** Expired: every request to it is answered with 404. */
  gone: boolean;
}

/** An uploader in a page of its own, for use behind a service worker. */
const PAGE = `<!doctype html><title>Upload</title><script type="module" src="/src/define/upload.ts"></script>
<cf-stream-upload endpoint="uploads" status-endpoint="videos/{uid}" chunk-size="5242880"></cf-stream-upload>`;

/** A typical service worker: it answers every request with \`fetch\`. */
const WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`;

class FakeStream {
  readonly #uploads = new Map<string, Upload>();
  readonly #requests: FakeLog['requests'] = [];
  readonly #thumbnails: FakeLog['thumbnails'] = [];
  readonly #held = new Set<() => void>();
  #faults: FakeFault[] = [];
  #settings: FakeSettings = {};

  async handle(ctx: Context, path: string): Promise<void> {
    const [kind = '', uid = ''] = path.split('/');
    ctx.set('cache-control', 'no-store');
    if (kind === 'control') return this.#control(ctx);
    if (kind === 'page' || kind === 'worker.js') {
      ctx.type = kind === 'page' ? 'html' : 'js';
      ctx.body = kind === 'page' ? PAGE : WORKER;
      return;
    }
    const entry = { method: ctx.method, kind, offset: Number(ctx.get('upload-offset') || 0), status: 0 };
    this.#requests.push(entry);
    const fault = this.#takeFault(ctx.method, kind);
    try {
      if (fault?.status) {
        ctx.req.resume();
        for (const [name, value] of Object.entries(fault.headers ?? {})) ctx.set(name, value);
        ctx.status = fault.status;
        ctx.body = fault.body ?? '';
      } else if (kind === 'uploads') await this.#create(ctx);
      else if (kind === 'tus') await this.#tus(ctx, uid, fault);
      else if (kind === 'form') await this.#form(ctx, uid, fault);
      else if (kind === 'videos') this.#video(ctx, uid);
      else if (kind === 'thumbnails') {
        this.#thumbnails.push({ uid, body: (await readAll(ctx.req)).toString() });
        ctx.status = 204;
      }
    } finally {
      entry.status = ctx.respond === false ? 0 : ctx.status;
    }
  }

  async #control(ctx: Context): Promise<void> {
    const { faults, settings, release, expire } = JSON.parse((await readAll(ctx.req)).toString() || '{}') as {
      faults?: FakeFault[];
      settings?: FakeSettings;
      release?: boolean;
      expire?: boolean;
    };
    if (faults) this.#faults = faults;
    if (settings) this.#settings = { ...this.#settings, ...settings };
    if (release) for (const go of this.#held) go();
    if (expire) for (const upload of this.#uploads.values()) upload.gone = true;
    const uploads = [...this.#uploads].map(([uid, upload]): FakeUploadLog => {
      const bytes = Buffer.concat(upload.chunks);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { uid, size: upload.size, offset: upload.offset, sha256, metadata: upload.metadata };
    });
    ctx.body = {
      requests: this.#requests,
      uploads,
      thumbnails: this.#thumbnails,
      held: this.#held.size,
    } satisfies FakeLog;
  }

  #takeFault(method: string, kind: string): FakeFault | undefined {
    const fault = this.#faults.find((rule) => rule.method === method && rule.kind === kind);
    if (!fault) return undefined;
    if ((fault.skip ?? 0) > 0) {
      fault.skip = (fault.skip ?? 0) - 1;
      return undefined;
    }
    if (fault.times !== undefined && --fault.times <= 0) this.#faults = this.#faults.filter((rule) => rule !== fault);
    return fault;
  }

  async #create(ctx: Context): Promise<void> {
    await readAll(ctx.req);
    const uid = randomBytes(16).toString('hex');
    const size = Number(ctx.get('upload-length'));
    this.#uploads.set(uid, { size, chunks: [], offset: 0, metadata: ctx.get('upload-metadata'), gone: false });
    const { protocol = 'tus', answer = 'location' } = this.#settings;
    const url = new URL(`./${protocol}/${uid}?secret=${randomBytes(8).toString('hex')}`, ctx.URL).href;
    if (answer === 'json' || protocol === 'form') {
      ctx.body = { uploadURL: url, uid, protocol };
    } else {
      ctx.status = 201;
      ctx.set({ location: url, 'stream-media-id': uid });
      ctx.body = '';
    }
  }

  async #tus(ctx: Context, uid: string, fault: FakeFault | undefined): Promise<void> {
    const upload = this.#uploads.get(uid);
    ctx.body = '';
    if (!upload || upload.gone) {
      ctx.req.resume();
      ctx.status = 404;
      return;
    }
    ctx.set({ 'tus-resumable': '1.0.0', 'upload-length': `${upload.size}` });
    if (ctx.method === 'PATCH') {
      if (Number(ctx.get('upload-offset')) !== upload.offset) {
        ctx.req.resume();
        ctx.status = 409;
        return;
      }
      const whole = await this.#receive(ctx, upload, fault);
      if (!whole) return;
      ctx.status = 204;
    } else {
      ctx.status = 200;
    }
    ctx.set('upload-offset', `${upload.offset}`);
  }

  async #receive(ctx: Context, upload: Upload, fault: FakeFault | undefined): Promise<boolean> {
    const { socket } = ctx.req;
    // A request that breaks off is intended here, and not for the runner's log.
    ctx.onerror = () => undefined;
    let received = 0;
    let stopAt = fault?.resetAfter ?? fault?.holdAfter ?? fault?.holdEvery ?? Infinity;
    try {
      for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
        upload.chunks.push(chunk);
        upload.offset += chunk.length;
        received += chunk.length;
        if (received < stopAt) continue;
        if (fault?.resetAfter !== undefined) break;
        await this.#hold();
        stopAt = fault?.holdEvery === undefined ? Infinity : received + fault.holdEvery;
      }
    } catch {
      ctx.respond = false;
      return false;
    }
    if (fault?.resetAfter === undefined) return true;
    ctx.respond = false;
    socket.resetAndDestroy();
    return false;
  }

  /** Nothing is read meanwhile, so that not even the end of the connection is noticed. */
  #hold(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#held.delete(go);
        resolve();
      };
      this.#held.add(go);
    });
  }

  async #form(ctx: Context, uid: string, fault: FakeFault | undefined): Promise<void> {
    const upload = this.#uploads.get(uid);
    const body = await readAll(ctx.req);
    if (fault?.holdAfter !== undefined) await this.#hold();
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': ctx.get('content-type') },
    }).formData();
    const file = form.get('file');
    if (!upload || !(file instanceof Blob)) {
      ctx.status = 400;
      return;
    }
    upload.chunks = [Buffer.from(await file.arrayBuffer())];
    upload.offset = file.size;
    ctx.status = 200;
    ctx.body = '';
  }

  #video(ctx: Context, uid: string): void {
    const { statuses = [{ status: 'ready' }] } = this.#settings;
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    ctx.body = { uid, percent: null, duration: null, errorCode: null, ...status };
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Serves `/fake/<id>/…` to component tests. */
export function fakeUploadMiddleware(): Middleware {
  const fakes = new Map<string, FakeStream>();
  return async (ctx, next) => {
    const [, id, path] = /^\/fake\/([\w-]+)\/(.*)$/.exec(ctx.path) ?? [];
    if (id === undefined || path === undefined) {
      await next();
      return;
    }
    const fake = fakes.get(id) ?? new FakeStream();
    fakes.set(id, fake);
    await fake.handle(ctx, path);
  };
}
