import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { LocalStreamError, startLocalStream, type StartOptions } from '../../../../demo/emulator/package/index.js';
import LockDatabase from '../../../../demo/emulator/package/lock-database.js';
import { streamFixtures as forPlaywright } from '../../../../demo/emulator/package/playwright.js';
import { streamFixtures as forVitest } from '../../../../demo/emulator/package/vitest.js';
import { clip, CLIP } from '../support/running-stream.js';

/** Starts one that only repackages, which is fast, and stops it after the test. */
async function start(t: TestContext, options: StartOptions = {}) {
  const stream = await startLocalStream({ transcoder: 'remux', segmentSeconds: 2, ...options });
  t.after(() => stream.stop());
  return stream;
}

const status = async (url: string) => (await fetch(url)).status;
const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

describe('a local Stream for tests', () => {
  it('starts on a free port with a sample, which plays until the clock passes the expiry of its token', async (t) => {
    const stream = await start(t);
    const video = await stream.createVideo({ requireSignedURLs: true, creator: 'me', thumbnailTimestampPct: 0.5 });
    assert.equal(Math.round(video.duration), 5);
    assert.deepEqual([video.meta.name, video.creator, video.thumbnailTimestampPct], ['Sample', 'me', 0.5]);
    assert.equal(await status(stream.hlsUrl(video.uid)), 401);
    const token = await stream.createToken(video.uid, { seconds: 60 });
    assert.equal(await status(stream.hlsUrl(token)), 200);
    const before = await stream.clock.now();
    assert.ok((await stream.clock.advance(61_000)) - before >= 61_000);
    assert.equal(await status(stream.hlsUrl(token)), 401);
  });

  it('uploads a path, a URL, bytes and a Blob, and rejects with the reason if it cannot', async (t) => {
    const stream = await start(t);
    const bytes = await clip();
    const sources = [CLIP.pathname, CLIP, bytes, new Blob([bytes])];
    const names = [];
    for (const source of sources) names.push((await stream.upload(source)).meta.name);
    assert.deepEqual(names, ['clip-5s.mp4', 'clip-5s.mp4', 'video', 'video']);
    await assert.rejects(stream.upload('/nowhere.mp4'), { code: 'ENOENT' });
    await assert.rejects(stream.upload(new TextEncoder().encode('no video')), /ERR_NON_VIDEO/);
    await assert.rejects(stream.upload(bytes, { watermark: 'none' }), (error: unknown) => {
      assert.ok(error instanceof LocalStreamError);
      assert.deepEqual([error.status, error.message.includes(stream.apiToken)], [400, false]);
      return true;
    });
    const waiting = await stream.upload(bytes, { waitUntil: 'uploaded' });
    assert.equal((await stream.untilReady(waiting.uid)).status.state, 'ready');
    await assert.rejects(stream.api('GET', '/none'), /GET \/stream\/none: 404, /);
  });

  it('begins and ends a broadcast', async (t) => {
    const stream = await start(t);
    await stream.createVideo();
    const input = await stream.live.create({ recording: { mode: 'automatic' } });
    assert.equal(await status(stream.hlsUrl(input.uid)), 204);
    const { videoUID } = await stream.live.start(input.uid);
    assert.equal(await status(stream.hlsUrl(input.uid)), 200);
    assert.equal((await stream.live.stop(input.uid)).videoUID, videoUID);
    assert.equal((await stream.untilReady(videoUID)).liveInput, input.uid);
    await stream.live.startWebRtc(input.uid);
    const lifecycle: unknown = await (await fetch(`${stream.origin}/${input.uid}/lifecycle`)).json();
    assert.deepEqual(lifecycle, { isInput: true, videoUID: null, live: true });
    await assert.rejects(stream.live.start('none'), /There is no such live input/);
  });

  it('makes requests fail until it is reset, which restores the settings and keeps the videos', async (t) => {
    const stream = await start(t, { settings: { webhooks: 'twice' } });
    const { uid } = await stream.createVideo();
    const fault = await stream.faults.add({ path: '/manifest/', status: 503, times: 1 });
    assert.deepEqual([await status(stream.hlsUrl(uid)), await status(stream.hlsUrl(uid))], [503, 200]);
    assert.equal(await fault.hits(), 1);
    await stream.faults.add({ path: '/manifest/', status: 503 });
    await stream.settings({ segmentAccess: 'strict', webhooks: 'never' });
    await stream.reset();
    assert.deepEqual(await stream.requests(), []);
    assert.equal(await status(stream.hlsUrl(uid)), 200);
    const { segmentAccess, webhooks, rateLimit } = await stream.settings();
    assert.deepEqual([segmentAccess, webhooks, rateLimit], ['lenient', 'twice', 0]);
    const [seen] = await stream.requests();
    assert.deepEqual([seen?.kind, seen?.status], ['master', 200]);
  });

  it('calls a webhook with a signature made with its secret', async (t) => {
    const stream = await start(t);
    const server = createServer().listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const called = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
    const secret = await stream.setWebhook(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await stream.createVideo();
    const [request, response] = await called;
    const body = await text(request);
    response.end();
    const signature = String(request.headers['webhook-signature']);
    const [, time = '', sig = ''] = /^time=(\d+),sig1=(\w+)$/.exec(signature) ?? [];
    assert.equal(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'), sig);
  });

  it('removes its own folder when it is stopped, and keeps a given one', async (t) => {
    const own = await start(t);
    await Promise.all([own.stop(), own.stop()]);
    assert.equal(await isThere(own.dataDir), false);
    const dataDir = await mkdtemp(path.join(tmpdir(), 'kept-'));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    const first = await start(t, { dataDir });
    const { uid } = await first.createVideo();
    await assert.rejects(startLocalStream({ dataDir }), { code: 'ERR_FOLDER_IN_USE' });
    await first.stop();
    const second = await start(t, { dataDir });
    assert.equal((await second.video(uid)).readyToStream, true);
    assert.equal(second.env.CLOUDFLARE_BASE_URL, `${second.origin}/client/v4`);
  });

  it('says how to get ffmpeg when it is required but missing', async (t) => {
    const { PATH, FFMPEG_PATH } = process.env;
    t.after(() => Object.assign(process.env, { PATH }, FFMPEG_PATH === undefined ? {} : { FFMPEG_PATH }));
    process.env.PATH = '/nowhere';
    delete process.env.FFMPEG_PATH;
    await assert.rejects(startLocalStream({ transcoder: 'ffmpeg' }), {
      code: 'ERR_NO_TRANSCODER',
      message: /^There is no ffmpeg with libx264, aac and hls on this machine\. Install ffmpeg .*FFMPEG_PATH\.$/,
    });
    const stream = await start(t);
    await assert.rejects(stream.createVideo({ seconds: 12 }), /Only a sample of 5 seconds can be had without ffmpeg/);
  });

  it('makes a sample of another length', async (t) => {
    const stream = await start(t);
    assert.equal(Math.round((await stream.createVideo({ seconds: 12 })).duration), 12);
  });
});

describe('fixtures of the local Stream', () => {
  for (const [name, fixtures] of [
    ['Playwright', forPlaywright],
    ['Vitest', forVitest],
  ] as const) {
    it(`for ${name} reset it before each test and stop it after the last`, async () => {
      const { localStream, stream } = fixtures({ transcoder: 'remux' });
      assert.match(String(localStream[0]), /^async\s*\(\{\s*\}/);
      let origin = '';
      await localStream[0]({}, async (running) => {
        ({ origin } = running);
        await running.faults.add({ status: 503 });
        await stream({ localStream: running }, async (clean) => {
          assert.equal(await status(`${clean.origin}/none/lifecycle`), 404);
        });
      });
      await assert.rejects(fetch(origin));
    });
  }
});

describe('the folder lock without libsql', () => {
  it('has one holder at a time, in a Node without SQLite', async (t) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'lock-'));
    t.after(() => rm(dir, { recursive: true, force: true }));
    const file = path.join(dir, 'lock.db');
    const lock = () => {
      const database = new LockDatabase(file, { timeout: 50 });
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return database;
    };
    const first = lock();
    assert.throws(lock, { code: 'SQLITE_BUSY' });
    first.exec('ROLLBACK');
    first.close();
    const again = lock();
    again.exec('ROLLBACK');
    again.close();
  });
});
