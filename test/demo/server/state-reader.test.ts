import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setBack } from './support/clock.js';
import { createTestServer } from './support/test-server.js';

const uidOf = (n: number): string => n.toString(16).padStart(32, '0');
const encoding = (pctComplete: unknown): object => ({ status: { state: 'inprogress', pctComplete } });

describe('createStateReader', () => {
  it('calls Stream once a second for a video, however many clients ask', async () => {
    const server = createTestServer();
    await server.store.add(uidOf(1), 'x');
    server.stream.videos.set(uidOf(1), encoding('12'));
    await Promise.all(Array.from({ length: 50 }, () => server.request(`/api/videos/${uidOf(1)}`)));
    server.clock.now += 999;
    await server.request(`/api/videos/${uidOf(1)}`);
    assert.equal(server.stream.seen.length, 1);
    server.clock.now += 1;
    server.stream.videos.set(uidOf(1), encoding('13'));
    const video = (await (await server.request(`/api/videos/${uidOf(1)}`)).json()) as { percent: number };
    assert.equal(video.percent, 13);
    assert.equal(server.stream.seen.length, 2);
  });

  it('makes at most 20 calls in ten seconds, however many videos are asked for', async () => {
    const server = createTestServer();
    for (let n = 1; n <= 30; n++) {
      await server.store.add(uidOf(n), 'x');
      server.stream.videos.set(uidOf(n), encoding('1'));
    }
    for (let tenth = 0; tenth < 100; tenth++) {
      await Promise.all(Array.from({ length: 30 }, (_, n) => server.request(`/api/videos/${uidOf(n + 1)}`)));
      server.clock.now += 100;
    }
    assert.equal(server.stream.seen.length, 20);
  });

  it('calls Stream again after one second although the clock was set back by an hour', async () => {
    const server = createTestServer();
    for (let n = 1; n <= 2; n++) {
      await server.store.add(uidOf(n), 'x');
      server.stream.videos.set(uidOf(n), encoding('12'));
      await server.request(`/api/videos/${uidOf(n)}`);
    }
    setBack(server.clock, 3_600_000);
    server.clock.now += 1_000;
    server.stream.videos.set(uidOf(1), encoding('13'));
    const video = (await (await server.request(`/api/videos/${uidOf(1)}`)).json()) as { percent: number };
    assert.equal(video.percent, 13);
    assert.equal(server.stream.seen.length, 3);
  });

  it('calls Stream once a second, not once per request, while it is down', async () => {
    const server = createTestServer();
    await server.store.add(uidOf(1), 'x');
    for (let n = 0; n < 5; n++) {
      server.stream.next.push(new TypeError('fetch failed'));
      const response = await server.request(`/api/videos/${uidOf(1)}`);
      assert.equal(((await response.json()) as { status: string }).status, 'pending');
    }
    assert.equal(server.stream.seen.length, 1);
  });
});
