import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { WEBHOOK_SECRET, createTestServer, errorOf, type TestServer } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const ready = { uid: UID, readyToStream: true, duration: 12.5, status: { state: 'ready', pctComplete: '100.000000' } };
const failed = { uid: UID, readyToStream: false, status: { state: 'error', errReasonCode: 'ERR_MALFORMED_VIDEO' } };
const encoding = { uid: UID, readyToStream: false, status: { state: 'inprogress', pctComplete: '3' } };

/** Sends a webhook as Stream does. */
function send(
  server: TestServer,
  video: unknown,
  { ageSeconds = 0, secret = WEBHOOK_SECRET, cut = 0 } = {},
): Promise<Response> {
  const body = typeof video === 'string' ? video : JSON.stringify(video);
  const time = Math.floor(server.clock.now / 1000) - ageSeconds;
  const sig1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return server.request('/webhooks/stream', {
    method: 'POST',
    headers: { 'Webhook-Signature': `time=${time},sig1=${sig1}`, 'Content-Type': 'application/json' },
    body: body.slice(0, body.length - cut),
  });
}

async function withRow(): Promise<TestServer> {
  const server = createTestServer();
  await server.store.add(UID, 'holiday.mov');
  return server;
}

describe('POST /webhooks/stream', () => {
  it('makes the video ready, without a call to Stream', async () => {
    const server = await withRow();
    assert.equal((await send(server, ready)).status, 204);
    const row = await server.store.get(UID);
    assert.deepEqual([row?.status, row?.duration, row?.readyAt], ['ready', 12.5, '2026-01-02T03:04:05.000Z']);
    assert.equal((await server.request(`/api/videos/${UID}/token`)).status, 200);
    assert.equal(server.stream.seen.length, 0);
  });

  it('stores Stream’s error code when the video has failed', async () => {
    const server = await withRow();
    await send(server, failed);
    const row = await server.store.get(UID);
    assert.deepEqual([row?.status, row?.errorCode, row?.readyAt], ['error', 'ERR_MALFORMED_VIDEO', null]);
  });

  it('changes nothing when it is repeated, late or out of order', async () => {
    for (const [first, ...later] of [
      [ready, ready, encoding, failed],
      [failed, encoding, ready, failed],
    ]) {
      const server = await withRow();
      await send(server, encoding);
      await send(server, first);
      const row = await server.store.get(UID);
      server.clock.now += 200_000;
      for (const video of later) {
        assert.equal((await send(server, video, { ageSeconds: 150 })).status, 204);
        assert.deepEqual(await server.store.get(UID), row);
      }
    }
  });

  it('answers 204 for an unknown video, and adds no row', async () => {
    const server = createTestServer();
    assert.equal((await send(server, ready)).status, 204);
    assert.deepEqual(await server.store.list(9), []);
  });

  for (const [what, options] of Object.entries({
    'a stale time': { ageSeconds: 301 },
    'a time in the future': { ageSeconds: -301 },
    'another secret': { secret: 'guessed' },
    'a truncated body': { cut: 1 },
  })) {
    it(`answers 401 to ${what}, and changes nothing`, async () => {
      const server = await withRow();
      const response = await send(server, ready, options);
      assert.equal(response.status, 401);
      assert.equal((await errorOf(response)).error.code, 'WEBHOOK_REJECTED');
      assert.equal((await server.store.get(UID))?.status, 'pending');
      assert.equal(server.entries[0]?.event, 'webhook');
    });
  }

  it('answers 400 to a signed body that is not a video, and 413 to one that is too long', async () => {
    const server = await withRow();
    for (const body of ['', 'null', '[]', '{"uid":1}', `{"uid":"${UID.slice(1)}"}`, '{']) {
      assert.equal((await send(server, body)).status, 400, body);
    }
    assert.equal((await send(server, { ...ready, meta: 'x'.repeat(70_000) })).status, 413);
    assert.equal((await server.store.get(UID))?.status, 'pending');
  });

  it('answers 500 when the row cannot be stored, and accepts the same event later', async () => {
    const server = await withRow();
    server.failDatabase(new RangeError('disk full'));
    assert.equal((await send(server, ready)).status, 500);
    server.failDatabase();
    assert.equal((await send(server, ready)).status, 204);
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });
});
