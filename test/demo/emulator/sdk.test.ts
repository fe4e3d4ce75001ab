// Cloudflare's own client, pointed at the local Stream: what it can do there, and which errors it throws.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import Cloudflare, {
  type APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  toFile,
} from 'cloudflare';
import { clip, startStream, until, type RunningStream } from './support/running-stream.js';
import { serveBytes, startOrigin } from './support/origin.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n';

function connect(stream: RunningStream, options: { apiToken?: string } = {}) {
  const { apiBase: baseURL, apiToken, accountId: account_id } = stream.stream;
  return { api: new Cloudflare({ baseURL, apiToken, maxRetries: 0, ...options }).stream, account: { account_id } };
}

async function receiveWebhooks(t: TestContext): Promise<{ url: string; uids: string[] }> {
  const uids: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      uids.push((JSON.parse(Buffer.concat(chunks).toString()) as { uid: string }).uid);
      res.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, uids };
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

describe("Cloudflare's TypeScript SDK", () => {
  it('takes a video from upload to deletion', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const webhooks = await receiveWebhooks(t);

    const webhook = await api.webhooks.update({ ...account, notificationUrl: webhooks.url });
    assert.match(webhook.secret ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(await api.webhooks.get(account), webhook);

    // A one-time URL, used like a browser does.
    const { uid = '', uploadURL = '' } = await api.directUpload.create({
      ...account,
      maxDurationSeconds: 60,
      requireSignedURLs: true,
      creator: 'anna',
      meta: { name: 'Holiday' },
    });
    assert.equal((await api.get(uid, account)).status?.state, 'pendingupload');
    const form = new FormData();
    form.append('file', new Blob([await clip()]), 'clip.mp4');
    assert.equal((await fetch(uploadURL, { method: 'POST', body: form })).status, 200);
    const video = await until(async () => {
      const details = await api.get(uid, account);
      return details.status?.state === 'ready' ? details : undefined;
    });
    assert.equal(video.readyToStream, true);
    assert.equal(video.creator, 'anna');
    assert.deepEqual(video.input, { width: 640, height: 360 });

    // A copy from a server.
    const origin = await startOrigin(t, serveBytes(await clip()));
    const copied = await api.copy.create({
      ...account,
      input: `${origin}/clip.mp4`,
      meta: { name: 'Copy' },
      'Upload-Creator': 'bea',
    });
    assert.equal(copied.status?.state, 'downloading');
    assert.deepEqual(copied.meta, { name: 'Copy', 'downloaded-from': `${origin}/clip.mp4` });
    const copyUid = copied.uid ?? '';
    await stream.finished(copyUid, 'ready');
    assert.equal((await api.get(copyUid, account)).creator, 'bea');
    await until(() => (webhooks.uids.length === 2 ? true : undefined));
    assert.deepEqual(webhooks.uids, [uid, copyUid]);

    // The list.
    const names = async (filters: Partial<Cloudflare.Stream.StreamListParams>) =>
      (await all(api.list({ ...account, ...filters }))).map(({ meta }) => (meta as { name: string }).name);
    assert.deepEqual(await names({}), ['Copy', 'Holiday']);
    assert.deepEqual(await names({ asc: true }), ['Holiday', 'Copy']);
    assert.deepEqual(await names({ creator: 'anna' }), ['Holiday']);
    assert.deepEqual(await names({ search: 'hol' }), ['Holiday']);
    assert.deepEqual(await names({ video_name: 'Copy', status: 'ready', type: 'vod' }), ['Copy']);
    assert.deepEqual(await names({ limit: 1 }), ['Copy']);
    const usage = await api.videos.storageUsage({ ...account, creator: 'anna' });
    assert.equal(usage.videoCount, 1);
    assert.ok(Math.abs((usage.totalStorageMinutes ?? 0) - 5 / 60) < 0.01);

    // An edit.
    const edited = await api.edit(uid, {
      ...account,
      meta: { name: 'Beach' },
      allowedOrigins: ['example.com'],
      thumbnailTimestampPct: 0.5,
      publicDetails: { title: 'At the beach' },
    });
    assert.deepEqual(edited.meta, { name: 'Beach' });
    assert.deepEqual(edited.publicDetails, { title: 'At the beach', share_link: null, channel_link: null, logo: null });
    assert.deepEqual((await api.get(uid, account)).allowedOrigins, ['example.com']);
    await api.edit(uid, { ...account, allowedOrigins: [] });

    // A key and tokens, the account's and one signed with that key.
    const key = await api.keys.create(account);
    assert.deepEqual(
      (await all(api.keys.get(account))).map(({ id }) => id),
      [key.id],
    );
    const manifest = (token = '') => fetch(`${stream.origin}/${token}/manifest/video.m3u8`);
    assert.equal((await manifest(uid)).status, 401);
    assert.equal((await manifest((await api.token.create(uid, account)).token)).status, 200);
    const { id = '', pem = '' } = key;
    const { token } = await api.token.create(uid, {
      ...account,
      id,
      pem,
      downloadable: true,
      accessRules: [{ type: 'any', action: 'allow' }],
    });
    const claims = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    assert.equal(claims.kid, id);
    assert.equal(typeof claims.exp, 'string');
    assert.equal(claims.downloadable, true);
    assert.equal((await manifest(token)).status, 200);
    assert.equal(await api.keys.delete(id, account), 'Revoked');
    assert.equal((await manifest(token)).status, 401);

    // Captions.
    const named = { ...account, identifier: uid };
    const caption = { language: 'tr', label: 'Türkçe', generated: false, status: 'ready' } as const;
    assert.deepEqual(await api.captions.language.update('tr', { ...named, file: VTT }), caption);
    assert.deepEqual(await all(api.captions.get(uid, account)), [caption]);
    assert.deepEqual(await api.captions.language.get('tr', named), caption);
    // In a form, the line ends of a text become CRLF.
    assert.equal((await textOf(api.captions.language.vtt.get('tr', named).asResponse())).replaceAll('\r\n', '\n'), VTT);
    await api.captions.language.delete('tr', named);
    assert.deepEqual(await all(api.captions.get(uid, account)), []);

    // Downloads.
    const download = await api.downloads.create(uid, account);
    assert.equal(download.default?.url, `${stream.origin}/${uid}/downloads/default.mp4`);
    const made = await until(async () => {
      const { default: mp4 } = await api.downloads.get(uid, account);
      return mp4?.status === 'inprogress' ? undefined : mp4;
    });
    assert.deepEqual([made.status, made.percentComplete], ['ready', 100]);
    await api.downloads.delete(uid, account);
    assert.deepEqual(await api.downloads.get(uid, account), {});

    // Code to embed, a watermark, an upload with tus.
    assert.match(
      await textOf(api.embed.get(uid, account).asResponse()),
      new RegExp(`^<iframe src="${stream.origin}/${uid}/iframe"`),
    );
    const created = await api
      .create({
        ...account,
        'Tus-Resumable': '1.0.0',
        'Upload-Length': 5,
        direct_user: true,
        'Upload-Metadata': `name ${btoa('Five')}`,
      })
      .asResponse();
    assert.equal(created.status, 201);
    assert.match(created.headers.get('location') ?? '', /^http:.*\/tus\/.*tusv2=true$/);

    // The end.
    await api.delete(uid, account);
    await assert.rejects(async () => api.get(uid, account), NotFoundError);
    await api.webhooks.delete(account);
    await assert.rejects(async () => api.webhooks.get(account), NotFoundError);
  });

  it('creates, lists, applies and deletes watermarks', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000002d0000000f00806000000', 'hex');
    const origin = await startOrigin(t, serveBytes(png));
    const watermark = await api.watermarks.create({
      ...account,
      url: `${origin}/logo.png`,
      name: 'logo',
      position: 'center',
    });
    assert.deepEqual(
      [
        watermark.width,
        watermark.height,
        watermark.size,
        watermark.opacity,
        watermark.padding,
        watermark.scale,
        watermark.position,
      ],
      [720, 240, png.length, 1, 0.05, 0.15, 'center'],
    );
    assert.equal(watermark.downloadedFrom, `${origin}/logo.png`);
    const fromForm = await api.watermarks.create({
      ...account,
      name: 'form',
      file: await toFile(png, 'logo.png'),
    } as never);
    assert.equal(fromForm.downloadedFrom, null);
    assert.deepEqual(
      (await all(api.watermarks.list(account))).map(({ name }) => name),
      ['form', 'logo'],
    );
    const uid = watermark.uid ?? '';
    const upload = await api.directUpload.create({ ...account, maxDurationSeconds: 10, watermark: { uid } });
    assert.deepEqual(upload.watermark, watermark);
    await api.watermarks.delete(uid, account);
    await assert.rejects(async () => api.watermarks.get(uid, account), NotFoundError);
    // A video keeps the watermark that it was created with.
    assert.deepEqual((await api.get(upload.uid ?? '', account)).watermark, watermark);
    await assert.rejects(
      async () => api.directUpload.create({ ...account, maxDurationSeconds: 10, watermark: { uid } }),
      BadRequestError,
    );
  });

  it('throws the right error, with the reason, for an invalid call', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const uid = await stream.readyVideo();
    const named = { ...account, identifier: uid };
    const { api: stranger } = connect(stream, { apiToken: 'wrong' });
    const missing = '0'.repeat(32);
    await api.captions.language.update('en', { ...named, file: VTT });
    const cases: readonly (readonly [
      string,
      () => PromiseLike<unknown>,
      new (...args: never[]) => APIError,
      number,
      RegExp,
    ])[] = [
      ['wrong token', () => stranger.keys.create(account), AuthenticationError, 10000, /API token/],
      ['other account', () => api.get(uid, { account_id: missing }), AuthenticationError, 10000, /account/],
      ['no video', () => api.get(missing, account), NotFoundError, 10003, /no such video/],
      [
        'edit of no video',
        () => api.edit(missing, { ...account, creator: 'x' }),
        NotFoundError,
        10003,
        /no such video/,
      ],
      ['delete of no video', () => api.delete(missing, account), NotFoundError, 10003, /no such video/],
      ['no key', () => api.keys.delete(missing, account), NotFoundError, 10003, /no such key/],
      ['no captions', () => api.captions.language.get('fr', named), NotFoundError, 10003, /no captions/],
      [
        'no length',
        () => api.directUpload.create({ ...account, maxDurationSeconds: undefined as never }),
        BadRequestError,
        10005,
        /required field maxDurationSeconds is missing/,
      ],
      [
        'too long',
        () => api.directUpload.create({ ...account, maxDurationSeconds: 36_001 }),
        BadRequestError,
        10005,
        /maxDurationSeconds/,
      ],
      ['bad filter', () => api.list({ ...account, limit: 1001 }), BadRequestError, 10005, /limit/],
      [
        'bad edit',
        () => api.edit(uid, { ...account, thumbnailTimestampPct: 2 }),
        BadRequestError,
        10005,
        /thumbnailTimestampPct/,
      ],
      [
        'token of two days',
        () => api.token.create(uid, { ...account, exp: Date.now() / 1000 + 48 * 3600 }),
        BadRequestError,
        10005,
        /24 hours/,
      ],
      ['copy without url', () => api.copy.create(account), BadRequestError, 10005, /url is missing/],
      [
        'copy from elsewhere',
        () => api.copy.create({ ...account, input: 'https://example.com/a.mp4' }),
        BadRequestError,
        10010,
        /on this machine/,
      ],
      [
        'webhook that is none',
        () => api.webhooks.update({ ...account, notificationUrl: 'ftp://x' }),
        BadRequestError,
        10010,
        /notificationUrl/,
      ],
      [
        'no WebVTT',
        () => api.captions.language.update('en', { ...named, file: '1\n00:00:00,000' }),
        BadRequestError,
        10005,
        /WEBVTT/,
      ],
      [
        'no language',
        () => api.captions.language.update('not_a_tag', { ...named, file: VTT }),
        BadRequestError,
        10005,
        /BCP 47/,
      ],
      ['captions twice', () => api.captions.language.create('en', named), ConflictError, 10005, /delete them first/],
      ['nobody listens', () => api.captions.language.create('de', named), BadRequestError, 10005, /captionGeneration/],
    ];
    for (const [name, call, type, code, detail] of cases) {
      await assert.rejects(
        async () => call(),
        (error: APIError) => {
          assert.ok(error instanceof type, `${name}: ${String(error)}`);
          assert.equal(error.errors[0]?.code, code, name);
          const { messages, success, result } = error.error as {
            messages: { message: string }[];
            success: boolean;
            result: unknown;
          };
          assert.match(messages[0]?.message ?? '', detail, name);
          assert.deepEqual([success, result], [false, null], name);
          return true;
        },
      );
    }
  });

  it('throws RateLimitError with Retry-After when it calls too often, until that has passed', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now, settings: { rateLimit: 3 } });
    const { api, account } = connect(stream);
    const first = await api.keys.get(account).asResponse();
    assert.deepEqual(
      ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => first.headers.get(name)),
      ['3', '2'],
    );
    assert.equal(Date.parse(first.headers.get('x-ratelimit-reset') ?? ''), Math.floor(now / 1000) * 1000 + 300_000);
    await api.keys.get(account);
    await api.keys.get(account);
    now += 200_000;
    await assert.rejects(
      async () => api.keys.get(account),
      (error: APIError) => {
        assert.ok(error instanceof RateLimitError);
        assert.equal(error.headers.get('retry-after'), '300');
        assert.deepEqual(error.errors[0], {
          code: 971,
          message: 'Please wait and consider throttling your request speed',
        });
        return true;
      },
    );
    // The window of the first call is over, but the refusal is not.
    now += 200_000;
    await assert.rejects(async () => api.keys.get(account), RateLimitError);
    now += 100_000;
    await api.keys.get(account);
  });
});

async function textOf(response: Promise<Response>): Promise<string> {
  return (await response).text();
}
