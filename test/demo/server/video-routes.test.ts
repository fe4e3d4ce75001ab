import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, jwtVerify } from 'jose';
import type { Video } from '../../../demo/server/videos.js';
import { failure } from './support/fake-stream.js';
import { KEY_ID, createTestServer, errorOf, publicKey, type TestServer } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const token = `/api/videos/${UID}/token`;

async function withVideo(state: object | undefined): Promise<TestServer> {
  const server = createTestServer();
  await server.store.add(UID, 'holiday.mov');
  if (state) server.stream.videos.set(UID, { uid: UID, ...state });
  return server;
}
const processing = (pctComplete: string): object => ({
  readyToStream: false,
  status: { state: 'inprogress', pctComplete },
});
const ready = { readyToStream: true, duration: 12.5, status: { state: 'ready', pctComplete: '100.000000' } };

describe('GET /api/videos/:uid/token', () => {
  it('answers with a token for a ready video, valid for an hour', async () => {
    const server = await withVideo(ready);
    const response = await server.request(token);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    const body = (await response.json()) as { token: string; expiresAt: string };
    assert.deepEqual(Object.keys(body), ['token', 'expiresAt']);
    const { payload } = await jwtVerify(body.token, publicKey, {
      subject: UID,
      currentDate: new Date(server.clock.now),
    });
    assert.equal(payload.kid, KEY_ID);
    assert.equal(new Date(payload.exp! * 1000).toISOString(), body.expiresAt);
    assert.equal(payload.exp! * 1000 - server.clock.now, 3_600_000);
  });

  it('does not call Stream again once it knows that the video is ready', async () => {
    const server = await withVideo(ready);
    await server.request(token);
    server.clock.now += 60_000;
    const again = (await (await server.request(token)).json()) as { token: string };
    assert.equal(server.stream.seen.length, 1);
    assert.equal(decodeJwt(again.token).exp! * 1000 - server.clock.now, 3_600_000);
  });

  it('answers 409 with the percentage while the video is processing', async () => {
    const server = await withVideo(processing('39.000000'));
    const response = await server.request(token);
    assert.equal(response.status, 409);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    const { error, ...rest } = await errorOf(response);
    assert.equal(error.code, 'VIDEO_PROCESSING');
    assert.deepEqual(rest, { status: 'processing', percent: 39 });
  });

  it('answers 409 with the status “pending” until the file has arrived', async () => {
    const server = await withVideo({ status: { state: 'pendingupload' } });
    const { error, ...rest } = await errorOf(await server.request(token));
    assert.equal(error.code, 'VIDEO_PROCESSING');
    assert.deepEqual(rest, { status: 'pending', percent: null });
  });

  it('answers 409 with Stream’s reason for a video that failed', async () => {
    const server = await withVideo({
      status: { state: 'error', errorReasonCode: 'ERR_NON_VIDEO', errorReasonText: 'x' },
    });
    const response = await server.request(token);
    assert.equal(response.status, 409);
    const { error, ...rest } = await errorOf(response);
    assert.equal(error.code, 'VIDEO_FAILED');
    assert.deepEqual(rest, { status: 'error', errorCode: 'ERR_NON_VIDEO' });
  });

  it('answers 404 for unknown and invalid uids, without a call to Stream', async () => {
    const server = createTestServer();
    for (const uid of [UID, 'x', UID.toUpperCase(), `${UID}0`, '%00', '..%2f']) {
      const response = await server.request(`/api/videos/${uid}/token`);
      assert.equal(response.status, 404, uid);
      assert.equal((await errorOf(response)).error.code, 'VIDEO_NOT_FOUND', uid);
    }
    assert.equal(server.stream.seen.length, 0);
  });

  it('answers with the last known state when Stream is down', async () => {
    const server = await withVideo(processing('20'));
    await server.request(token);
    server.clock.now += 1_000;
    server.stream.next.push(new TypeError('fetch failed'));
    const { status, percent } = await errorOf(await server.request(token));
    assert.deepEqual({ status, percent }, { status: 'processing', percent: 20 });
  });

  it('answers 403 while the status routes answer 200 when `authorize` allows “status” but not “watch”', async () => {
    const asked: string[] = [];
    const server = createTestServer({
      authorize: (_, action) => {
        asked.push(action);
        return action === 'status' ? { allowed: true } : { allowed: false, status: 403, message: 'Not bought.' };
      },
    });
    await server.store.add(UID, 'x');
    server.stream.videos.set(UID, { uid: UID, ...ready });
    const statuses = [];
    for (const path of [token, `/api/videos/${UID}`, `/api/videos/${UID}/events`]) {
      const response = await server.request(path);
      statuses.push(response.status);
      await response.body?.cancel();
    }
    assert.deepEqual(statuses, [403, 200, 200]);
    assert.deepEqual(asked, ['watch', 'status', 'status']);
  });

  it('answers with the status and message of `authorize` when it refuses', async () => {
    const server = createTestServer({
      authorize: (request, action, uid) =>
        request.headers.get('Cookie') === 'user=1'
          ? { allowed: true }
          : { allowed: false, status: uid === UID ? 403 : 401, message: `No ${action}.` },
    });
    await server.store.add(UID, 'x');
    server.stream.videos.set(UID, { uid: UID, ...ready });
    const refused = await server.request(token);
    assert.equal(refused.status, 403);
    assert.deepEqual((await errorOf(refused)).error, { code: 'FORBIDDEN', message: 'No watch.' });
    assert.equal((await server.request('/api/videos')).status, 401);
    assert.equal((await server.request('/api/uploads', { method: 'POST' })).status, 401);
    assert.equal((await server.request(token, { headers: { Cookie: 'user=1' } })).status, 200);
  });
});

