import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveInput } from './support/live-input.js';
import { clip, startStream, type Envelope } from './support/running-stream.js';

const DAY_MS = 86_400_000;

describe('not emulated:', () => {
  it('outputs of live inputs are answered with 501 and their name, and listed as empty', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.upload(await clip());
    const { uid: input } = await stream.result<{ uid: string }>('/live_inputs', { method: 'POST', body: '{}' });
    assert.deepEqual(await stream.result(`/live_inputs/${input}/outputs`), []);
    const refused: readonly (readonly [string, string, RegExp])[] = [
      ['POST', `/live_inputs/${input}/outputs`, /no outputs of live inputs/],
      ['PUT', `/live_inputs/${input}/outputs/${uid}`, /no outputs of live inputs/],
    ];
    for (const [method, path, sentence] of refused) {
      const response = await stream.api(path, { method, body: '{}' });
      const { success, messages } = (await response.json()) as Envelope<null>;
      assert.deepEqual([path, response.status, success], [path, 501, false]);
      assert.match(messages[0]?.message ?? '', sentence);
    }
    assert.equal((await stream.api(`/live_inputs/${uid}/outputs`, { method: 'POST', body: '{}' })).status, 404);
  });

  it('a WHIP broadcast makes its input live, but without a video or playlist', async (t) => {
    const stream = await startStream(t);
    const input = await LiveInput.create(stream);
    const playlist = async () => (await fetch(`${stream.origin}/${input.uid}/manifest/video.m3u8`)).status;
    assert.deepEqual(await input.command('start', { protocol: 'webrtc' }), { videoUID: null });
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: null, live: true });
    assert.equal((await input.json()).status, 'connected');
    assert.equal(await playlist(), 204);
    assert.deepEqual(await stream.result(`/live_inputs/${input.uid}/videos`), []);
    await input.command('stop');
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: null, live: false });
    const uid = await input.start({ video: await stream.readyVideo({}) });
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: uid, live: true });
    assert.equal(await playlist(), 200);
  });

  it('WHIP and WHEP requests of pages are answered with 501 and what to do instead', async (t) => {
    const stream = await startStream(t);
    type Input = Record<'webRTC' | 'webRTCPlayback', { url: string }>;
    const input = await stream.result<Input>('/live_inputs', { method: 'POST', body: '{}' });
    for (const { url } of [input.webRTC, input.webRTCPlayback]) {
      const headers = { origin: 'https://example.com', 'content-type': 'application/sdp' };
      const asked = await fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://example.com',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      assert.match(asked.headers.get('access-control-allow-methods') ?? '', /POST/);
      assert.equal(asked.headers.get('access-control-allow-headers'), 'content-type');
      const answer = await fetch(url, { method: 'POST', headers, body: 'v=0' });
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [501, '*']);
      assert.match(await answer.text(), /no WebRTC: feed an input with POST \/__sim\/live/);
    }
  });
});

describe('a scheduled deletion', () => {
  it('is carried out when the clock reaches it, not before, even across a restart', async (t) => {
    const stream = await startStream(t);
    const [first, second] = [await stream.readyVideo(), await stream.readyVideo()];
    const schedule = (uid: string, days: number) => {
      const scheduledDeletion = new Date(Date.now() + days * DAY_MS + 60_000).toISOString();
      return stream.result(`/${uid}`, { method: 'POST', body: JSON.stringify({ scheduledDeletion }) });
    };
    await schedule(first, 30);
    await schedule(second, 40);
    await stream.sim('POST', 'clock', { advanceMs: 30 * DAY_MS });
    assert.equal((await stream.api(`/${first}`)).status, 200);
    await stream.sim('POST', 'clock', { advanceMs: 120_000 });
    assert.equal((await stream.api(`/${first}`)).status, 404);
    assert.equal((await stream.video(second)).readyToStream, true);
    await stream.restart({ now: () => Date.now() + 41 * DAY_MS });
    assert.equal((await stream.api(`/${second}`)).status, 404);
  });
});
