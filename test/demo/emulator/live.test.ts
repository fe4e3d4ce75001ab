import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import {
  bytesOf,
  LiveInput,
  openPlaylists,
  readPlaylist,
  type LiveInputJson,
  type Playlist,
} from './support/live-input.js';
import { startStream, until, type RunningStream, type VideoJson } from './support/running-stream.js';

/** The clip that is fed lasts five seconds, in segments of 2, 2 and 1. */
const ROUND_SECONDS = 5;

describe('a live input', () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let source: string;
  const master = (id: string, query = '') => `${stream.origin}/${id}/manifest/video.m3u8${query}`;
  const status = async (url: string) => (await fetch(url)).status;
  const advance = (seconds: number) => stream.sim('POST', 'clock', { advanceMs: seconds * 1000 });

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) });
    source = await stream.readyVideo({});
  });
  beforeEach(() => stream.sim('PUT', 'settings', { segmentAccess: 'lenient', liveNotificationUrl: '' }));
  after(async () => {
    for (const fn of afters) await fn();
  });

  it('can be created, listed, read, changed, given new keys and deleted', async () => {
    const input = await LiveInput.create(
      stream,
      { timeoutSeconds: 10 },
      { meta: { name: 'Town hall' }, deleteRecordingAfterDays: 45 },
    );
    const made = await input.json();
    assert.deepEqual(
      [made.meta, made.status, made.enabled, made.deleteRecordingAfterDays],
      [{ name: 'Town hall' }, null, true, 45],
    );
    assert.deepEqual(
      [made.recording.mode, made.recording.timeoutSeconds, made.keysRotatedAt],
      ['automatic', 10, undefined],
    );
    const { liveInputs, total } = await stream.result<{ liveInputs: LiveInputJson[]; total: number }>(
      '/live_inputs?include_counts=true',
    );
    assert.equal(total, liveInputs.length);
    assert.deepEqual([liveInputs[0]!.uid, liveInputs[0]!.rtmps], [input.uid, undefined], 'a list holds no keys');
    const rotated = await stream.result<LiveInputJson>(`/live_inputs/${input.uid}/rotate_keys`, { method: 'POST' });
    assert.notEqual(rotated.rtmps.streamKey, made.rtmps.streamKey);
    assert.ok(rotated.keysRotatedAt);
    const change = JSON.stringify({
      enabled: false,
      deleteRecordingAfterDays: null,
      recording: { requireSignedURLs: true },
    });
    const changed = await stream.result<LiveInputJson>(`/live_inputs/${input.uid}`, { method: 'PUT', body: change });
    assert.deepEqual(
      [changed.enabled, changed.deleteRecordingAfterDays, changed.recording.requireSignedURLs],
      [false, null, true],
    );
    assert.deepEqual(
      [changed.recording.mode, changed.meta],
      ['automatic', { name: 'Town hall' }],
      'what is left out stays',
    );
    await assert.rejects(input.start(), /400/, 'it is not enabled');
    for (const wrong of [
      { recording: { mode: 'always' } },
      { deleteRecordingAfterDays: 5 },
      { enabled: 'yes' },
      { meta: [] },
    ]) {
      assert.equal((await stream.api('/live_inputs', { method: 'POST', body: JSON.stringify(wrong) })).status, 400);
    }
    assert.equal((await stream.api(`/live_inputs/${input.uid}`, { method: 'DELETE' })).status, 200);
    assert.equal((await stream.api(`/live_inputs/${input.uid}`)).status, 404);
    assert.equal(await status(master(input.uid)), 404);
  });

  it('is idle, goes live with a sliding window, and ends with a recording', async () => {
    const input = await LiveInput.create(stream, {}, { meta: { name: 'News' }, deleteRecordingAfterDays: 30 });
    const idle = await fetch(master(input.uid));
    assert.deepEqual([idle.status, await idle.text(), idle.headers.get('access-control-allow-origin')], [204, '', '*']);
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: null, live: false });

    const uid = await input.start({ video: source, windowSeconds: 8 });
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: uid, live: true });
    assert.equal((await input.json()).status, 'connected');
    const video = await stream.video(uid);
    assert.deepEqual(
      [video.status.state, video.readyToStream, (video as unknown as { liveInput: string }).liveInput],
      ['live-inprogress', undefined, input.uid],
    );
    const [, byInput] = await openPlaylists(master(input.uid));
    const [, byVideo] = await openPlaylists(master(uid));
    assert.deepEqual(
      byInput!.segments.map(({ seconds }) => seconds),
      [2, 2, 1],
    );
    assert.deepEqual(byInput!.segments, byVideo!.segments, 'the same under either uid');
    assert.equal(byInput!.hasEnded, false);

    await advance(7);
    const [sound, later] = await openPlaylists(master(input.uid));
    assert.deepEqual(
      [later!.first, later!.segments.map(({ seconds }) => seconds)],
      [3, [1, 2, 2, 1, 2]],
      'three segments on, two left behind',
    );
    assert.deepEqual([sound!.first, sound!.segments.length], [3, 5], 'sound is cut at the same places');
    assert.equal(later!.segments[1]!.date - later!.segments[0]!.date, 1000);

    await input.command('stop');
    assert.equal(await status(master(input.uid)), 204, 'whoever loads it anew gets nothing');
    assert.deepEqual(await input.lifecycle(), { isInput: true, videoUID: null, live: false });
    assert.equal((await readPlaylist(later!.url)).hasEnded, true, 'whoever watched sees it end');
    const ready = await stream.finished(uid, 'ready');
    assert.equal(ready.duration, 12);
    assert.ok(Date.parse((ready as unknown as { scheduledDeletion: string }).scheduledDeletion) > Date.now());
    const [, recording] = await openPlaylists(master(uid));
    assert.match(recording!.text, /#EXT-X-PLAYLIST-TYPE:VOD\n/);
    assert.deepEqual([recording!.first, recording!.segments.length, recording!.hasEnded], [1, 7, true]);
    assert.equal(
      new URL(recording!.url).pathname.split('/').at(-1),
      new URL(later!.url).pathname.split('/').at(-1),
      'under the same name',
    );
    const videos = await stream.result<VideoJson[]>(`/live_inputs/${input.uid}/videos`);
    assert.deepEqual(
      videos.map((one) => one.uid),
      [uid],
    );
    const second = await input.start({ video: source });
    assert.notEqual(second, uid, 'each broadcast is a video of its own');
    await input.command('stop');
  });

  it('repeats the video that it is fed without a gap in picture or sound', async () => {
    const input = await LiveInput.create(stream);
    await input.start({ video: source, leadSegments: 12 });
    const playlists = await openPlaylists(master(input.uid, '?dvrEnabled=true'));
    for (const playlist of playlists) {
      const times = await timestampsOf(playlist);
      const steps = times.slice(1).map((time, index) => time - times[index]!);
      const step = steps[0]!;
      assert.ok(times.at(-1)! > 3 * ROUND_SECONDS, `${times.at(-1)} seconds are more than three rounds`);
      for (const [index, one] of steps.entries())
        assert.ok(Math.abs(one - step) < 0.002, `frame ${index} is followed after ${one} seconds`);
    }
  });

  it('offers everything since the beginning only with dvrEnabled', async () => {
    const input = await LiveInput.create(stream);
    await input.start({ video: source, windowSeconds: 4 });
    await advance(20);
    const text = await (await fetch(master(input.uid, '?dvrEnabled=true'))).text();
    assert.match(text, /#EXT-X-VERSION:8\n/);
    const [, dvr] = await openPlaylists(master(input.uid, '?dvrEnabled=true'));
    const [, plain] = await openPlaylists(master(input.uid));
    assert.deepEqual([dvr!.first, dvr!.segments.length], [1, 15]);
    assert.ok(plain!.first > 10);
    assert.match(dvr!.text, /#EXT-X-PLAYLIST-TYPE:EVENT\n/);
    assert.equal(await status(dvr!.segments[0]!.url), 200);
  });

  describe('with low latency', () => {
    it('offers parts of segments, which an input without it does not', async () => {
      const [plain, low] = [
        await LiveInput.create(stream),
        await LiveInput.create(stream, {}, { preferLowLatency: true }),
      ];
      await Promise.all([plain.start(), low.start()]);
      const [, without] = await openPlaylists(master(plain.uid, '?protocol=llhls'));
      assert.doesNotMatch(without!.text, /#EXT-X-PART/);
      for (const playlist of await openPlaylists(master(low.uid, '?protocol=llhls'))) {
        assert.match(playlist.text, /#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=/);
        const target = Number(/PART-TARGET=([\d.]+)/.exec(playlist.text)?.[1]);
        for (const { seconds } of playlist.parts)
          assert.ok(seconds <= target && seconds >= target * 0.85, `${seconds} of ${target}`);
        const parts = await Promise.all(playlist.parts.slice(-2).map(({ url }) => bytesOf(url)));
        assert.deepEqual(
          Buffer.concat(parts),
          Buffer.from(await bytesOf(playlist.segments.at(-1)!.url)),
          'a segment is its parts',
        );
      }
    });

    it('holds back a blocking request until the segment or part is there, and refuses one too far ahead', async () => {
      const input = await LiveInput.create(stream, {}, { preferLowLatency: true });
      await input.start({ video: source });
      const [, playlist] = await openPlaylists(master(input.uid, '?protocol=llhls'));
      const next = playlist!.segments.at(-1)!.number + 1;
      assert.equal(await status(`${playlist!.url}&_HLS_msn=${next + 10}`), 400);
      const hint = new URL(/#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"/.exec(playlist!.text)?.[1] ?? '', playlist!.url)
        .href;
      let answered = 0;
      const note = <T>(value: T) => (answered++, value);
      const waiting = Promise.all([
        readPlaylist(`${playlist!.url}&_HLS_msn=${next}&_HLS_part=1`).then(note),
        readPlaylist(`${playlist!.url}&_HLS_msn=${next}`).then(note),
        bytesOf(hint).then(note),
      ]);
      await readPlaylist(playlist!.url);
      assert.equal(answered, 0, 'nothing is new');
      await advance(1);
      await until(() => answered === 2 || undefined);
      await advance(1);
      const [byPart, bySegment, part] = await waiting;
      assert.match(byPart.text, new RegExp(`seg_${next}_part_1\\.mp4`));
      assert.equal(bySegment.segments.at(-1)!.number, next);
      assert.ok(part.length > 0);
    });
  });

  for (const segmentAccess of ['lenient', 'strict', 'token-path']) {
    it(`needs a token of the input or the broadcast if private, with segmentAccess ${segmentAccess}`, async () => {
      await stream.sim('PUT', 'settings', { segmentAccess });
      const input = await LiveInput.create(stream, { requireSignedURLs: true });
      const uid = await input.start({ video: source });
      for (const id of [input.uid, uid]) {
        assert.equal(await status(master(id)), 401);
        const [now] = [Math.floor(((await stream.sim('GET', 'clock')) as { nowMs: number }).nowMs / 1000)];
        const token = await stream.token(id, { exp: now + 30 });
        const playlists = await openPlaylists(master(token));
        const urls = playlists.flatMap(({ init, segments }) => [init, ...segments.map(({ url }) => url)]);
        assert.ok(urls.length > 6);
        for (const url of urls) assert.equal(await status(url), 200);
        await advance(31);
        assert.equal(await status(playlists[1]!.url), 401, 'the playlist ends with the token');
        assert.equal(await status(urls[1]!), { lenient: 200, strict: 403, 'token-path': 401 }[segmentAccess]);
        const fresh = playlists[1]!.url.replace(token, await stream.token(id, { exp: now + 3600 }));
        for (const { url } of (await readPlaylist(fresh)).segments) assert.equal(await status(url), 200);
      }
      assert.equal(await status(master(await stream.token(source))), 200);
    });
  }

  it('continues after a restart or a short absence of the encoder, and ends after a long one', async () => {
    const input = await LiveInput.create(stream, { timeoutSeconds: 60 });
    const uid = await input.start({ video: source });
    const before = (await openPlaylists(master(uid)))[1]!;
    const { aheadMs } = (await stream.sim('GET', 'clock')) as { aheadMs: number };
    await stream.restart({ now: () => Date.now() + aheadMs });
    const [, after] = await openPlaylists(master(uid));
    assert.deepEqual(
      after!.segments.map(({ date }) => date).slice(0, 3),
      before.segments.map(({ date }) => date),
    );

    await input.command('disconnect');
    assert.equal((await input.json()).status, 'client_disconnect');
    const [, gone] = await openPlaylists(master(uid));
    await advance(20);
    assert.deepEqual((await readPlaylist(gone!.url)).segments.length, gone!.segments.length, 'nothing comes');
    assert.equal(await input.start(), uid, 'the same broadcast');
    assert.equal((await input.json()).status, 'reconnected');
    await advance(5);
    const [, back] = await openPlaylists(master(uid));
    assert.equal(back!.segments.at(-1)!.number, gone!.segments.at(-1)!.number + 3);
    assert.ok(back!.segments.at(-1)!.date - gone!.segments.at(-1)!.date >= 24_000, 'the dates know of the break');

    await input.command('disconnect');
    await advance(61);
    assert.equal((await input.lifecycle()).live, false, 'it did not come back in time');
    assert.equal((await input.json()).status, 'ttl_exceeded');
    await stream.finished(uid, 'ready');
  });

  it('shows nothing if recording is off, as at Cloudflare', async () => {
    const input = await LiveInput.create(stream, { mode: 'off' });
    assert.equal(await input.start(), null);
    assert.equal((await input.json()).status, 'connected');
    assert.equal(await status(master(input.uid)), 204);
  });

  it('counts its viewers, unless the count is hidden', async () => {
    const [shown, hidden] = [
      await LiveInput.create(stream),
      await LiveInput.create(stream, { hideLiveViewerCount: true }),
    ];
    await Promise.all([shown.start(), hidden.start()]);
    const views = async (id: string) => fetch(`${stream.origin}/${id}/views`);
    const count = async () => ((await (await views(shown.uid)).json()) as { liveViewers: number }).liveViewers;
    assert.equal(await count(), 0);
    const [, playlist] = await openPlaylists(master(shown.uid));
    for (const agent of ['one', 'two', 'one']) await fetch(playlist!.url, { headers: { 'user-agent': agent } });
    assert.equal(await count(), 3, 'two, and who looked first');
    await advance(31);
    assert.equal(await count(), 0, 'all have left');
    assert.equal((await views(hidden.uid)).status, 404);
  });

  it('sends notifications when it is connected and when it fails', async (t) => {
    const told: { data: { event_type: string; input_id: string; live_input_errored?: { error: { code: string } } } }[] =
      [];
    const receiver = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => (body += String(chunk)));
      req.on('end', () => {
        told.push(JSON.parse(body) as (typeof told)[number]);
        res.end();
      });
    });
    await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
    t.after(() => receiver.close());
    await stream.sim('PUT', 'settings', {
      liveNotificationUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
    });
    const input = await LiveInput.create(stream);
    await input.start();
    await until(() => told[0]);
    await input.command('fail', { code: 'ERR_GOP_OUT_OF_RANGE' });
    await until(() => told[1]);
    assert.deepEqual(
      told.map(({ data }) => [data.event_type, data.input_id]),
      [
        ['live_input.connected', input.uid],
        ['live_input.errored', input.uid],
      ],
    );
    assert.equal(told[1]!.data.live_input_errored?.error.code, 'ERR_GOP_OUT_OF_RANGE');
  });
});

/** The presentation times of all frames of a playlist in seconds, read by an independent demuxer. */
async function timestampsOf({ init, segments }: Playlist): Promise<number[]> {
  const parts = await Promise.all([init, ...segments.map(({ url }) => url)].map(bytesOf));
  const input = new Input({ source: new BufferSource(new Uint8Array(Buffer.concat(parts))), formats: [MP4] });
  try {
    const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
    const times: number[] = [];
    for await (const packet of new EncodedPacketSink(track!).packets()) times.push(packet.timestamp);
    return times.sort((a, b) => a - b);
  } finally {
    input.dispose();
  }
}
