import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestServer, type TestServer } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const ready = { uid: UID, readyToStream: true, duration: 3, status: { state: 'ready' } };
const encoding = { uid: UID, status: { state: 'inprogress', pctComplete: '1' } };
const MINUTE = 60_000;

async function withRow(video: unknown): Promise<TestServer> {
  const server = createTestServer();
  await server.store.add(UID, 'x');
  if (video !== undefined) server.stream.videos.set(UID, video);
  return server;
}

describe('the poll', () => {
  it('makes good for a webhook that was lost, and asks no more then', async () => {
    const server = await withRow(ready);
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, 1);
  });

  it('asks less and less often', async () => {
    const server = await withRow(encoding);
    const callsIn = async (minutes: number): Promise<number> => {
      const before = server.stream.seen.length;
      for (let minute = 0; minute < minutes; minute++) {
        await server.poll.run();
        server.clock.now += MINUTE;
      }
      return server.stream.seen.length - before;
    };
    assert.equal(await callsIn(15), 15);
    assert.equal(await callsIn(45), 9);
    assert.equal(await callsIn(5 * 60), 60);
    assert.equal(await callsIn(5 * 60), 5);
  });

  it('asks about every open video after a start', async () => {
    const server = await withRow(encoding);
    server.clock.now += 7 * 3_600_000 + 30 * MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, 0);
    await server.poll.run({ all: true });
    assert.equal(server.stream.seen.length, 1);
  });

  it('stops at a 429, and for as long as it says', async () => {
    const server = await withRow(encoding);
    await server.store.add('0'.repeat(32), 'newer');
    server.stream.next.push(new Response(null, { status: 429, headers: { 'Retry-After': '90' } }));
    await server.poll.run();
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, 1);
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, 3);
  });

  it('goes on when Stream is down', async () => {
    const server = await withRow(ready);
    server.stream.next.push(new TypeError('fetch failed'));
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'pending');
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });

  it('gives up an upload that Stream forgot, once its URL cannot work any more', async () => {
    const server = await withRow(undefined);
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'pending');
    server.clock.now += 6 * 3_600_000;
    await server.poll.run({ all: true });
    const row = await server.store.get(UID);
    assert.deepEqual([row?.status, row?.errorCode], ['error', 'UPLOAD_EXPIRED']);
  });
});
