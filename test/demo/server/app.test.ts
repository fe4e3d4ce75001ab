import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { API_TOKEN, UPLOAD_SECRET } from './support/fake-stream.js';
import {
  SIGNING_JWK,
  WEBHOOK_SECRET,
  createTestServer,
  errorOf,
  metadata,
  tusCreation,
} from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';

describe('createApp', () => {
  it('answers 404 NOT_FOUND as JSON for a path or method that has no route', async () => {
    const server = createTestServer();
    for (const [path, method] of [
      ['/', 'GET'],
      ['/api/other', 'GET'],
      ['/api/videos/', 'PUT'],
      ['/webhooks', 'POST'],
    ] as const) {
      const response = await server.request(path, { method });
      assert.equal(response.status, 404, path);
      assert.equal((await errorOf(response)).error.code, 'NOT_FOUND');
    }
  });

  it('sends CORS headers to a listed origin, for preflight, accepted and refused requests', async () => {
    const server = createTestServer({ env: { ALLOWED_ORIGINS: 'https://site.example' } });
    const preflight = await server.request('/api/uploads', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://site.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'tus-resumable,upload-length,upload-metadata',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), 'https://site.example');
    assert.match(
      preflight.headers.get('Access-Control-Allow-Headers') ?? '',
      /Tus-Resumable,Upload-Length,Upload-Metadata/,
    );
    const created = await server.request('/api/uploads', tusCreation({ Origin: 'https://site.example' }));
    assert.equal(created.headers.get('Access-Control-Allow-Origin'), 'https://site.example');
    assert.match(created.headers.get('Access-Control-Expose-Headers') ?? '', /Location.*stream-media-id/);
    const refused = await server.request(
      '/api/uploads',
      tusCreation({ Origin: 'https://site.example', 'Upload-Length': '0' }),
    );
    assert.equal(refused.headers.get('Access-Control-Allow-Origin'), 'https://site.example');
  });

  it('sends no CORS header to an origin that is not listed', async () => {
    const server = createTestServer({ env: { ALLOWED_ORIGINS: 'https://site.example' } });
    const response = await server.request('/api/videos', { headers: { Origin: 'https://site.example.evil.test' } });
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(
      (await createTestServer().request('/api/videos', { headers: { Origin: 'null' } })).headers.get(
        'Access-Control-Allow-Origin',
      ),
      null,
    );
  });

  it('logs one line for a request, with the id of its X-Request-Id header', async () => {
    const server = createTestServer();
    const response = await server.request(`/api/videos/${UID}/token?x=1`);
    assert.equal(server.lines.length, 1);
    const entry = JSON.parse(server.lines[0] ?? '') as Record<string, unknown>;
    assert.equal(entry.id, response.headers.get('X-Request-Id'));
    assert.deepEqual(
      [entry.level, entry.method, entry.route, entry.uid, entry.status, entry.code],
      ['info', 'GET', '/api/videos/:uid/token', UID, 404, 'VIDEO_NOT_FOUND'],
    );
  });

  it('logs the name and place of an unexpected error, but not its message', async () => {
    const server = createTestServer();
    server.failDatabase(new RangeError(`password is ${API_TOKEN}\n    at (${API_TOKEN}:1:1)`));
    const response = await server.request(`/api/videos/${UID}`);
    assert.equal(response.status, 500);
    assert.equal((await errorOf(response)).error.code, 'INTERNAL');
    const failure = server.entries.find(({ event }) => event === 'failure');
    assert.equal(failure?.errorName, 'RangeError');
    assert.match(failure.at ?? '', /^[\w./-]+:\d+:\d+$/);
    assert.ok(!server.lines.join('\n').includes(API_TOKEN));
  });

  it('logs no token, upload URL, key or file name, wherever a request carries it', async () => {
    const server = createTestServer();
    const created = await server.request(
      '/api/uploads',
      tusCreation({ 'Upload-Metadata': metadata({ name: 'name-of-the-film' }) }),
    );
    const uploadUrl = created.headers.get('Location') ?? '';
    const uid = created.headers.get('stream-media-id') ?? '';
    assert.match(uploadUrl, new RegExp(UPLOAD_SECRET));
    await server.request('/api/uploads/basic', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    server.stream.videos.set(uid, { uid, readyToStream: true, status: { state: 'ready' } });
    const { token } = (await (await server.request(`/api/videos/${uid}/token`)).json()) as { token: string };
    // People paste secrets into wrong places: addresses, queries, headers, bodies.
    for (const secret of [token, uploadUrl, API_TOKEN]) {
      await server.request(`/${encodeURIComponent(secret)}`);
      await server.request(`/api/videos/${encodeURIComponent(secret)}/token?token=${encodeURIComponent(secret)}`);
      await server.request(
        '/api/uploads',
        tusCreation({ 'Upload-Metadata': metadata({ name: secret }), Authorization: `Bearer ${secret}` }),
      );
      await server.request('/webhooks/stream', {
        method: 'POST',
        headers: { 'Webhook-Signature': `time=1,sig1=${secret}` },
        body: secret,
      });
    }
    server.stream.next.push(new Error(`Bearer ${API_TOKEN}`));
    await server.request('/api/uploads', tusCreation());
    const text = server.lines.join('\n');
    assert.ok(server.lines.length > 15);
    for (const secret of [
      token,
      token.split('.')[2],
      uploadUrl,
      UPLOAD_SECRET,
      API_TOKEN,
      WEBHOOK_SECRET,
      SIGNING_JWK.slice(0, 40),
      'name-of-the-film',
      'Bearer',
    ]) {
      assert.ok(!text.includes(secret!), `a log line holds ${secret}`);
    }
  });
});
