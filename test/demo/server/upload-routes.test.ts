import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setBack } from './support/clock.js';
import { ACCOUNT_ID, API_TOKEN, UPLOAD_SECRET, failure } from './support/fake-stream.js';
import { createTestServer, errorOf, metadata, tusCreation, type TestServer } from './support/test-server.js';

/** What was sent to Stream as `Upload-Metadata`, decoded. */
function sentMetadata(server: TestServer): Record<string, string | true> {
  const header = server.stream.seen[0]?.headers.get('Upload-Metadata') ?? '';
  return Object.fromEntries(
    header.split(',').map((pair) => {
      const [key = '', value] = pair.split(' ');
      return [key, value === undefined ? true : Buffer.from(value, 'base64').toString()];
    }),
  );
}

describe('POST /api/uploads', () => {
  it('answers with the one-time URL and the uid, and stores a row', async () => {
    const server = createTestServer();
    const response = await server.request(
      '/api/uploads',
      tusCreation({ 'Upload-Metadata': metadata({ name: 'Ferien – Zoë 🎬' }) }),
    );
    assert.equal(response.status, 201);
    assert.equal(await response.text(), '');
    const uid = response.headers.get('stream-media-id');
    assert.equal(uid, '0'.repeat(31) + '1');
    assert.equal(response.headers.get('Location'), `https://upload.test/tus/${uid}.${UPLOAD_SECRET}?tusv2=true`);
    assert.equal(response.headers.get('Tus-Resumable'), '1.0.0');
    const row = await server.store.get(uid);
    assert.deepEqual([row?.name, row?.status], ['Ferien – Zoë 🎬', 'pending']);
  });

  it('does not call Stream while no row can be written, for tus and form uploads alike', async () => {
    const server = createTestServer();
    server.failDatabase(new RangeError('the disk is full'));
    const form = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
    for (let n = 0; n < 3; n++) {
      assert.equal((await server.request('/api/uploads', tusCreation())).status, 500);
      assert.equal((await server.request('/api/uploads/basic', form)).status, 500);
    }
    assert.equal(server.stream.seen.length, 0);
    server.failDatabase();
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 201);
  });

  it('leaves no row of an upload that Stream has refused', async () => {
    const server = createTestServer();
    server.stream.next.push(Response.json(failure(10_005), { status: 400 }), new TypeError('fetch failed'));
    for (const status of [400, 502]) assert.equal((await server.request('/api/uploads', tusCreation())).status, status);
    assert.deepEqual(await server.store.list(9), []);
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 201);
    assert.equal((await server.store.list(9)).length, 1);
  });

  it('sends Stream the length, the metadata and the API token, and requires signed URLs', async () => {
    const server = createTestServer({ env: { MAX_DURATION_SECONDS: '7200' } });
    await server.request(
      '/api/uploads',
      tusCreation({
        'Upload-Length': '123',
        'Upload-Metadata': metadata({ filename: 'a b.mov', filetype: 'video/quicktime' }),
      }),
    );
    const [sent] = server.stream.seen;
    assert.equal(`${sent?.method} ${sent?.path}`, `POST /client/v4/accounts/${ACCOUNT_ID}/stream?direct_user=true`);
    assert.equal(sent?.headers.get('Authorization'), `Bearer ${API_TOKEN}`);
    assert.equal(sent.headers.get('Tus-Resumable'), '1.0.0');
    assert.equal(sent.headers.get('Upload-Length'), '123');
    assert.equal(sent.body, '');
    assert.deepEqual(sentMetadata(server), {
      filename: 'a b.mov',
      filetype: 'video/quicktime',
      name: 'a b.mov',
      app: 'cf-stream-elements',
      maxDurationSeconds: '7200',
      requiresignedurls: true,
      expiry: '2026-01-02T09:03:05.000Z',
    });
  });

  it('drops metadata and headers of the browser that would override the server’s own', async () => {
    const server = createTestServer();
    const wanted = {
      name: 'x\r\ny',
      app: 'staging',
      maxDurationSeconds: '36000',
      requireSignedURLs: 'false',
      allowedorigins: 'evil.example',
      watermark: 'w',
      RELATIVEPATH: 'p',
    };
    await server.request(
      '/api/uploads',
      tusCreation({ 'Upload-Metadata': metadata(wanted), 'Upload-Creator': 'someone', Authorization: 'Bearer theirs' }),
    );
    assert.deepEqual(Object.keys(sentMetadata(server)), [
      'name',
      'app',
      'maxDurationSeconds',
      'requiresignedurls',
      'expiry',
    ]);
    assert.equal(sentMetadata(server).name, 'x y');
    assert.equal(sentMetadata(server).maxDurationSeconds, '21600');
    assert.equal(server.stream.seen[0]?.headers.get('Upload-Creator'), null);
    assert.equal(server.stream.seen[0].headers.get('Authorization'), `Bearer ${API_TOKEN}`);
  });

  it('passes on only the metadata that META_KEYS names, each value as one line', async () => {
    const server = createTestServer({ env: { META_KEYS: 'course,userName' } });
    const given = { name: 'x', course: 'Łódź\n🎬', username: 'Zoë', requiresignedurls: 'false', other: 'o' };
    await server.request('/api/uploads', tusCreation({ 'Upload-Metadata': metadata(given) }));
    const sent = sentMetadata(server);
    assert.deepEqual([sent.course, sent.userName, sent.other], ['Łódź 🎬', 'Zoë', undefined]);
    assert.equal(sent.requiresignedurls, true);
    const body = JSON.stringify({ name: 'x', course: 'c', userName: 7, app: 'evil', other: 'o' });
    const form = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
    await server.request('/api/uploads/basic', form);
    const { meta } = JSON.parse(server.stream.seen[1]?.body ?? '') as { meta: unknown };
    assert.deepEqual(meta, { course: 'c', name: 'x', app: 'cf-stream-elements' });
  });

  it('sends Stream the creator that `authorize` names', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: true, creator: 'user-7' }) });
    await server.request('/api/uploads', tusCreation());
    assert.equal(server.stream.seen[0]?.headers.get('Upload-Creator'), 'user-7');
    assert.equal((await server.store.list(1))[0]?.name, 'Untitled');
  });

  for (const creator of ['Łukasz', 'Zoë', '名前', '🎬', 'two\r\nlines', ' spaces ', 'a b', "o'Neil"]) {
    it(`passes the creator ${JSON.stringify(creator)} on to Stream unchanged`, async () => {
      const server = createTestServer({ authorize: () => ({ allowed: true, creator }) });
      const tus = await server.request('/api/uploads', tusCreation());
      assert.equal(tus.status, 201);
      const headers = { 'Content-Type': 'application/json' };
      const form = await server.request('/api/uploads/basic', { method: 'POST', headers, body: '{}' });
      assert.equal(form.status, 200);
      const kept = [...server.stream.videos.values()] as { creator?: string }[];
      assert.deepEqual(
        kept.map((video) => video.creator),
        [creator, creator],
      );
    });
  }

  for (const creator of ['ł'.repeat(65), 'x'.repeat(65), '\ud800']) {
    it(`refuses the creator ${JSON.stringify(creator).slice(0, 9)}… with 400, without a call to Stream`, async () => {
      const server = createTestServer({ authorize: () => ({ allowed: true, creator }) });
      const headers = { 'Content-Type': 'application/json' };
      for (const response of [
        await server.request('/api/uploads', tusCreation()),
        await server.request('/api/uploads/basic', { method: 'POST', headers, body: '{}' }),
      ]) {
        assert.deepEqual([response.status, (await errorOf(response)).error.code], [400, 'UPLOAD_REJECTED']);
      }
      assert.equal(server.stream.seen.length, 0);
    });
  }

  it('answers without a URL and stores no row when Stream refuses the creator', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: true, creator: 'Łukasz' }) });
    const uid = 'f'.repeat(32);
    const created = { Location: 'https://upload.test/x', 'stream-media-id': uid };
    server.stream.next.push(
      new Response(null, { status: 201, headers: created }),
      Response.json(failure(10005), { status: 400 }),
    );
    const response = await server.request('/api/uploads', tusCreation());
    assert.deepEqual([response.status, response.headers.get('Location')], [400, null]);
    assert.deepEqual(await server.store.list(9), []);
  });

  for (const [header, status, code] of [
    [undefined, 400, 'UPLOAD_REJECTED'],
    ['', 400, 'UPLOAD_REJECTED'],
    ['1.5', 400, 'UPLOAD_REJECTED'],
    ['-1', 400, 'UPLOAD_REJECTED'],
    ['1e3', 400, 'UPLOAD_REJECTED'],
    ['9'.repeat(30), 400, 'UPLOAD_REJECTED'],
    ['0', 400, 'FILE_EMPTY'],
    ['1001', 413, 'FILE_TOO_LARGE'],
  ] as const) {
    it(`refuses Upload-Length ${header} with ${code}`, async () => {
      const server = createTestServer({ env: { MAX_UPLOAD_BYTES: '1000' } });
      const headers = new Headers(tusCreation().headers);
      if (header === undefined) headers.delete('Upload-Length');
      else headers.set('Upload-Length', header);
      const response = await server.request('/api/uploads', { method: 'POST', headers });
      assert.equal(response.status, status);
      assert.equal((await errorOf(response)).error.code, code);
      assert.equal(server.stream.seen.length, 0);
      assert.deepEqual(await server.store.list(9), []);
    });
  }

  it('refuses other versions of tus and metadata that is not base64', async () => {
    const server = createTestServer();
    const version = await server.request('/api/uploads', tusCreation({ 'Tus-Resumable': '0.2.2' }));
    assert.deepEqual([version.status, version.headers.get('Tus-Version')], [412, '1.0.0']);
    const broken = await server.request('/api/uploads', tusCreation({ 'Upload-Metadata': 'name %%%' }));
    assert.deepEqual([broken.status, (await errorOf(broken)).error.code], [400, 'UPLOAD_REJECTED']);
    assert.equal(server.stream.seen.length, 0);
  });

  const ticket = { Location: 'https://upload.test/x', 'stream-media-id': 'not-a-uid' };
  for (const [what, answer, status, code] of [
    ['has no minutes left', Response.json(failure(10011), { status: 413 }), 413, 'STORAGE_EXHAUSTED'],
    ['calls the request invalid', Response.json(failure(10005), { status: 400 }), 400, 'UPLOAD_REJECTED'],
    ['rejects the API token', Response.json(failure(10000), { status: 401 }), 500, 'STREAM_MISCONFIGURED'],
    ['does not know the account', Response.json(failure(10003), { status: 404 }), 500, 'STREAM_MISCONFIGURED'],
    ['answers 520', new Response('<html>', { status: 520 }), 502, 'STREAM_UNREACHABLE'],
    [
      'redirects',
      new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test' } }),
      502,
      'STREAM_UNREACHABLE',
    ],
    [
      'answers 201 without a valid uid',
      new Response(null, { status: 201, headers: ticket }),
      502,
      'STREAM_UNREACHABLE',
    ],
    ['cannot be reached', new TypeError(`connect failed with Bearer ${API_TOKEN}`), 502, 'STREAM_UNREACHABLE'],
  ] as const) {
    it(`answers ${status} ${code} when Stream ${what}`, async () => {
      const server = createTestServer();
      server.stream.next.push(answer);
      const response = await server.request('/api/uploads', tusCreation());
      const text = await response.text();
      assert.equal(response.status, status);
      assert.equal((JSON.parse(text) as { error: { code: string } }).error.code, code);
      assert.ok(!text.includes(API_TOKEN));
      assert.deepEqual(await server.store.list(9), []);
    });
  }

  it('reports a creator that Stream refuses afterwards as an error of the upload, not as a missing video', async () => {
    for (const [given, status, code] of [
      [404, 500, 'STREAM_MISCONFIGURED'],
      [400, 400, 'UPLOAD_REJECTED'],
    ] as const) {
      const server = createTestServer({ authorize: () => ({ allowed: true, creator: 'Zoë' }) });
      const made = { Location: `https://upload.test/${UPLOAD_SECRET}`, 'stream-media-id': 'a'.repeat(32) };
      server.stream.next.push(
        new Response(null, { status: 201, headers: made }),
        Response.json(failure(10003), { status: given }),
      );
      const response = await server.request('/api/uploads', tusCreation());
      assert.deepEqual([response.status, (await errorOf(response)).error.code], [status, code]);
      assert.deepEqual(await server.store.list(9), []);
    }
  });

  it('answers 503 without calling Stream until the Retry-After of a 429 has passed, and passes that on', async () => {
    const server = createTestServer();
    server.stream.next.push(new Response(null, { status: 429, headers: { 'Retry-After': '120' } }));
    const refused = await server.request('/api/uploads', tusCreation());
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [503, '120']);
    assert.equal((await errorOf(refused)).error.code, 'STREAM_BUSY');
    server.clock.now += 119_500;
    const early = await server.request('/api/uploads', tusCreation());
    assert.deepEqual([early.status, early.headers.get('Retry-After')], [503, '1']);
    assert.equal(server.stream.seen.length, 1);
    server.clock.now += 500;
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 201);
  });

  it('does not prolong the pause after a 429 when the clock is set back by an hour', async () => {
    const server = createTestServer();
    server.stream.next.push(new Response(null, { status: 429, headers: { 'Retry-After': '120' } }));
    await server.request('/api/uploads', tusCreation());
    setBack(server.clock, 3_600_000);
    server.clock.now += 119_500;
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 503);
    server.clock.now += 500;
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 201);
  });

  it('counts a call for five minutes only, even if the clock is set back by an hour', async () => {
    const server = createTestServer({ env: { STREAM_MAX_CALLS: '2' } });
    const statuses = async (): Promise<number[]> => [
      (await server.request('/api/uploads', tusCreation())).status,
      (await server.request('/api/uploads', tusCreation())).status,
      (await server.request('/api/uploads', tusCreation())).status,
    ];
    assert.deepEqual(await statuses(), [201, 201, 503]);
    setBack(server.clock, 3_600_000);
    server.clock.now += 300_000;
    assert.deepEqual(await statuses(), [201, 201, 503]);
  });

  it('understands a date in Retry-After, and waits a minute after a 429 without one', async () => {
    const server = createTestServer();
    server.stream.next.push(
      new Response(null, {
        status: 429,
        headers: { 'Retry-After': new Date(server.clock.now + 30_000).toUTCString() },
      }),
    );
    assert.equal((await server.request('/api/uploads', tusCreation())).headers.get('Retry-After'), '30');
    server.clock.now += 30_000;
    server.stream.next.push(new Response(null, { status: 429 }));
    assert.equal((await server.request('/api/uploads', tusCreation())).headers.get('Retry-After'), '60');
  });
});

