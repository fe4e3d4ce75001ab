import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_OPEN_UPLOADS } from '../../../demo/server/open-uploads.js';
import { failure } from './support/fake-stream.js';
import { createTestServer, errorOf, tusCreation, type TestServer } from './support/test-server.js';

const CLIENT = '192.0.2.1';
const begin = (server: TestServer, client = CLIENT): Promise<Response> =>
  server.request('/api/uploads', tusCreation(), client);
const beginForm = (server: TestServer): Promise<Response> =>
  server.request(
    '/api/uploads/basic',
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' },
    CLIENT,
  );
const statuses = async (responses: readonly Promise<Response>[]): Promise<number[]> =>
  (await Promise.all(responses)).map(({ status }) => status);
const beginAll = (server: TestServer, client?: string): Promise<number[]> =>
  statuses(Array.from({ length: MAX_OPEN_UPLOADS }, () => begin(server, client)));
const uidOf = (number: number): string => number.toString(16).padStart(32, '0');

describe('open uploads of one address', () => {
  it('are limited to twenty, tus and form together, even if started at once; Stream is not called for more', async () => {
    const server = createTestServer();
    assert.deepEqual(new Set(await beginAll(server)), new Set([201]));
    const [refused, form] = await Promise.all([begin(server), beginForm(server)]);
    assert.deepEqual([refused.status, form.status], [429, 429]);
    assert.equal(refused.headers.get('Retry-After'), '60');
    assert.equal((await errorOf(refused)).error.code, 'RATE_LIMITED');
    assert.equal(server.stream.seen.length, MAX_OPEN_UPLOADS);
    assert.equal((await begin(server, '192.0.2.2')).status, 201, 'another address');
  });

  it('no longer count once their video is processing or has failed', async () => {
    const server = createTestServer();
    await beginAll(server);
    await server.store.apply(uidOf(3), {
      status: 'processing',
      percent: 1,
      duration: null,
      errorCode: null,
      readyAt: null,
    });
    await server.store.apply(uidOf(5), {
      status: 'error',
      percent: null,
      duration: null,
      errorCode: 'X',
      readyAt: null,
    });
    assert.deepEqual((await statuses([begin(server), begin(server), begin(server)])).sort(), [201, 201, 429]);
  });

  it('no longer count once their URL has expired', async () => {
    const server = createTestServer();
    await beginAll(server);
    server.clock.now += 6 * 3_600_000;
    assert.equal((await begin(server)).status, 201);
  });

  it('do not count those that Stream has refused', async () => {
    const server = createTestServer();
    for (let n = 0; n < MAX_OPEN_UPLOADS; n++) {
      server.stream.next.push(Response.json(failure(10_005), { status: 400 }));
    }
    await beginAll(server);
    assert.equal((await begin(server)).status, 201);
  });

  it('are not limited for a signed-in user, nor when the address is unknown', async () => {
    const known = createTestServer({ authorize: () => ({ allowed: true, creator: 'ada' }) });
    await beginAll(known);
    assert.equal((await begin(known)).status, 201);
    const unknown = createTestServer();
    for (let n = 0; n <= MAX_OPEN_UPLOADS; n++) {
      assert.equal((await unknown.request('/api/uploads', tusCreation())).status, 201);
    }
  });
});
