import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import type { Video } from '../../../demo/server/videos.js';
import { createTestServer, errorOf, metadata, tusCreation, type TestServer } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const ready = { uid: UID, readyToStream: true, duration: 3, status: { state: 'ready' } };

async function withReady(): Promise<TestServer> {
  const server = createTestServer();
  await server.store.add(UID, 'x');
  server.stream.videos.set(UID, ready);
  return server;
}

describe('requests with other methods', () => {
  const ROUTES = {
    '/api/videos': 'GET, HEAD',
    [`/api/videos/${UID}`]: 'GET, HEAD, DELETE',
    [`/api/videos/${UID}/thumbnail`]: 'PUT',
    [`/api/videos/${UID}/token`]: 'GET, HEAD',
    [`/api/videos/${UID}/events`]: 'GET, HEAD',
    '/api/uploads': 'POST',
    '/api/uploads/basic': 'POST',
    '/api/uploads/link': 'POST',
    '/webhooks/stream': 'POST',
  };

  it('are answered with 405, or 204 if they are OPTIONS, and the allowed methods', async () => {
    const server = await withReady();
    for (const [path, allow] of Object.entries(ROUTES)) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
        if (allow.includes(method)) continue;
        const response = await server.request(path, { method });
        assert.deepEqual([response.status, response.headers.get('Allow')], [405, allow], `${method} ${path}`);
        assert.equal((await errorOf(response)).error.code, 'METHOD_NOT_ALLOWED');
      }
      const options = await server.request(path, { method: 'OPTIONS' });
      assert.deepEqual([options.status, options.headers.get('Allow')], [204, allow], path);
    }
    assert.equal(server.stream.seen.length, 0);
  });

  it('are answered like GET, but without a body, if they are HEAD', async () => {
    const server = await withReady();
    for (const [path, status] of [
      ['/api/videos', 200],
      [`/api/videos/${UID}`, 200],
      [`/api/videos/${UID}/token`, 200],
      ['/api/videos/x', 404],
      ['/x', 404],
    ] as const) {
      const response = await server.request(path, { method: 'HEAD' });
      assert.deepEqual([response.status, await response.text()], [status, ''], path);
      assert.match(response.headers.get('Content-Type') ?? '', /json/);
    }
  });

  it('are answered with the tus version, extensions and size limit if they are OPTIONS for uploads', async () => {
    const server = createTestServer({ env: { MAX_UPLOAD_BYTES: '1000' } });
    const { headers } = await server.request('/api/uploads', { method: 'OPTIONS' });
    assert.deepEqual(
      ['Tus-Version', 'Tus-Extension', 'Tus-Max-Size'].map((name) => headers.get(name)),
      ['1.0.0', 'creation', '1000'],
    );
  });

  it('are refused by `authorize` like GET if they are HEAD', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: false, status: 401, message: 'No.' }) });
    await server.store.add(UID, 'x');
    for (const path of ['/api/videos', `/api/videos/${UID}`, `/api/videos/${UID}/token`, `/api/videos/${UID}/events`]) {
      assert.equal((await server.request(path, { method: 'HEAD' })).status, 401, path);
    }
  });
});

describe('requests with unusual bodies', () => {
  const basic = (server: TestServer, body: BodyInit, type = 'application/json'): Promise<Response> =>
    server.request('/api/uploads/basic', {
      method: 'POST',
      body,
      headers: type === '' ? {} : { 'Content-Type': type },
    });

  for (const type of ['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON']) {
    it(`are accepted as ${type}`, async () => {
      assert.equal((await basic(createTestServer(), '{}', type)).status, 200);
    });
  }
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain; application/json',
    'application/jsonp',
    '',
  ]) {
    it(`are refused with 415 as “${type}”`, async () => {
      const response = await basic(createTestServer(), '{}', type);
      assert.deepEqual([response.status, (await errorOf(response)).error.code], [415, 'UPLOAD_REJECTED']);
    });
  }

  for (const body of ['', '{', 'undefined', "{'name':1}", '{"name":"a"}}', '\u0000', '[1,2']) {
    it(`are refused with 400 if they are not JSON: ${JSON.stringify(body)}`, async () => {
      const server = createTestServer();
      const response = await basic(server, body);
      assert.deepEqual([response.status, (await errorOf(response)).error.code], [400, 'UPLOAD_REJECTED']);
      assert.equal(server.stream.seen.length, 0);
    });
  }

  it('are accepted as “Untitled” if their JSON holds no valid name', async () => {
    const server = createTestServer();
    for (const body of [
      'null',
      '[]',
      '1',
      '"x"',
      '{"name":{"a":1}}',
      '{"__proto__":{"name":"x"}}',
      '{"name":null}',
      '{"name":"   "}',
    ]) {
      assert.equal((await basic(server, body)).status, 200, body);
    }
    for (const { name } of await server.store.list(99)) assert.equal(name, 'Untitled');
  });

  it('are read in chunks, and refused with 413 once they exceed the size limit', async () => {
    const server = createTestServer();
    const pieces = (texts: Iterable<string>): RequestInit =>
      ({
        body: Readable.toWeb(Readable.from(texts).map((text: string) => Buffer.from(text))),
        duplex: 'half',
      }) as RequestInit;
    const send = (init: RequestInit): Promise<Response> =>
      server.request('/api/uploads/basic', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...init,
      });
    assert.equal((await send(pieces(['{"na', 'me":"in pie', 'ces"', '}']))).status, 200);
    assert.equal((await server.store.list(1))[0]?.name, 'in pieces');
    const long = await send(
      pieces(
        (function* () {
          for (let n = 0; n < 100; n++) yield 'x'.repeat(1_024);
        })(),
      ),
    );
    assert.deepEqual([long.status, (await errorOf(long)).error.code], [413, 'BODY_TOO_LARGE']);
  });
});

