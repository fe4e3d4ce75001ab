import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import type { AppEnvironment } from '../../../demo/server/app-parts.js';
import type { Authorize } from '../../../demo/server/authorize.js';
import { ApiError } from '../../../demo/server/errors.js';
import { createGuard } from '../../../demo/server/guard.js';
import { createTestServer, errorOf } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';

describe('the guard', () => {
  it('answers 403 on a route that has no action, even if `authorize` allows everything', async () => {
    const app = new Hono<AppEnvironment>();
    app.use(
      createGuard(
        () => 0,
        () => ({ allowed: true }),
      ),
    );
    app.post('/api/videos/:uid/publish', (c) => c.text('published'));
    app.get('/api/videos', (c) => c.text('listed'));
    app.onError((error, c) => c.text(error.message, error instanceof ApiError ? error.status : 500));
    assert.equal((await app.request(`/api/videos/${UID}/publish`, { method: 'POST' }, {})).status, 403);
    assert.equal(await (await app.request('/api/videos', {}, {})).text(), 'listed');
  });

  it('answers 403 when `authorize` returns anything but a valid permission', async () => {
    for (const answer of [undefined, null, true, 'yes', {}, { allowed: 1 }, { allowed: 'all' }, { allowed: false }]) {
      const server = createTestServer({ authorize: (() => answer) as unknown as Authorize });
      await server.store.add(UID, 'x');
      for (const path of ['/api/videos', `/api/videos/${UID}`, `/api/videos/${UID}/token`]) {
        const response = await server.request(path);
        assert.deepEqual(
          [response.status, (await errorOf(response)).error.code],
          [403, 'FORBIDDEN'],
          JSON.stringify(answer),
        );
      }
    }
  });

  it('asks `authorize` about the decoded uid that the route uses, and never about an invalid one', async () => {
    const asked: (string | undefined)[] = [];
    const server = createTestServer({
      authorize: (_request, _action, uid) => {
        asked.push(uid);
        return { allowed: true };
      },
    });
    await server.store.add(UID, 'x');
    for (const path of [`/api/videos/${UID.toUpperCase()}/token`, '/api/videos/%2561', `/api/videos/x%2F${UID}`])
      assert.equal((await server.request(path)).status, 404, path);
    assert.deepEqual(asked, []);
    assert.equal((await server.request(`/api/videos/%61${UID.slice(1)}`)).status, 200);
    assert.deepEqual(asked, [UID]);
  });

  it('answers 500 AUTHORIZATION_INVALID when `authorize` allows only “own” videos but names no creator', async () => {
    const server = createTestServer({ authorize: () => ({ allowed: 'own' }) });
    const response = await server.request('/api/videos');
    assert.deepEqual([response.status, (await errorOf(response)).error.code], [500, 'AUTHORIZATION_INVALID']);
  });
});
