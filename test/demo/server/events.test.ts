import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEventStream } from '../../../demo/server/events.js';
import type { Video } from '../../../demo/server/videos.js';

const video: Video = {
  uid: 'abcdef0123456789abcdef0123456789',
  name: 'x',
  status: 'processing',
  percent: 1,
  duration: null,
  errorCode: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  readyAt: null,
};

describe('createEventStream', () => {
  it('still sends keep-alives and ends on time after the clock is set back by an hour', async (t) => {
    const realNow = Date.now;
    let monotonic = 1_000;
    const reader = createEventStream(() => Promise.resolve(video), {
      everyMs: 1,
      keepAliveMs: 15_000,
      lifeMs: 600_000,
      monotonicNow: () => monotonic,
    }).getReader();
    const next = async (): Promise<string | undefined> => {
      const { value } = await reader.read();
      return value && new TextDecoder().decode(value);
    };
    assert.match((await next()) ?? '', /^retry: /);
    assert.match((await next()) ?? '', /^id: processing\n/);
    t.mock.method(Date, 'now', () => realNow() - 3_600_000);
    monotonic += 15_000;
    assert.equal(await next(), ': still here\n\n');
    monotonic += 585_000;
    assert.equal(await next(), undefined);
  });

  const readAll = async (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

  it('goes on until the video is final although reads fail, and reports each series of failures once', async () => {
    const told: unknown[] = [];
    const failure = new Error('connection refused');
    const looks = [
      () => Promise.resolve(video),
      () => Promise.reject(failure),
      () => Promise.reject(failure),
      () => Promise.resolve(video),
      () => Promise.reject(failure),
      () => Promise.resolve({ ...video, status: 'ready' } as const),
    ];
    const text = await readAll(
      createEventStream(() => looks.shift()!(), { everyMs: 1, onError: (error) => told.push(error) }),
    );
    assert.deepEqual(text.match(/^id: .*$/gm), ['id: processing', 'id: ready']);
    assert.deepEqual(told, [failure, failure], 'once for each time that it began');
  });

  it('still sends keep-alives and ends on time when every read fails', async () => {
    let now = 0;
    const text = await readAll(
      createEventStream(() => Promise.reject(new Error('down')), {
        everyMs: 1,
        keepAliveMs: 3,
        lifeMs: 10,
        monotonicNow: () => (now += 1),
      }),
    );
    assert.match(text, /^retry: 3000\n\n(: still here\n\n)+$/);
  });

  it('stops reading the video once the client is gone, even if a read is under way and fails later', async () => {
    let looks = 0;
    let fail: (() => void) | undefined;
    const stream = createEventStream(
      () => {
        looks += 1;
        return new Promise((_, reject) => (fail = () => reject(new Error('late'))));
      },
      { everyMs: 1 },
    );
    const reader = stream.getReader();
    await reader.read();
    const pending = reader.read();
    await reader.cancel();
    fail?.();
    assert.equal((await pending).done, true);
    assert.equal(looks, 1);
  });
});