describe('GET /api/videos and /api/videos/:uid', () => {
  it('answer with every known field of a video', async () => {
    const server = await withVideo({ ...ready, readyToStreamAt: '2026-01-02T03:04:00.123456Z' });
    assert.deepEqual(await (await server.request(`/api/videos/${UID}`)).json(), {
      uid: UID,
      name: 'holiday.mov',
      status: 'ready',
      percent: null,
      duration: 12.5,
      errorCode: null,
      createdAt: '2026-01-02T03:04:05.000Z',
      readyAt: '2026-01-02T03:04:00.123Z',
    } satisfies Video);
  });

  it('list the newest first, with the last known percentage, without a call to Stream', async () => {
    const server = await withVideo(processing('55.5'));
    await server.request(`/api/videos/${UID}`);
    await server.store.add('0'.repeat(32), 'newer', new Date(server.clock.now + 1));
    const { videos } = (await (await server.request('/api/videos')).json()) as { videos: Video[] };
    assert.deepEqual(
      videos.map(({ name, status, percent }) => ({ name, status, percent })),
      [
        { name: 'newer', status: 'pending', percent: null },
        { name: 'holiday.mov', status: 'processing', percent: 55.5 },
      ],
    );
    assert.equal(server.stream.seen.length, 1);
  });
});

describe('GET /api/videos/:uid/events', () => {
  it('sends the video at each change, and ends once it is ready', async () => {
    const server = await withVideo(processing('10'));
    const response = await server.request(`/api/videos/${UID}/events`);
    assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const events: Video[] = [];
    const read = async (): Promise<boolean> => {
      const { value, done } = await reader.read();
      const data = /^data: (.*)$/m.exec(value ?? '')?.[1];
      if (data) events.push(JSON.parse(data) as Video);
      return !done;
    };
    assert.ok(await read());
    assert.ok(await read());
    server.stream.videos.set(UID, { uid: UID, ...ready });
    server.clock.now += 1_000;
    while (await read());
    assert.deepEqual(
      events.map(({ status, percent }) => [status, percent]),
      [
        ['processing', 10],
        ['ready', null],
      ],
    );
  });

  it('answers 204 to a browser that reconnects after the final event, and 404 for an unknown video', async () => {
    const server = await withVideo(ready);
    const again = await server.request(`/api/videos/${UID}/events`, { headers: { 'Last-Event-ID': 'ready' } });
    assert.equal(again.status, 204);
    assert.equal((await server.request(`/api/videos/${'0'.repeat(32)}/events`)).status, 404);
  });
});

