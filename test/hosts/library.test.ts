// Videos of the account that this server did not create: over real sockets, from a request to the local Stream.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { UNKNOWN } from '../../demo/server/look-up.js';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore, type Video } from '../../demo/server/videos.js';
import { PROJECT } from '../../demo/start/options.js';
import { until } from '../demo/emulator/support/running-stream.js';
import { startSite, type Site } from './support/site.js';

/** How many uids are guessed on sockets; look-up.test.ts guesses ten times as many. */
const GUESSES = 1_000;
const randomUid = (): string => randomBytes(16).toString('hex');
const tokenOf = async (site: Site, uid: string): Promise<string> =>
  (await site.json<{ token: string }>(`/api/videos/${uid}/token`)).token;
const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;
/** The calls to Stream about one video or live input, without the lists of the poll. */
const lookUps = ({ calls }: Site): string[] =>
  calls.filter((call) => /^GET (\/live_inputs)?\/[0-9a-f]{32}$/.test(call));

describe('a video that this server did not create', () => {
  it('is looked up once, gets a row, and plays with the token from the server', async (t) => {
    const site = await startSite(t);
    const uid = await site.stream.readyVideo({ requiresignedurls: null, name: 'From the dashboard' });
    const token = await tokenOf(site, uid);
    assert.equal((await site.playlist(token)).status, 200);
    assert.equal((await site.playlist(uid)).status, 401);
    const { name, status, duration } = await site.json<Video>(`/api/videos/${uid}`);
    assert.deepEqual([name, status, Math.round(duration!)], ['From the dashboard', 'ready', 5]);
    const { videos } = await site.json<{ videos: Video[] }>('/api/videos');
    assert.deepEqual(
      videos.map((video) => video.uid),
      [uid],
    );
    assert.deepEqual(lookUps(site), [`GET /${uid}`]);
  });

  it('has its public details, which an “updated” event of the same account changes', async (t) => {
    const site = await startSite(t);
    const uid = await site.stream.readyVideo();
    const edit = (publicDetails: object) =>
      site.stream.result<Record<string, unknown>>(`/${uid}`, {
        method: 'POST',
        body: JSON.stringify({ publicDetails }),
      });
    await edit({ title: 'At the beach', share_link: 'https://example.com/beach', logo: 'javascript:alert(1)' });
    const shown = async () => (await site.json<Video>(`/api/videos/${uid}`)).publicDetails;
    assert.deepEqual(await shown(), { title: 'At the beach', shareLink: 'https://example.com/beach' });
    const payload = { ...(await edit({ title: 'In the hills' })), id: uid };
    const metadata = { accountId: site.env.STREAM_ACCOUNT_ID };
    await site.server.takeEvent({ type: 'cf.stream.video_state.updated', payload, metadata: { accountId: uid } });
    assert.equal((await shown())?.title, 'At the beach', 'another account’s');
    await site.server.takeEvent({ type: 'cf.stream.video_state.updated', payload, metadata });
    assert.deepEqual(await shown(), { title: 'In the hills', shareLink: 'https://example.com/beach' });
    assert.deepEqual(lookUps(site), [`GET /${uid}`]);
  });

  it('is looked up once for 200 requests at the same time', async (t) => {
    const site = await startSite(t);
    const uid = await site.stream.readyVideo();
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => (await site.get(`/api/videos/${uid}/token`)).status),
    );
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.equal(lookUps(site).length, 1);
  });

  it('answers 409 VIDEO_PROCESSING while it is still being uploaded', async (t) => {
    const site = await startSite(t);
    const { uid } = await site.stream.createTus(1_000, { name: 'Half' });
    const response = await site.get(`/api/videos/${uid}/token`);
    assert.deepEqual([response.status, await codeOf(response)], [409, 'VIDEO_PROCESSING']);
  });

  it('is answered with 404 when LOOK_UP_VIDEOS is 0', async (t) => {
    const site = await startSite(t, { env: { LOOK_UP_VIDEOS: '0' } });
    const uid = await site.stream.readyVideo();
    assert.equal((await site.get(`/api/videos/${uid}/token`)).status, 404);
    await site.server.poll.run();
    assert.equal((await site.get(`/api/videos/${uid}/token`)).status, 404);
    assert.deepEqual(lookUps(site), []);
  });

  it('is answered with 404 once it is deleted, without another look-up', async (t) => {
    const site = await startSite(t, { authorize: () => ({ allowed: true }) });
    const uid = await site.stream.readyVideo();
    await tokenOf(site, uid);
    assert.equal((await site.send('DELETE', `/api/videos/${uid}`)).status, 204);
    assert.equal((await site.get(`/api/videos/${uid}/token`)).status, 404);
    assert.equal(lookUps(site).length, 1);
  });
});

