import { Hono } from 'hono';

export const ACCOUNT_ID = 'acc0acc0acc0acc0acc0acc0acc0acc0';
export const API_TOKEN = 'api-token-that-nobody-may-see';
export const UPLOAD_SECRET = 'one-time-capability';

/** A request as the fake Stream saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Just enough of Stream's API to see what is sent to it, and to answer as a test wants. */
export interface FakeStream {
  readonly fetch: typeof globalThis.fetch;
  readonly seen: SeenRequest[];
  /** Those of `seen` that asked about one video. */
  asked(): SeenRequest[];
  /** The videos that details and lists are answered from, by uid. */
  readonly videos: Map<string, unknown>;
  /** Answers the next requests instead of the fake itself; an error is a dead connection. */
  readonly next: (Response | Error)[];
}

export function createFakeStream(clock: { readonly now: number } = { now: Date.now() }): FakeStream {
  const seen: SeenRequest[] = [];
  const videos = new Map<string, unknown>();
  const next: (Response | Error)[] = [];
  let made = 0;
  const makeUid = (): string => (++made).toString(16).padStart(32, '0');
  const envelope = (result: unknown): object => ({ result, success: true, errors: [], messages: [] });

  const created = (): string => new Date(clock.now).toISOString().replace('Z', '999Z');
  const app = new Hono().basePath(`/client/v4/accounts/${ACCOUNT_ID}`);
  app.post('/stream', (c) => {
    const uid = makeUid();
    const meta = metaOf(c.req.header('Upload-Metadata') ?? '');
    const creator = c.req.header('Upload-Creator');
    videos.set(uid, { uid, creator, created: created(), meta, status: { state: 'pendingupload' } });
    return c.body(null, 201, {
      Location: `https://upload.test/tus/${uid}.${UPLOAD_SECRET}?tusv2=true`,
      'stream-media-id': uid,
    });
  });
  app.post('/stream/direct_upload', async (c) => {
    const uid = makeUid();
    const { meta, creator } = await c.req.json<{ meta: object; creator?: string }>();
    videos.set(uid, { uid, creator, created: created(), meta, status: { state: 'pendingupload' } });
    return c.json(envelope({ uploadURL: `https://upload.test/${UPLOAD_SECRET}`, uid }));
  });
  app.get('/stream', (c) => {
    const { start = '', end = '9999', limit = '1000' } = c.req.query();
    const listed = [...videos.values()].filter(
      (video): video is { created: string } =>
        typeof video === 'object' && video !== null && 'created' in video && typeof video.created === 'string',
    );
    const newest = listed
      .filter((video) => video.created >= start && video.created < end)
      .sort((a, b) => b.created.localeCompare(a.created));
    return c.json(envelope(newest.slice(0, Number(limit))));
  });
  app.delete('/stream/:uid', (c) => {
    const isThere = videos.delete(c.req.param('uid'));
    return isThere ? c.body(null, 200) : c.json({ success: false, errors: [{ code: 10003 }] }, 404);
  });
  app.get('/stream/:uid', (c) => {
    const video = videos.get(c.req.param('uid'));
    return video === undefined ? c.json(failure(10003), 404) : c.json(envelope(video));
  });

  app.post('/stream/:uid', async (c) => {
    const known = videos.get(c.req.param('uid'));
    if (known === undefined) return c.json(failure(10003), 404);
    const video = { ...(known as object), ...(await c.req.json<object>()) };
    videos.set(c.req.param('uid'), video);
    return c.json(envelope(video));
  });

  return {
    seen,
    asked: () => seen.filter(({ path }) => /\/stream\/[0-9a-f]{32}$/.test(path)),
    videos,
    next,
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      seen.push({
        method: request.method,
        path: pathname + search,
        headers: request.headers,
        body: await request.clone().text(),
      });
      const answer = next.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? app.fetch(request);
    },
  };
}

/** The body of a refusal in Cloudflare's envelope. */
export function failure(code: number): object {
  return { result: null, success: false, errors: [{ code, message: 'no' }], messages: [] };
}

/** The texts of an `Upload-Metadata` header. */
function metaOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split(',').map((pair): [string, string] => {
      const [key = '', value = ''] = pair.trim().split(' ');
      return [key, Buffer.from(value, 'base64').toString()];
    }),
  );
}
