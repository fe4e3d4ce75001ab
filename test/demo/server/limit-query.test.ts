import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '../../../demo/server/errors.js';
import { limitQuery } from '../../../demo/server/limit-query.js';
import { createServer } from '../../../demo/server/server.js';
import { readSettings } from '../../../demo/server/settings.js';
import { ENVIRONMENT } from './support/test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';

describe('limitQuery', () => {
  it('passes on rows and errors of the database unchanged, and leaves no timer running', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const rows = [{ a: 1 }];
    assert.equal(await limitQuery(() => Promise.resolve(rows))('SELECT'), rows);
    const failure = new Error('no such table');
    await assert.rejects(limitQuery(() => Promise.reject(failure))('SELECT'), (error) => error === failure);
    t.mock.timers.tick(60_000);
  });

  it('rejects with 503 DATABASE_UNAVAILABLE after ten seconds, and ignores a later answer', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let fail: ((error: Error) => void) | undefined;
    const query = limitQuery(() => new Promise((_, reject) => (fail = reject)));
    const rejected = assert.rejects(
      query('SELECT'),
      (error) => error instanceof ApiError && error.status === 503 && error.code === 'DATABASE_UNAVAILABLE',
    );
    t.mock.timers.tick(10_000);
    await rejected;
    fail?.(new Error('too late'));
  });
});

describe('a server whose database hangs', () => {
  for (const [method, path] of [
    ['GET', '/api/videos'],
    ['GET', `/api/videos/${UID}`],
    ['GET', `/api/videos/${UID}/token`],
    ['GET', `/api/videos/${UID}/events`],
  ] as const) {
    it(`answers ${method} ${path} with 503 and Retry-After`, async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      let asked: (() => void) | undefined;
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      const server = createServer({
        settings: readSettings(ENVIRONMENT),
        query: () => {
          asked?.();
          return new Promise(() => undefined);
        },
        log: () => undefined,
      });
      const answer = server.fetch(new Request(`http://server.test${path}`, { method }));
      await isAsked;
      t.mock.timers.tick(10_000);
      const response = await answer;
      assert.equal(response.status, 503);
      assert.equal(response.headers.get('Retry-After'), '5');
      assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'DATABASE_UNAVAILABLE');
    });
  }
});