describe('a live input', () => {
  it('gets tokens, as do its broadcast while it is live and its recording afterwards', async (t) => {
    const site = await startSite(t);
    const film = await site.stream.readyVideo();
    const { uid: input } = await site.stream.result<{ uid: string }>('/live_inputs', {
      method: 'POST',
      body: JSON.stringify({ meta: { name: 'Camera 1' }, recording: { mode: 'automatic', requireSignedURLs: true } }),
    });
    const token = await tokenOf(site, input);
    assert.equal((await site.playlist(token)).status, 204, 'nothing is on');
    const { videoUID } = (await site.stream.sim('POST', `live/${input}/start`, { video: film })) as {
      videoUID: string;
    };
    assert.equal((await site.playlist(token)).status, 200);
    assert.equal((await site.playlist(input)).status, 401);
    assert.deepEqual(
      [await site.json<Video>(`/api/videos/${input}`)].map(({ name, status, live }) => [name, status, live]),
      [['Camera 1', 'ready', true]],
    );
    assert.equal((await site.playlist(await tokenOf(site, videoUID))).status, 200, 'the broadcast itself');

    await site.stream.sim('POST', `live/${input}/stop`);
    // The webhook brings its duration.
    const recording = await until(async () => {
      const video = await site.json<Video>(`/api/videos/${videoUID}`);
      return video.duration === null ? undefined : video;
    });
    assert.ok(recording.duration! > 0);
    assert.equal((await site.playlist(await tokenOf(site, videoUID))).status, 200);
    assert.deepEqual(lookUps(site), [`GET /${input}`, `GET /live_inputs/${input}`, `GET /${videoUID}`]);
  });
});

describe('a uid that the account does not have', () => {
  it('is answered with 404, and looked up at most once a minute', async (t) => {
    let now = 1_000;
    const site = await startSite(t, { monotonicNow: () => now });
    const path = `/api/videos/${randomUid()}/token`;
    for (let time = 0; time < 5; time++) {
      const response = await site.get(path);
      assert.deepEqual([response.status, await codeOf(response)], [404, 'VIDEO_NOT_FOUND']);
    }
    assert.equal(lookUps(site).length, 2);
    now += 60_000;
    await site.get(path);
    assert.equal(lookUps(site).length, 4);
  });

  for (const [who, addressOf, most] of [
    ['one address', () => '203.0.113.7', 2 * UNKNOWN.one.burst],
    ['one network of IPv6', (n: number) => `2001:db8:1:2::${n.toString(16)}`, 2 * UNKNOWN.one.burst],
    ['a thousand addresses', (n: number) => `10.1.${n >> 8}.${n & 255}`, 2 * UNKNOWN.all.burst],
  ] as const) {
    it(`costs at most ${most} calls to Stream when ${GUESSES} are guessed from ${who}`, async (t) => {
      // The clock stands still, so that no new guesses become available.
      const site = await startSite(t, { monotonicNow: () => 1_000 });
      const statuses = new Map<number, number>();
      for (let n = 0; n < GUESSES; n += 100) {
        await Promise.all(
          Array.from({ length: 100 }, async (_, at) => {
            const headers = { 'X-Forwarded-For': addressOf(n + at) };
            const response = await site.get(`/api/videos/${randomUid()}/token`, headers);
            await response.body?.cancel();
            statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          }),
        );
      }
      t.diagnostic(`${GUESSES} uids from ${who}: ${site.calls.length} calls; ${JSON.stringify([...statuses])}`);
      assert.equal(site.calls.length, most);
      assert.equal(statuses.get(404), most / 2);
      // Other addresses are still served, unless guesses come from everywhere.
      const uid = await site.stream.readyVideo();
      const other = await site.get(`/api/videos/${uid}/token`, { 'X-Forwarded-For': '198.51.100.1' });
      assert.equal(other.status, most === 2 * UNKNOWN.all.burst ? 503 : 200);
      assert.equal(
        (await site.send('POST', '/api/uploads/basic', {}, { 'X-Forwarded-For': '198.51.100.1' })).status,
        200,
      );
    });
  }
});

