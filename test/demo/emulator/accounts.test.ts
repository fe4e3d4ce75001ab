import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { createLocalStream } from '../../../demo/emulator/local-stream.js';
import { CLIP, clip, startStream, type Envelope, type VideoJson } from './support/running-stream.js';

interface Key {
  id: string;
  pem: string;
  jwk: string;
  created: string;
}

const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });
const form = (bytes: BlobPart, name = 'holiday.mp4'): FormData => {
  const data = new FormData();
  data.append('note', 'fields before the file are passed over');
  data.append('file', new Blob([bytes]), name);
  return data;
};

describe('accounts API', () => {
  it('answers 401 in the envelope to a missing or wrong token, and for another account', async (t) => {
    const stream = await startStream(t);
    for (const authorization of ['', 'Bearer wrong', `Basic ${stream.stream.apiToken}`]) {
      const response = await stream.api('', { headers: { authorization } });
      const body = (await response.json()) as Envelope<null>;
      assert.equal(response.status, 401);
      assert.deepEqual(body.errors, [{ code: 10000, message: 'Authentication error' }]);
      assert.equal(body.success, false);
      assert.equal(body.result, null);
    }
    const other = await fetch(`${stream.stream.apiBase}/accounts/${'0'.repeat(32)}/stream`, {
      headers: { authorization: `Bearer ${stream.stream.apiToken}` },
    });
    assert.equal(other.status, 401);
  });

  it('creates, lists and revokes signing keys in Cloudflare’s format', async (t) => {
    const stream = await startStream(t);
    const key = await stream.result<Key>('/keys', { method: 'POST' });
    const pem = Buffer.from(key.pem, 'base64').toString();
    assert.match(pem, /^-----BEGIN RSA PRIVATE KEY-----/, 'PKCS#1');
    const jwk = JSON.parse(Buffer.from(key.jwk, 'base64').toString()) as Record<string, string>;
    assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'd', 'dp', 'dq', 'e', 'kid', 'kty', 'n', 'p', 'q', 'qi', 'use']);
    assert.equal(createPrivateKey(pem).export({ format: 'jwk' }).n, jwk.n);
    assert.match(key.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

    assert.deepEqual(await stream.result('/keys'), [{ id: key.id, created: key.created }]);
    assert.equal(await stream.result(`/keys/${key.id}`, { method: 'DELETE' }), 'Revoked');
    assert.deepEqual(await stream.result('/keys'), []);
    assert.equal((await stream.api(`/keys/${key.id}`, { method: 'DELETE' })).status, 404);
  });

  it('keeps the webhook secret for the same URL, and changes it for another', async (t) => {
    const stream = await startStream(t);
    assert.equal((await stream.api('/webhook')).status, 404);
    const put = (notificationUrl: unknown) =>
      stream.result<{ secret: string }>('/webhook', json('PUT', { notificationUrl }));
    const first = await put('http://localhost:1/a');
    assert.match(first.secret, /^[0-9a-f]{32}$/);
    assert.equal((await put('http://localhost:1/a')).secret, first.secret);
    assert.notEqual((await put('http://localhost:1/b')).secret, first.secret);
    const refused = await stream.api('/webhook', json('PUT', { notificationUrl: 'ftp://x' }));
    assert.equal(((await refused.json()) as Envelope<null>).errors[0]?.code, 10010);
    await stream.result('/webhook', { method: 'DELETE' });
    assert.equal((await stream.api('/webhook')).status, 404);
  });

  it('accepts one form with a video at a direct_upload URL, and no second one', async (t) => {
    const stream = await startStream(t);
    const options = { maxDurationSeconds: 60, creator: 'me', requireSignedURLs: true, meta: { name: 'Holiday' } };
    const { uploadURL, uid } = await stream.result<{ uploadURL: string; uid: string }>(
      '/direct_upload',
      json('POST', options),
    );
    assert.equal((await stream.video(uid)).status.state, 'pendingupload');

    const notAVideo = await fetch(uploadURL, { method: 'POST', body: form('just text') });
    assert.equal(notAVideo.status, 400);
    assert.equal(((await notAVideo.json()) as Envelope<null>).errors[0]?.code, 10059);
    const noFile = new FormData();
    noFile.append('other', 'x');
    assert.equal((await fetch(uploadURL, { method: 'POST', body: noFile })).status, 400);

    const bytes = await clip();
    const sent = await fetch(uploadURL, { method: 'POST', body: form(bytes) });
    assert.equal(sent.status, 200);
    assert.equal(await sent.text(), '');
    assert.equal(sent.headers.get('access-control-allow-origin'), '*');
    assert.equal((await fetch(uploadURL, { method: 'POST', body: form(bytes) })).status, 409);
    assert.equal((await fetch(uploadURL.replace(/.$/, '~'), { method: 'POST', body: form(bytes) })).status, 404);

    const video = await stream.finished(uid, 'ready');
    assert.equal(video.size, bytes.length);
    assert.equal(video.creator, 'me');
    assert.equal(video.requireSignedURLs, true);
    assert.deepEqual(video.meta, { name: 'Holiday' });
    assert.deepEqual(video.input, { width: 640, height: 360 });
    assert.ok(Math.abs(video.duration - 5) < 0.1);
  });

  it('answers 413 to a form whose Content-Length exceeds 200 MB', async (t) => {
    const stream = await startStream(t);
    const { uploadURL } = await stream.result<{ uploadURL: string }>(
      '/direct_upload',
      json('POST', { maxDurationSeconds: 60 }),
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 201_000_000 };
    const sending = request(uploadURL, { method: 'POST', headers });
    sending.flushHeaders();
    const [answer] = (await once(sending, 'response', { signal: t.signal })) as [IncomingMessage];
    assert.equal(answer.statusCode, 413);
    sending.destroy();
  });

  it('accepts the faster of two simultaneous forms, and answers 409 to the other', async (t) => {
    const stream = await startStream(t);
    const { uploadURL, uid } = await stream.result<{ uploadURL: string; uid: string }>(
      '/direct_upload',
      json('POST', { maxDurationSeconds: 60 }),
    );
    const bytes = await clip();
    const sent = await Promise.all([1, 2].map(() => fetch(uploadURL, { method: 'POST', body: form(bytes) })));
    assert.deepEqual(sent.map((response) => response.status).sort(), [200, 409]);
    await stream.finished(uid, 'ready');
  });

  it('answers 410 at a direct_upload URL after its expiry', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now });
    const { uploadURL } = await stream.result<{ uploadURL: string }>(
      '/direct_upload',
      json('POST', { maxDurationSeconds: 60 }),
    );
    now += 31 * 60_000;
    assert.equal((await fetch(uploadURL, { method: 'POST', body: form(await clip()) })).status, 410);
  });

  it('names the invalid field of a request in messages', async (t) => {
    const stream = await startStream(t);
    const cases: [unknown, RegExp][] = [
      [{}, /maxDurationSeconds is missing/],
      [{ maxDurationSeconds: 36_001 }, /maxDurationSeconds/],
      [{ maxDurationSeconds: '60' }, /maxDurationSeconds/],
      [{ maxDurationSeconds: 60, expiry: 'tomorrow' }, /expiry/],
      [{ maxDurationSeconds: 60, expiry: '2001-01-01T00:00:00Z' }, /expiry/],
      [{ maxDurationSeconds: 60, creator: 'x'.repeat(65) }, /creator/],
      [{ maxDurationSeconds: 60, thumbnailTimestampPct: 2 }, /thumbnailTimestampPct/],
      [{ maxDurationSeconds: 60, allowedOrigins: 'a.example' }, /allowedOrigins/],
      [{ maxDurationSeconds: 60, scheduledDeletion: new Date().toISOString() }, /scheduledDeletion/],
    ];
    for (const [body, message] of cases) {
      const response = await stream.api('/direct_upload', json('POST', body));
      const envelope = (await response.json()) as Envelope<null>;
      assert.equal(response.status, 400);
      assert.deepEqual(envelope.errors, [{ code: 10005, message: 'Bad Request' }]);
      assert.match(envelope.messages[0]?.message ?? '', message);
    }
  });

  it('accepts a form from a server, lists videos newest first, and deletes one for good', async (t) => {
    const stream = await startStream(t);
    const first = await stream.result<VideoJson>('', { method: 'POST', body: form(await clip(), 'first.mp4') });
    const second = await stream.result<VideoJson>('', { method: 'POST', body: form(await clip(), 'second.mp4') });
    assert.deepEqual(first.meta, { name: 'first.mp4' });
    const names = async () => (await stream.result<VideoJson[]>('')).map((video) => video.meta.name);
    assert.deepEqual(await names(), ['second.mp4', 'first.mp4']);
    const deleted = await stream.api(`/${second.uid}`, { method: 'DELETE' });
    assert.equal(deleted.status, 200);
    assert.equal(await deleted.text(), '');
    const gone = await stream.api(`/${second.uid}`);
    assert.equal(gone.status, 404);
    assert.equal(((await gone.json()) as Envelope<null>).errors[0]?.code, 10003);
    await stream.restart();
    assert.deepEqual(await names(), ['first.mp4']);
  });

  it('signs tokens whose exp and nbf are strings', async (t) => {
    const stream = await startStream(t, { now: () => 1_000_000_500 });
    const { uid } = await stream.createTus(1);
    const claims = async (body: Record<string, unknown>) => {
      const [head = '', payload = ''] = (await stream.token(uid, body)).split('.');
      return [head, payload].map(
        (part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>,
      );
    };
    const [header, payload] = await claims({});
    assert.deepEqual(header, { alg: 'RS256', kid: payload?.kid });
    assert.equal(payload?.sub, uid);
    assert.equal(payload.exp, '1003600');
    assert.equal(payload.nbf, '996400');
    assert.equal((await claims({ exp: 1_000_010, downloadable: true }))[1]?.downloadable, true);
    const tooLong = await stream.api(`/${uid}/token`, json('POST', { exp: 1_000_000 + 25 * 3600 }));
    assert.equal(tooLong.status, 400);
  });

  it('rejects with an error code when it cannot start', async (t) => {
    const { stream, dataDir } = await startStream(t);
    const port = Number(new URL(stream.origin).port);
    await assert.rejects(createLocalStream({ port, dataDir }), { code: 'EADDRINUSE' });
    await assert.rejects(createLocalStream({ port: 0, dataDir: CLIP.pathname }), { code: 'EEXIST' });
    await assert.rejects(createLocalStream({ port: 0, dataDir, host: '0.0.0.0' }), { code: 'ERR_HOST_NOT_LOOPBACK' });
  });

  it('keeps account, keys and webhook across a restart', async (t) => {
    const stream = await startStream(t);
    const { accountId, apiToken } = stream.stream;
    const key = await stream.result<Key>('/keys', { method: 'POST' });
    const webhook = await stream.result('/webhook', json('PUT', { notificationUrl: 'http://localhost:1/' }));
    await stream.restart();
    assert.deepEqual([stream.stream.accountId, stream.stream.apiToken], [accountId, apiToken]);
    assert.deepEqual(await stream.result('/keys'), [{ id: key.id, created: key.created }]);
    assert.deepEqual(await stream.result('/webhook'), webhook);
  });
});
