import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { createLookUp, UNKNOWN } from '../../../demo/server/look-up.js';
import { createMemoryStore } from './support/memory-store.js';
import { createTestServer } from './support/test-server.js';

const GUESSES = 10_000;

describe('a look-up', () => {
  it('neither calls Stream nor counts as a guess when the video has been given a row meanwhile', async () => {
    const store = createMemoryStore();
    const find = () => assert.fail('Stream is asked');
    const lookUp = createLookUp({ store, stream: { find }, monotonicNow: () => 1_000 });
    const uid = randomBytes(16).toString('hex');
    await store.add(uid, 'Film');
    for (let time = 0; time <= UNKNOWN.one.burst; time++) assert.equal((await lookUp.find(uid, 'me'))?.name, 'Film');
  });
});

describe('ten thousand uids that the account does not have', () => {
  for (const [who, addressOf, most, rest] of [
    ['one address', () => '203.0.113.7', 2 * UNKNOWN.one.burst, 429],
    ['one network of IPv6', (n: number) => `2001:db8:1:2::${n.toString(16)}`, 2 * UNKNOWN.one.burst, 429],
    ['ten thousand addresses', (n: number) => `10.1.${n >> 8}.${n & 255}`, 2 * UNKNOWN.all.burst, 503],
  ] as const) {
    it(`cost at most ${most} calls to Stream when guessed from ${who}`, async () => {
      // The clock stands still, so that no new guesses become available.
      const server = createTestServer({ env: { LOOK_UP_VIDEOS: '1' } });
      const statuses: Record<number, number> = {};
      for (let n = 0; n < GUESSES; n++) {
        const uid = randomBytes(16).toString('hex');
        const { status } = await server.request(`/api/videos/${uid}/token`, {}, addressOf(n));
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      assert.deepEqual(statuses, { 404: most / 2, [rest]: GUESSES - most / 2 });
      assert.equal(server.stream.seen.length, most);
    });
  }
});
