// The small server on Workers that uses the Stream binding instead of a key: from the upload to signed playback.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import worker from '../../demo/server/workers/minimal-binding.js';
import { clip, startStream, until } from '../demo/emulator/support/running-stream.js';
import { createStreamBinding } from './support/stream-binding.js';

async function start(t: TestContext, env: { ALLOW_EVERYONE?: string } = { ALLOW_EVERYONE: '1' }) {
  const stream = await startStream(t);
  const STREAM = createStreamBinding(stream);
  const ask = async (path: string, method = 'GET') =>
    worker.fetch(new Request(`https://site.test${path}`, { method }), { STREAM, ...env });
  const json = async <T>(path: string, method?: string) => (await (await ask(path, method)).json()) as T;
  const codeOf = async (path: string, method?: string) => {
    const answer = await ask(path, method);
    return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
  };
  return { stream, ask, json, codeOf };
}

describe('the small server with the Stream binding', () => {
  it('takes a file from a form upload to signed playback, without a key', async (t) => {
    const { stream, ask, json } = await start(t);
    const upload = await json<{ uploadURL: string; uid: string; protocol: string }>('/api/uploads', 'POST');
    assert.equal(upload.protocol, 'form');
    const { requireSignedURLs, maxDurationSeconds } = await stream.video(upload.uid);
    assert.deepEqual([requireSignedURLs, maxDurationSeconds], [true, 3_600]);
    const at = `/api/videos/${upload.uid}`;
    assert.equal((await json<{ status: string }>(at)).status, 'pending');
    const body = new FormData();
    body.append('file', new Blob([await clip()]), 'clip.mp4');
    assert.equal((await fetch(upload.uploadURL, { method: 'POST', body })).status, 200);
    const ready = await until(async () => {
      const now = await json<{ status: string; percent: number }>(at);
      return now.status === 'ready' ? now : undefined;
    });
    assert.equal(ready.percent, 100);
    const answer = await ask(`${at}/token`);
    assert.deepEqual([answer.status, answer.headers.get('Cache-Control')], [200, 'no-store']);
    const { token } = (await answer.json()) as { token: string };
    assert.equal((await fetch(`${stream.origin}/${token}/manifest/video.m3u8`)).status, 200);
    assert.equal((await fetch(`${stream.origin}/${upload.uid}/manifest/video.m3u8`)).status, 401);
  });

  it('answers 404 for an unknown video, and 502 when Stream refuses an upload or does not answer', async (t) => {
    const { stream, ask, codeOf } = await start(t);
    const missing = `/api/videos/${'0'.repeat(32)}`;
    assert.deepEqual(await codeOf(missing), [404, 'VIDEO_NOT_FOUND']);
    assert.deepEqual(await codeOf(`${missing}/token`), [404, 'VIDEO_NOT_FOUND']);
    assert.equal((await ask('/api/videos/keys/token')).status, 404);
    await stream.sim('PUT', 'settings', { storageMinutes: 0 });
    assert.deepEqual(await codeOf('/api/uploads', 'POST'), [502, 'STREAM_UNREACHABLE']);
    await stream.stop();
    assert.deepEqual(await codeOf(missing), [502, 'STREAM_UNREACHABLE']);
  });

  it('answers 401 to everyone unless ALLOW_EVERYONE is set', async (t) => {
    const { stream, codeOf } = await start(t, {});
    const uid = await stream.readyVideo();
    for (const [path, method] of [[`/api/videos/${uid}`], [`/api/videos/${uid}/token`], ['/api/uploads', 'POST']])
      assert.deepEqual(await codeOf(path ?? '', method), [401, 'UNAUTHORIZED']);
  });
});