describe('requests with unusual names', () => {
  const NAMES = [
    "'; DROP TABLE videos; --",
    '$1 %s \\x00 ${x}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    'Zoë 🎬 日本語 עברית',
    'é',
    '%00',
    '{"a":1}',
    '__proto__',
    'constructor',
    'null',
    '👩‍👩‍👧‍👦',
    '\u202Egnp.exe',
  ];
  it('store the name unchanged, in the list and at Stream', async () => {
    const server = createTestServer();
    for (const name of NAMES) {
      assert.equal(
        (await server.request('/api/uploads', tusCreation({ 'Upload-Metadata': metadata({ name }) }))).status,
        201,
        name,
      );
      server.clock.now += 1;
    }
    const { videos } = (await (await server.request('/api/videos')).json()) as { videos: Video[] };
    assert.deepEqual(videos.map(({ name }) => name).reverse(), NAMES);
    const sent = [...server.stream.videos.values()] as { meta: { name: string } }[];
    assert.deepEqual(
      sent.map(({ meta }) => meta.name),
      NAMES,
    );
  });

  it('reduce the name to one line of bounded length', async () => {
    const server = createTestServer();
    for (const name of ['a\u0000b', ' a\r\nb\t', '\ud800', '🎬'.repeat(400)]) {
      const response = await server.request('/api/uploads/basic', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name }),
      });
      assert.equal(response.status, 200);
      server.clock.now += 1;
    }
    assert.deepEqual((await server.store.list(9)).map(({ name }) => name).reverse(), [
      'a b',
      'a b',
      '\ufffd',
      '🎬'.repeat(200),
    ]);
  });

  for (const header of [
    'name',
    'name ',
    'name  ,',
    ',,,',
    ' ',
    'x eXl6 z',
    `name ${Buffer.from('ok').toString('base64')} more`,
  ]) {
    it(`are accepted with the metadata “${header}”`, async () => {
      assert.equal(
        (await createTestServer().request('/api/uploads', tusCreation({ 'Upload-Metadata': header }))).status,
        201,
      );
    });
  }
  for (const header of ['name %%%', 'name /w==', 'name a', `name ${'YWFh'.repeat(2_100)}`]) {
    it(`are refused with 400 for the metadata “${header.slice(0, 20)}”`, async () => {
      const server = createTestServer();
      const response = await server.request('/api/uploads', tusCreation({ 'Upload-Metadata': header }));
      assert.deepEqual([response.status, (await errorOf(response)).error.code], [400, 'UPLOAD_REJECTED']);
      assert.equal(server.stream.seen.length, 0);
    });
  }
});

describe('requests for invalid uids', () => {
  for (const uid of [
    '%00',
    '%',
    '%E0%A4%A',
    '..%2f..%2f',
    "' OR 1=1 --",
    UID.toUpperCase(),
    `${UID}0`,
    UID.slice(1),
    `${UID}%0a`,
    `%20${UID}`,
    'ａ'.repeat(32),
    '٠'.repeat(32),
    'x'.repeat(8_000),
    '[object Object]',
    'token',
    '*',
  ]) {
    it(`are answered with 404, without a call to Stream: ${uid.slice(0, 40)}`, async () => {
      const server = createTestServer();
      for (const end of ['', '/token', '/events']) {
        const response = await server.request(`/api/videos/${uid}${end}`);
        assert.equal(response.status, 404, end);
      }
      assert.equal(server.stream.seen.length, 0);
      assert.ok(server.entries.every(({ uid: logged }) => logged === undefined));
    });
  }
});
