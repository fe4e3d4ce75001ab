// Who may do what, over real sockets: each route and session of the README's table.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ownVideosOnly } from '../../demo/server/authorize.js';
import { ACTIONS } from '../../demo/server/guard.js';
import { createServer } from '../../demo/server/server.js';
import { SettingsError, readSettings } from '../../demo/server/settings.js';
import type { Video } from '../../demo/server/videos.js';
import { PROJECT } from '../../demo/start/options.js';
import { ENVIRONMENT } from '../demo/server/support/test-server.js';
import { startSite } from './support/site.js';

const authorize = ownVideosOnly((request) => /session=(\w+)/.exec(request.headers.get('Cookie') ?? '')?.[1]);
const SESSIONS = [undefined, 'bo', 'zoe'] as const;
const asUser = (user: string | undefined): Record<string, string> => (user ? { Cookie: `session=${user}` } : {});
const TUS = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1000' };

const readme = fs.readFileSync(path.join(PROJECT, 'demo/server/README.md'), 'utf8');
const TABLE = (readme.split('\n## Who may do what\n')[1] ?? '')
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => /^\| `[A-Z]+ \//.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, route = '', action = '', ...answers]) => ({ route, action, answers: answers.slice(0, 3) }));

describe('access to the routes', () => {
  it('is listed in the README for every route, with its action', () => {
    const actions = Object.fromEntries(TABLE.map(({ route, action }) => [route, action]));
    assert.deepEqual(actions, { ...ACTIONS, 'POST /webhooks/stream': '–' });
  });

  for (const { route, answers } of TABLE) {
    it(`is as the README says for each session on ${route}`, async (t) => {
      const site = await startSite(t, { authorize, env: { LINK_HOSTS: 'localhost:9' } });
      const uid = await site.stream.readyVideo();
      await site.stream.result(`/${uid}`, { method: 'POST', body: JSON.stringify({ creator: 'zoe' }) });
      // The poll adds its row: the owner is the creator that Stream names.
      await site.server.poll.run();
      const [method = '', pattern = ''] = route.split(' ');
      const body = {
        'PUT /api/videos/:uid/thumbnail': { thumbnailTimestampPct: 0.5 },
        'POST /api/uploads/basic': {},
        'POST /api/uploads/link': { url: 'http://localhost:9/x.mp4' },
      }[route];
      for (const [at, user] of SESSIONS.entries()) {
        const headers = { ...asUser(user), ...(route === 'POST /api/uploads' ? TUS : {}) };
        const response = await site.send(method, pattern.replace(':uid', uid), body, headers);
        const text = await response.text();
        const [status, extent] = (answers[at] ?? '').split(', ');
        assert.equal(String(response.status), status, `${user ?? 'nobody'}: ${text}`);
        if (extent) assert.equal(text.includes(uid), extent === 'with it', text);
        if (response.status === 401 || response.status === 403) assert.match(text, /^\{"error":\{"code":"[A-Z_]+"/);
        // A refusal has changed nothing at Stream.
        if (at < 2 && !pattern.startsWith('/api/uploads')) {
          assert.equal((await site.stream.video(uid)).status.state, 'ready');
          assert.ok(!site.calls.some((call) => /^(POST|DELETE) /.test(call)));
        }
      }
    });
  }

  it('is the same for HEAD, and for a video without a row yet', async (t) => {
    const site = await startSite(t, { authorize });
    const uid = await site.stream.readyVideo();
    await site.stream.result(`/${uid}`, { method: 'POST', body: JSON.stringify({ creator: 'zoe' }) });
    for (const [at, status] of [401, 403, 200].entries()) {
      assert.equal(
        (await site.send('HEAD', `/api/videos/${uid}/token`, undefined, asUser(SESSIONS[at]))).status,
        status,
      );
    }
  });

  it('is given to the uploader of a video as its owner, whom no answer names', async (t) => {
    const site = await startSite(t, { authorize });
    const created = await site.send('POST', '/api/uploads', undefined, { ...asUser('zoe'), ...TUS });
    const uid = created.headers.get('stream-media-id') ?? '';
    assert.equal((await site.get(`/api/videos/${uid}`, asUser('zoe'))).status, 200);
    assert.equal((await site.get(`/api/videos/${uid}`, asUser('bo'))).status, 403);
    assert.equal((await site.stream.video(uid)).creator, 'zoe');
    const { videos } = await site.json<{ videos: Video[] }>('/api/videos', asUser('zoe'));
    assert.deepEqual(
      videos.map((video) => video.uid),
      [uid],
    );
    assert.ok(!JSON.stringify(videos).includes('zoe'));
  });

  it('is refused for a video without an owner, except to those who may do everything', async (t) => {
    let isEditor = false;
    const site = await startSite(t, {
      authorize: (request, action, uid) => (isEditor ? { allowed: true } : authorize(request, action, uid)),
    });
    const uid = await site.stream.readyVideo();
    assert.equal((await site.get(`/api/videos/${uid}/token`, asUser('zoe'))).status, 403);
    isEditor = true;
    assert.equal((await site.get(`/api/videos/${uid}/token`)).status, 200);
    assert.equal((await site.json<{ videos: Video[] }>('/api/videos')).videos.length, 1);
  });
});

describe('a server without `authorize`', () => {
  const settings = readSettings({ ...ENVIRONMENT, ALLOW_EVERYONE: '' });
  const query = (): Promise<[]> => Promise.resolve([]);

  it('cannot be created without ALLOW_EVERYONE', () => {
    assert.throws(
      () => createServer({ settings, query, log: () => undefined }),
      (error) => error instanceof SettingsError && error.message.endsWith('or set ALLOW_EVERYONE=1.'),
    );
    createServer({ settings, query, log: () => undefined, authorize });
  });

  it('does not start on the command line without ALLOW_EVERYONE, and says why', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'demo/server/node/main.ts'], {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        ...ENVIRONMENT,
        ALLOW_EVERYONE: '',
        DATABASE_URL: '',
        DATA_DIR: '/nowhere/at/all',
      },
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^The server cannot start because nobody has said who may do what: .*ALLOW_EVERYONE=1\.\n$/);
  });

  it('logs a warning that everyone is allowed with ALLOW_EVERYONE=1, which has no effect beside `authorize`', async (t) => {
    const open = await startSite(t);
    assert.deepEqual(open.entries, [{ level: 'warn', event: 'start', code: 'EVERYONE_IS_ALLOWED' }]);
    const closed = await startSite(t, { authorize, env: { ALLOW_EVERYONE: '1' } });
    assert.deepEqual(closed.entries, []);
    assert.equal((await closed.get('/api/videos')).status, 401);
  });
});
