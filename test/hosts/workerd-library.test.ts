// Look-ups and captions of the server in the Workers runtime, with the local Stream: over real sockets all the way.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore, type Video } from '../../demo/server/videos.js';
import { prepareAccount } from '../../demo/start/stream-account.js';
import { clip, startStream } from '../demo/emulator/support/running-stream.js';
import type { FakeStream } from '../demo/server/support/fake-stream.js';
import { startWorkerd } from '../demo/server/support/workerd-host.js';
import { findWorkerd } from '../harness/tools.mjs';

/** A server in workerd whose calls to Stream go to a local one. */
async function start(t: TestContext, env: Record<string, string> = {}) {
  const stream = await startStream(t, { settings: { captionGeneration: 'placeholder' } });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'workerd-library-'));
  const database = await openDatabase({ folder });
  await createVideoStore(database.query).prepare();
  const host = (await startWorkerd({ name: 'workerd', query: database.query }))!;
  t.after(async () => {
    await host.close();
    await database.close();
    await rm(folder, { recursive: true });
  });
  const account = await prepareAccount({
    stream: stream.stream,
    keyFile: path.join(folder, 'key.json'),
    webhookUrl: 'http://127.0.0.1:9/webhooks/stream',
  });
  const calls: string[] = [];
  const clock = { now: Date.now(), setBackMs: 0 };
  const toStream: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input as string);
    calls.push(`${init?.method} ${pathname.replace(/^.*\/stream(?=\/|$)/, '')}`);
    return fetch(`${stream.origin}${pathname}${search}`, init);
  };
  const server = host.start({
    env: { ...account, ALLOW_EVERYONE: '1', ...env },
    stream: { fetch: toStream } as FakeStream,
    authorize: undefined,
    rateLimit: undefined,
    clock,
    log: () => undefined,
  });
  const get = (at: string): Promise<Response> => {
    clock.now = Date.now();
    return server.fetch(new Request(`https://site.test/api/videos/${at}`), '203.0.113.7');
  };
  const lookUps = () => calls.filter((call) => /^GET (\/live_inputs)?\/[0-9a-f]{32}$/.test(call));
  return { stream, server, clock, calls, get, lookUps };
}

describe('the server in workerd', { skip: findWorkerd() ? false : 'workerd was not found' }, () => {
  it('looks up a video and a live input that it did not create, once each, and its tokens play', async (t) => {
    const { stream, get, lookUps } = await start(t);
    const uid = await stream.readyVideo({ requiresignedurls: null, name: 'From the dashboard' });
    const { uid: input } = await stream.result<{ uid: string }>('/live_inputs', { method: 'POST', body: '{}' });
    const tokens = await Promise.all(
      Array.from({ length: 20 }, async () => ((await (await get(`${uid}/token`)).json()) as { token: string }).token),
    );
    for (const token of tokens.slice(0, 2))
      assert.equal((await fetch(`${stream.origin}/${token}/manifest/video.m3u8`)).status, 200);
    assert.equal(((await (await get(uid)).json()) as Video).name, 'From the dashboard');
    assert.equal(((await (await get(input)).json()) as Video).live, true);
    assert.deepEqual(lookUps(), [`GET /${uid}`, `GET /${input}`, `GET /live_inputs/${input}`]);
  });

  it('looks an unknown uid up once, and answers 429 to further guesses beyond the limit', async (t) => {
    const { get, lookUps } = await start(t);
    const missing = randomBytes(16).toString('hex');
    for (let time = 0; time < 3; time++) assert.equal((await get(`${missing}/token`)).status, 404);
    assert.equal(lookUps().length, 2);
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await get(`${randomBytes(16).toString('hex')}/token`)).status),
    );
    assert.deepEqual(new Set(statuses), new Set([404, 429]));
    // One more guess is allowed every ten seconds, and slow machines may take that long.
    assert.ok(lookUps().length >= 120 && lookUps().length <= 140, String(lookUps().length));
  });

  it('has captions generated once for a video that becomes ready', async (t) => {
    const { stream, server, clock, get, calls } = await start(t, { CAPTION_LANGUAGES: 'en,de' });
    const created = await server.fetch(
      new Request('https://site.test/api/uploads/basic', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"Film"}',
      }),
    );
    const { uid, uploadURL } = (await created.json()) as { uid: string; uploadURL: string };
    const body = new FormData();
    body.append('file', new Blob([await clip()]), 'clip.mp4');
    assert.equal((await fetch(uploadURL, { method: 'POST', body })).status, 200);
    await stream.finished(uid, 'ready');
    for (let time = 0; time < 2; time++) {
      clock.now = Date.now();
      await server.poll.run();
    }
    assert.equal(((await (await get(uid)).json()) as Video).status, 'ready');
    const captions = await stream.result<{ language: string; generated: boolean }[]>(`/${uid}/captions`);
    assert.deepEqual(captions.map(({ language, generated }) => [language, generated]).sort(), [
      ['de', true],
      ['en', true],
    ]);
    assert.equal(calls.filter((call) => call.endsWith('/generate')).length, 2);
  });
});