describe('importing a library', () => {
  it('adds a row for every video and live input, page by page, and changes nothing the second time', async (t) => {
    const site = await startSite(t, { authorize: () => ({ allowed: true, creator: 'zoë' }) });
    const ready = await site.stream.readyVideo({ requiresignedurls: null, name: 'Old film' });
    await site.stream.result(`/${ready}`, { method: 'POST', body: JSON.stringify({ creator: 'zoë' }) });
    const { uid: input } = await site.stream.result<{ uid: string }>('/live_inputs', { method: 'POST', body: '{}' });
    for (let n = 0; n < 1_004; n += 12) {
      const body = JSON.stringify({ maxDurationSeconds: 1, meta: { name: `Film ${n}` } });
      await Promise.all(
        Array.from({ length: Math.min(12, 1_004 - n) }, () =>
          site.stream.result('/direct_upload', { method: 'POST', body }),
        ),
      );
    }
    const first = await site.server.importLibrary();
    assert.deepEqual(first, { videos: 1_005, liveInputs: 1, added: 1_006 });
    assert.deepEqual(site.calls, ['GET /live_inputs', 'GET ', 'GET ']);
    assert.deepEqual(await site.server.importLibrary(), { ...first, added: 0 });
    assert.equal((await site.server.store.get(ready))?.status, 'ready');
    assert.equal((await site.server.store.get(input))?.live, true);
    assert.equal(await site.server.store.ownerOf(ready), 'zoë');
    assert.deepEqual(lookUps(site), []);
  });

  it('waits after a 429 from Stream, and then continues', async (t) => {
    const site = await startSite(t);
    await site.stream.readyVideo();
    await site.stream.sim('POST', 'faults', {
      path: '/stream\\?',
      times: 1,
      status: 429,
      headers: { 'retry-after': '1' },
    });
    const { videos } = await site.server.importLibrary();
    assert.deepEqual([videos, site.calls.length], [1, 3]);
  });
});

describe('npm run import-library', () => {
  const run = async (env: NodeJS.ProcessEnv): Promise<{ code: number | null; out: string; err: string }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server/node/import.ts'], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, ...env },
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (child.exitCode === null) await once(child, 'exit');
    return { code: child.exitCode, out, err };
  };

  it('prints the size of the library, and stores the rows for the next start of the server', async (t) => {
    const site = await startSite(t);
    const uid = await site.stream.readyVideo();
    const folder = path.join(site.folder, 'imported');
    const { code, out } = await run({ ...site.env, DATA_DIR: folder });
    assert.deepEqual([code, out], [0, 'The account has 1 videos and 0 live inputs, 1 of them new here.\n']);
    const database = await openDatabase({ folder });
    assert.equal((await createVideoStore(database.query).get(uid))?.status, 'ready');
    await database.close();
  });

  it('exits with 1 and one sentence when the API token is wrong or the folder is in use', async (t) => {
    const site = await startSite(t);
    const wrong = await run({ ...site.env, STREAM_API_TOKEN: 'wrong', DATA_DIR: path.join(site.folder, 'other') });
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.err,
      /^import-library: Stream does not accept this server's account or API token \(status 40[13]/,
    );
    const taken = await run({ ...site.env, DATA_DIR: path.join(site.folder, 'rows') });
    assert.match(taken.err, /^import-library: The folder .* is in use by another process\.\n$/);
    assert.equal(taken.code, 1);
  });
});

describe('the poll', () => {
  it('adds a row for a video that was added in the dashboard meanwhile', async (t) => {
    const site = await startSite(t);
    const uid = await site.stream.readyVideo({ requiresignedurls: null, name: 'From the dashboard' });
    await site.server.poll.run();
    assert.equal((await site.server.store.get(uid))?.name, 'From the dashboard');
  });
});
