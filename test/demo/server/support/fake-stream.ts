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
  /** What details are answered, by uid. */
  readonly videos: Map<string, unknown>;
  /** Answers the next requests instead of the fake itself; an error is a dead connection. */
  readonly next: (Response | Error)[];
}

export function createFakeStream(): FakeStream {
  const seen: SeenRequest[] = [];
  const videos = new Map<string, unknown>();
  const next: (Response | Error)[] = [];
  let made = 0;
  const makeUid = (): string => (++made).toString(16).padStart(32, '0');
  const envelope = (result: unknown): object => ({ result, success: true, errors: [], messages: [] });

  const app = new Hono().basePath(`/client/v4/accounts/${ACCOUNT_ID}`);
  app.post('/stream', (c) => {
    const uid = makeUid();
    videos.set(uid, { uid, status: { state: 'pendingupload' } });
    return c.body(null, 201, { Location: `https://upload.test/tus/${uid}.${UPLOAD_SECRET}?tusv2=true`, 'stream-media-id': uid });
  });
  app.post('/stream/direct_upload', (c) => {
    const uid = makeUid();
    videos.set(uid, { uid, status: { state: 'pendingupload' } });
    return c.json(envelope({ uploadURL: `https://upload.test/${UPLOAD_SECRET}`, uid }));
  });
  app.get('/stream/:uid', (c) => {
    const video = videos.get(c.req.param('uid'));
    return video === undefined ? c.json(failure(10003), 404) : c.json(envelope(video));
  });

  return {
    seen,
    videos,
    next,
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      seen.push({ method: request.method, path: pathname + search, headers: request.headers, body: await request.clone().text() });
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
