import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRateLimit, type RateLimitInput } from '../../../demo/server/rate-limit.js';
import { createTestServer, errorOf, tusCreation } from './support/test-server.js';

const rate = { burst: 2, perSecond: 0.5 };
const rates = { watch: rate, status: rate, list: rate, upload: rate, edit: rate, delete: rate };
const input = (more: Partial<RateLimitInput>): RateLimitInput => ({
  action: 'watch',
  user: undefined,
  client: undefined,
  ...more,
});

function createLimit(): { limit: (client: string, more?: Partial<RateLimitInput>) => number; clock: { now: number } } {
  const clock = { now: 1_000 };
  const limit = createRateLimit(() => clock.now, rates);
  return { clock, limit: (client, more = {}) => limit(input({ client, ...more })) as number };
}

describe('createRateLimit', () => {
  it('allows a burst, then the given rate, and returns how many seconds to wait', () => {
    const { limit, clock } = createLimit();
    assert.deepEqual(
      [1, 2, 3, 4].map(() => limit('192.0.2.1')),
      [0, 0, 2, 2],
    );
    clock.now += 1_000;
    assert.equal(limit('192.0.2.1'), 1);
    clock.now += 1_000;
    assert.deepEqual(
      [1, 2].map(() => limit('192.0.2.1')),
      [0, 2],
    );
    clock.now += 1_000_000;
    assert.deepEqual(
      [1, 2, 3].map(() => limit('192.0.2.1')),
      [0, 0, 2],
    );
  });

  it('counts each address, user and action separately', () => {
    const { limit } = createLimit();
    for (const client of ['192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8:0:1::1']) {
      assert.deepEqual([limit(client), limit(client), limit(client)], [0, 0, 2], client);
    }
    assert.equal(limit('192.0.2.1', { action: 'upload' }), 0);
    assert.equal(limit('192.0.2.1', { user: 'ada' }), 0);
    // A user counts as one from every address, and an address that reads like a user does not count as that user.
    assert.equal(limit('198.51.100.1', { user: 'ada' }), 0);
    assert.equal(limit('198.51.100.2', { user: 'ada' }), 2);
    assert.equal(limit('user ada'), 0);
  });

  it('counts all spellings of one client’s address, and its whole IPv6 network, together', () => {
    const { limit } = createLimit();
    for (const [first, same] of [
      ['2001:db8::1', '2001:0DB8:0:0:ffff:ffff:ffff:ffff'],
      ['fe80::1%eth0', 'fe80::2%eth1'],
      ['203.0.113.9', '::ffff:203.0.113.9'],
    ] as const) {
      limit(first);
      limit(first);
      assert.equal(limit(same), 2, same);
    }
  });

  it('does not limit requests that have neither a user nor an address', () => {
    const limit = createRateLimit(() => 0, rates);
    for (let n = 0; n < 100; n++) assert.equal(limit(input({})), 0);
  });

  it('keeps a client’s remaining requests when the clock is set back', () => {
    const { limit, clock } = createLimit();
    limit('192.0.2.1');
    clock.now -= 10_000;
    assert.equal(limit('192.0.2.1'), 0);
    assert.equal(limit('192.0.2.1'), 2);
  });

  it('remembers a bounded number of clients, and forgets the least recent first', () => {
    const { limit } = createLimit();
    const exhaust = (client: string): void => {
      limit(client);
      limit(client);
    };
    exhaust('first');
    exhaust('192.0.2.1');
    for (let n = 0; n < 200_000; n++) {
      limit(`${n >> 16}.${(n >> 8) & 255}.${n & 255}.7`);
      if (n % 10_000 === 0) limit('192.0.2.1');
    }
    assert.equal(limit('192.0.2.1'), 2, 'still known');
    assert.equal(limit('first'), 0, 'forgotten');
  });
});

describe('the server’s rate limit', () => {
  const UID = 'abcdef0123456789abcdef0123456789';

  it('answers 429 with Retry-After to that address only, and serves it again afterwards', async () => {
    const server = createTestServer();
    const path = `/api/videos/${UID}/token`;
    for (let n = 0; n < 300; n++) assert.equal((await server.request(path, {}, '192.0.2.1')).status, 404);
    const refused = await server.request(path, {}, '192.0.2.1');
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '1']);
    assert.equal((await errorOf(refused)).error.code, 'RATE_LIMITED');
    assert.equal((await server.request(path, {}, '192.0.2.2')).status, 404);
    server.clock.now += 1_000;
    assert.equal((await server.request(path, {}, '192.0.2.1')).status, 404);
  });

  it('does not call Stream for uploads beyond the limit', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: true, creator: 'ada' }) });
    for (let n = 0; n < 70; n++) await server.request('/api/uploads', tusCreation(), '192.0.2.1');
    assert.equal(server.stream.seen.length, 60);
  });

  it('counts requests that `authorize` refuses, by address', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: false, status: 401, message: 'No.' }) });
    const statuses: number[] = [];
    for (let n = 0; n < 61; n++) statuses.push((await server.request('/api/videos', {}, '192.0.2.1')).status);
    assert.deepEqual([statuses[0], statuses[59], statuses[60]], [401, 401, 429]);
  });
});