describe('POST /api/uploads/basic', () => {
  const post = (server: TestServer, body: string, type = 'application/json'): Promise<Response> =>
    server.request('/api/uploads/basic', { method: 'POST', headers: { 'Content-Type': type }, body });

  it('answers with the URL for the file and the uid, and stores a row', async () => {
    const server = createTestServer();
    const response = await post(server, '{"name":"clip.mp4","requireSignedURLs":false}');
    assert.equal(response.status, 200);
    const uid = '0'.repeat(31) + '1';
    assert.deepEqual(await response.json(), {
      uploadURL: `https://upload.test/${UPLOAD_SECRET}`,
      uid,
      protocol: 'form',
    });
    assert.deepEqual(JSON.parse(server.stream.seen[0]?.body ?? ''), {
      maxDurationSeconds: 21_600,
      requireSignedURLs: true,
      expiry: '2026-01-02T09:03:05.000Z',
      meta: { name: 'clip.mp4', app: 'cf-stream-elements' },
    });
    assert.equal((await server.store.get(uid))?.name, 'clip.mp4');
  });

  it('refuses anything but JSON, and a body that is too long', async () => {
    const server = createTestServer();
    assert.equal((await post(server, '{}', 'text/plain')).status, 415);
    assert.equal((await post(server, '{"name":')).status, 400);
    const big = await post(server, JSON.stringify({ name: 'x'.repeat(70_000) }));
    assert.deepEqual([big.status, (await errorOf(big)).error.code], [413, 'BODY_TOO_LARGE']);
    assert.equal(server.stream.seen.length, 0);
  });
});