describe('DELETE /api/videos/:uid', () => {
  const path = `/api/videos/${UID}`;
  const allowed = async (): Promise<TestServer> => {
    const server = createTestServer({ authorize: () => ({ allowed: true, creator: 'user-7' }) });
    await server.store.add(UID, 'holiday.mov');
    server.stream.videos.set(UID, { uid: UID, ...ready });
    return server;
  };

  it('deletes the video at Stream, and its row, when `authorize` allows it', async () => {
    const server = await allowed();
    const response = await server.request(path, { method: 'DELETE' });
    assert.deepEqual([response.status, await response.text()], [204, '']);
    assert.equal(server.stream.videos.size, 0);
    assert.equal(await server.store.get(UID), undefined);
    assert.equal((await server.request(path, { method: 'DELETE' })).status, 404);
    assert.deepEqual(
      server.stream.seen.map(({ method }) => method),
      ['DELETE'],
    );
  });

  it('is refused by default, and asks `authorize` for the action “delete”', async () => {
    const server = await withVideo(ready);
    assert.equal((await server.request(path, { method: 'DELETE' })).status, 403);
    assert.equal(server.stream.seen.length, 0);
    const asked: unknown[] = [];
    const other = createTestServer({
      authorize: (_request, action, uid) => {
        asked.push([action, uid]);
        return { allowed: false, status: 401, message: 'Sign in.' };
      },
    });
    assert.equal((await other.request(path, { method: 'DELETE' })).status, 401);
    assert.deepEqual(asked, [['delete', UID]]);
  });

  it('deletes no video without a row, and ignores a method override on GET', async () => {
    const server = await allowed();
    const foreign = 'f'.repeat(32);
    server.stream.videos.set(foreign, { uid: foreign });
    for (const uid of [foreign, 'x', `..%2F${UID}`]) {
      const { status } = await server.request(`/api/videos/${uid}`, { method: 'DELETE' });
      assert.equal(status, 404, uid);
    }
    assert.equal(server.stream.videos.size, 2);
    const disguised = await server.request(`${path}?_method=DELETE`, {
      headers: { 'X-HTTP-Method-Override': 'DELETE' },
    });
    assert.equal(disguised.status, 200);
    assert.ok(server.stream.videos.has(UID));
  });

  it('keeps the row while Stream cannot be reached, and removes it when Stream no longer has the video', async () => {
    const server = await allowed();
    server.stream.next.push(new TypeError('connect failed'));
    assert.equal((await server.request(path, { method: 'DELETE' })).status, 502);
    assert.equal((await server.store.get(UID))?.name, 'holiday.mov');
    server.stream.videos.clear();
    assert.equal((await server.request(path, { method: 'DELETE' })).status, 204);
    assert.equal(await server.store.get(UID), undefined);
  });

  it('is allowed by CORS for a listed origin', async () => {
    const server = createTestServer({ env: { ALLOWED_ORIGINS: 'https://site.example' } });
    const preflight = await server.request(path, {
      method: 'OPTIONS',
      headers: { Origin: 'https://site.example', 'Access-Control-Request-Method': 'DELETE' },
    });
    assert.match(preflight.headers.get('Access-Control-Allow-Methods') ?? '', /DELETE/);
    assert.match(preflight.headers.get('Access-Control-Allow-Headers') ?? '', /X-CSRF-Token/);
  });
});

