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
  it(
    'keeps the connection alive and ends in time after the clock was set back by an hour',
    { timeout: 5_000 },
    async (t) => {
      const realNow = Date.now;
      const times = { everyMs: 1, keepAliveMs: 20, lifeMs: 100 };
      const reader = createEventStream(() => Promise.resolve(video), times).getReader();
      const next = async (): Promise<string | undefined> => {
        const { value } = await reader.read();
        return value && new TextDecoder().decode(value);
      };
      assert.match((await next()) ?? '', /^retry: /);
      assert.match((await next()) ?? '', /^id: processing\n/);
      t.mock.method(Date, 'now', () => realNow() - 3_600_000);
      assert.equal(await next(), ': still here\n\n');
      while ((await next()) !== undefined);
    },
  );
});
