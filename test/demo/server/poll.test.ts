import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setBack } from './support/clock.js';
import { createTestServer, metadata, tusCreation, type TestServer } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const ready = { uid: UID, readyToStream: true, duration: 3, status: { state: 'ready' } };
const encoding = { uid: UID, status: { state: 'inprogress', pctComplete: '1' } };
const MINUTE = 60_000;
const uidOf = (n: number): string => n.toString(16).padStart(32, '0');

async function withRow(video: unknown): Promise<TestServer> {
  const server = createTestServer();
  await server.store.add(UID, 'x');
  if (video !== undefined) server.stream.videos.set(UID, video);
  return server;
}

describe('the poll', () => {
  it('makes a video ready whose webhook was lost, and then stops asking about it', async () => {
    const server = await withRow(ready);
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.asked().length, 1);
  });

  it('asks about a video less often the older it is, and no more after a week', async () => {
    const server = await withRow(encoding);
    const callsIn = async (minutes: number): Promise<number> => {
      const before = server.stream.asked().length;
      for (let minute = 0; minute < minutes; minute++) {
        await server.poll.run();
        server.clock.now += MINUTE;
      }
      return server.stream.asked().length - before;
    };
    assert.equal(await callsIn(15), 15);
    assert.equal(await callsIn(20), 4);
    server.clock.now += (6 * 60 - 35) * MINUTE;
    assert.equal(await callsIn(60), 1);
    server.clock.now += (7 * 24 - 7) * 60 * MINUTE;
    assert.equal(await callsIn(60), 1);
    assert.equal(await callsIn(60), 0);
  });

  it('asks about every open video at a start, even if none is due', async () => {
    const server = await withRow(encoding);
    server.clock.now += 7 * 3_600_000 + 30 * MINUTE;
    await server.poll.run();
    assert.equal(server.stream.asked().length, 0);
    await server.poll.run({ all: true });
    assert.equal(server.stream.asked().length, 1);
  });

  it('stops at a 429, and resumes once its Retry-After has passed', async () => {
    const server = await withRow(encoding);
    await server.store.add('0'.repeat(32), 'newer');
    server.stream.next.push(new Response(null, { status: 429, headers: { 'Retry-After': '90' } }));
    await server.poll.run();
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, 1);
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal(server.stream.asked().length, 2);
  });

  it('releases a reservation that was not assigned within an hour, even during the pause after a 429', async () => {
    const server = createTestServer();
    const [old, assigned] = [await server.store.reserve('old'), await server.store.reserve('assigned')];
    await server.store.assign(assigned, uidOf(1));
    server.clock.now += 50 * MINUTE;
    const recent = await server.store.reserve('recent');
    await server.poll.run();
    server.stream.next.push(new Response(null, { status: 429, headers: { 'Retry-After': '7200' } }));
    server.clock.now += 5 * MINUTE;
    await server.poll.run();
    const calls = server.stream.seen.length;
    server.clock.now += 6 * MINUTE;
    await server.poll.run();
    assert.equal(server.stream.seen.length, calls, 'no call while it wants none');
    // A released reservation can no longer be assigned.
    await server.store.assign(old, uidOf(2));
    await server.store.assign(recent, uidOf(3));
    const names = (await server.store.list(9)).map(({ name }) => name);
    assert.deepEqual(names.sort(), ['assigned', 'recent']);
  });

  it('still asks once a minute after the clock is set back by an hour', async () => {
    const server = await withRow(encoding);
    await server.poll.run();
    setBack(server.clock, 60 * MINUTE);
    for (let minute = 0; minute < 5; minute++) {
      server.clock.now += MINUTE;
      await server.poll.run();
    }
    assert.equal(server.stream.asked().length, 6);
    assert.equal(server.stream.seen.length - server.stream.asked().length, 2, 'lists');
  });

  it('survives failed calls to Stream, and catches up in the next round', async () => {
    const server = await withRow(ready);
    server.stream.next.push(new TypeError('fetch failed'), new TypeError('fetch failed'));
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'pending');
    server.clock.now += MINUTE;
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });

  it('marks an upload unknown to Stream as expired once its URL has expired, and accepts a later “ready”', async () => {
    const server = await withRow(undefined);
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'pending');
    server.clock.now += 6 * 3_600_000;
    await server.poll.run({ all: true });
    const row = await server.store.get(UID);
    assert.deepEqual([row?.status, row?.errorCode], ['error', 'UPLOAD_EXPIRED']);
    // The expiry was only a guess: what Stream says later overrides it.
    await server.store.apply(UID, { status: 'ready', percent: null, duration: 3, errorCode: null, readyAt: null });
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });

  it('marks an upload as expired that Stream still waits for after a week', async () => {
    const server = await withRow({ uid: UID, status: { state: 'pendingupload' } });
    server.clock.now += 6 * 24 * 60 * MINUTE;
    await server.poll.run({ all: true });
    assert.equal((await server.store.get(UID))?.status, 'pending');
    server.clock.now += 24 * 60 * MINUTE;
    await server.poll.run({ all: true });
    assert.equal((await server.store.get(UID))?.errorCode, 'UPLOAD_EXPIRED');
  });

  it('asks about each of 250 videos within three rounds, whatever its age', async () => {
    const server = createTestServer();
    for (let n = 1; n <= 250; n++) {
      await server.store.add(uidOf(n), 'x', new Date(server.clock.now - n * 1000));
      server.stream.videos.set(uidOf(n), { ...encoding, uid: uidOf(n) });
    }
    const rounds: number[] = [];
    for (let round = 0; round < 3; round++) {
      await server.poll.run();
      rounds.push(server.stream.asked().length);
      server.clock.now += MINUTE;
    }
    assert.deepEqual(rounds, [100, 200, 300]);
    assert.equal(new Set(server.stream.asked().map(({ path }) => path)).size, 250);
  });

  it('stays within its call limit together with status requests, and leaves a fifth of it to uploads', async () => {
    const server = createTestServer({ env: { STREAM_MAX_CALLS: '100' } });
    for (let n = 1; n <= 60; n++) {
      await server.store.add(uidOf(n), 'x');
      server.stream.videos.set(uidOf(n), { ...encoding, uid: uidOf(n) });
    }
    const calls: number[] = [];
    for (let second = 0; second < 900; second += 3) {
      const before = server.stream.seen.length;
      if (second % 60 === 0) await server.poll.run();
      await Promise.all([1, 2, 3].map((n) => server.request(`/api/videos/${uidOf(1 + ((second + n) % 60))}`)));
      calls.push(server.stream.seen.length - before);
      server.clock.now += 3_000;
    }
    const inWindow = calls.map((_, at) => calls.slice(at, at + 100).reduce((sum, n) => sum + n, 0));
    // The poll leaves a fifth to uploads, and those always go through.
    assert.ok(Math.max(...inWindow) <= 80, String(Math.max(...inWindow)));
    assert.ok(server.stream.seen.length > 150);
    assert.equal((await server.request('/api/uploads', tusCreation())).status, 201);
  });
});