describe('PUT /api/videos/:uid/thumbnail', () => {
  const path = `/api/videos/${UID}/thumbnail`;
  const headers = { 'Content-Type': 'application/json' };
  const put = (server: TestServer, body: string, more: object = {}): Promise<Response> =>
    server.request(path, { method: 'PUT', headers, body, ...more });
  const allowed = async (): Promise<TestServer> => {
    const server = createTestServer({ authorize: () => ({ allowed: true }) });
    await server.store.add(UID, 'holiday.mov');
    server.stream.videos.set(UID, { uid: UID, status: { state: 'pendingupload' } });
    return server;
  };

  it('sets the moment of the thumbnail at Stream, even during the upload, when `authorize` allows it', async () => {
    const server = await allowed();
    const response = await put(server, '{"thumbnailTimestampPct":0.25,"requireSignedURLs":false}');
    assert.deepEqual([response.status, await response.text()], [204, '']);
    assert.deepEqual(
      server.stream.seen.map(({ method, body }) => [method, body]),
      [['POST', '{"thumbnailTimestampPct":0.25}']],
    );
  });

  it('is refused by default, and asks `authorize` for the action “edit”', async () => {
    const server = await withVideo(ready);
    assert.equal((await put(server, '{"thumbnailTimestampPct":0.25}')).status, 403);
    assert.equal(server.stream.seen.length, 0);
    const asked: unknown[] = [];
    const other = createTestServer({
      authorize: (_request, action, uid) => {
        asked.push([action, uid]);
        return { allowed: false, status: 401, message: 'Sign in.' };
      },
    });
    assert.equal((await put(other, '{"thumbnailTimestampPct":0.25}')).status, 401);
    assert.deepEqual(asked, [['edit', UID]]);
  });

  it('accepts only a number from 0 to 1, as JSON', async () => {
    const server = await allowed();
    for (const body of ['{"thumbnailTimestampPct":1.1}', '{"thumbnailTimestampPct":"0.5"}', '{}', '[]', 'null', '{']) {
      const response = await put(server, body);
      assert.deepEqual([response.status, (await errorOf(response)).error.code], [400, 'THUMBNAIL_INVALID'], body);
    }
    assert.equal((await put(server, '{"thumbnailTimestampPct":0.5}', { headers: {} })).status, 415);
    assert.equal(server.stream.seen.length, 0);
    for (const body of ['{"thumbnailTimestampPct":0}', '{"thumbnailTimestampPct":1}'])
      assert.equal((await put(server, body)).status, 204, body);
  });

  it('changes no video without a row, and answers 404 or 502 when Stream has no such video or cannot be reached', async () => {
    const server = await allowed();
    const foreign = 'f'.repeat(32);
    server.stream.videos.set(foreign, { uid: foreign });
    const url = `/api/videos/${foreign}/thumbnail`;
    const body = '{"thumbnailTimestampPct":0.5}';
    assert.equal((await server.request(url, { method: 'PUT', headers, body })).status, 404);
    assert.equal(server.stream.seen.length, 0);
    server.stream.next.push(new TypeError('connect failed'));
    assert.equal((await put(server, body)).status, 502);
    server.stream.videos.clear();
    const gone = await put(server, body);
    assert.deepEqual([gone.status, (await errorOf(gone)).error.code], [404, 'VIDEO_NOT_FOUND']);
  });

  it('answers 400 THUMBNAIL_INVALID when Stream refuses the picture', async () => {
    const server = await allowed();
    server.stream.next.push(Response.json(failure(10_005), { status: 400 }));
    const response = await put(server, '{"thumbnailTimestampPct":0.5}');
    const { code, message } = (await errorOf(response)).error;
    assert.deepEqual([response.status, code], [400, 'THUMBNAIL_INVALID']);
    assert.equal(message, 'Stream did not accept the picture (status 400, code 10005).');
  });
});