describe('the poll, for videos without a row', () => {
  const lost = (uid: string, at: number, more: object = {}): object => ({
    ...ready,
    uid,
    created: new Date(at).toISOString(),
    meta: { name: 'lost.mov', app: 'cf-stream-elements' },
    ...more,
  });

  it('restores the row of an upload that was created just before the server stopped, and logs ROW_WAS_MISSING', async () => {
    const server = createTestServer();
    await server.request('/api/uploads', tusCreation({ 'Upload-Metadata': metadata({ name: 'Zoë.mov' }) }));
    const [uid = ''] = server.stream.videos.keys();
    const before = await server.store.get(uid);
    const next = createTestServer();
    next.stream.videos.set(uid, server.stream.videos.get(uid));
    await next.poll.run();
    assert.deepEqual(await next.store.get(uid), before);
    assert.deepEqual(
      next.entries.map(({ event, code, uid: of }) => [event, code, of]),
      [['poll', 'ROW_WAS_MISSING', uid]],
    );
  });

  it('adds a row with the name, state and creation time at Stream, once, and leaves known videos unchanged', async () => {
    const server = await withRow(undefined);
    server.stream.videos.set(
      UID,
      lost(UID, server.clock.now, {
        meta: { name: 'other name', app: 'cf-stream-elements' },
        status: { state: 'inprogress' },
        readyToStream: false,
      }),
    );
    server.stream.videos.set(uidOf(1), lost(uidOf(1), server.clock.now - 6 * 24 * 60 * MINUTE));
    await server.poll.run();
    const row = await server.store.get(uidOf(1));
    assert.deepEqual(
      [row?.name, row?.status, row?.duration, row?.createdAt],
      ['lost.mov', 'ready', 3, '2025-12-27T03:04:05.000Z'],
    );
    assert.equal((await server.store.get(UID))?.name, 'x');
    server.clock.now += 10 * MINUTE;
    await server.poll.run();
    assert.equal(server.entries.length, 1);
  });

  for (const [when, isListed] of [
    ['before its details are read', true],
    ['while other rows are added', false],
  ] as const) {
    it(`adds no row for a video that is deleted after it was listed, ${when}`, async () => {
      const server = createTestServer();
      for (const n of [1, 2]) server.stream.videos.set(uidOf(n), lost(uidOf(n), server.clock.now - n));
      const { store, stream } = server;
      stream.videos.get = (uid) => {
        if (isListed) stream.videos.delete(uidOf(2));
        const found: unknown = Map.prototype.get.call(stream.videos, uid);
        if (uid === uidOf(1)) stream.videos.delete(uidOf(2));
        return found;
      };
      await server.poll.run();
      assert.equal((await store.get(uidOf(1)))?.status, 'ready');
      assert.equal(await store.get(uidOf(2)), undefined);
      await server.poll.run({ all: true });
      assert.equal((await store.list(9)).length, 1);
    });
  }

  it('adds no row for videos of other servers or of the dashboard, nor for an invalid uid', async () => {
    const server = createTestServer();
    [{ app: 'staging' }, {}, null, 'app'].forEach((meta, n) =>
      server.stream.videos.set(uidOf(n), lost(uidOf(n), server.clock.now, { meta })),
    );
    server.stream.videos.set('x', lost('../x', server.clock.now));
    await server.poll.run();
    assert.deepEqual(await server.store.list(9), []);
  });

  it('reads a second list when the first does not hold all videos', async () => {
    const server = createTestServer();
    for (let n = 0; n < 1_005; n++) {
      if (n < 1_000) await server.store.add(uidOf(n), 'known');
      server.stream.videos.set(uidOf(n), lost(uidOf(n), server.clock.now - n * 1_000));
    }
    await server.poll.run();
    assert.equal((await server.store.list(9_999)).length, 1_005);
    assert.equal(server.stream.seen.length - server.stream.asked().length, 2);
  });

  it('adds at most a hundred rows in a round, and the rest in the next', async () => {
    const server = createTestServer();
    for (let n = 0; n < 120; n++) server.stream.videos.set(uidOf(n), lost(uidOf(n), server.clock.now - n * 1_000));
    await server.poll.run();
    assert.equal((await server.store.list(999)).length, 100);
    await server.poll.run();
    assert.equal((await server.store.list(999)).length, 120);
  });

  it('adds a video that was created after the clock was set back by two hours', async () => {
    const server = createTestServer();
    await server.poll.run();
    setBack(server.clock, 120 * MINUTE);
    server.clock.now += 5 * MINUTE;
    server.stream.videos.set(UID, lost(UID, server.clock.now));
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });

  it('tries again in the next round after the database has failed', async () => {
    const server = createTestServer();
    server.stream.videos.set(UID, lost(UID, server.clock.now));
    server.failDatabase(new RangeError('gone'));
    await assert.rejects(server.poll.run());
    server.failDatabase();
    await server.poll.run();
    assert.equal((await server.store.get(UID))?.status, 'ready');
  });
});
