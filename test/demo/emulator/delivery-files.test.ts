import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BufferSource, Input, MP4 } from 'mediabunny';
import { bytesOf, LiveInput, openPlaylists, readPlaylist } from './support/live-input.js';
import { placeFiles } from './support/place-files.js';
import { startStream, type RunningStream } from './support/running-stream.js';

const CAPTIONS = `WEBVTT - English

STYLE
::cue { color: yellow }

NOTE nobody sees this

one
00:00.500 --> 00:02.000 align:start
First

00:00:09.000 --> 00:00:11.000
Over the cut

00:00:12.000 --> 00:00:13.000
Last
`;

describe('delivery of files', () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let uid: string;
  let publicUid: string;
  const get = (path: string, init?: RequestInit) => fetch(`${stream.origin}${path}`, init);

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) }, { transcoder: 'auto' });
    [uid, publicUid] = await Promise.all([stream.readyVideo(), stream.readyVideo({})]);
    const captions = [
      { language: 'en', label: 'English "simple"', generated: false, status: 'ready' },
      { language: 'de', label: 'Deutsch', generated: true, status: 'inprogress' },
    ];
    const downloads = { default: { status: 'ready', percentComplete: 100 } };
    for (const one of [uid, publicUid]) {
      await placeFiles(
        stream,
        one,
        { captions, downloads, duration: 15 },
        { 'captions/en.vtt': CAPTIONS, 'downloads/default.mp4': 'a'.repeat(100_000) },
      );
    }
    await stream.restart();
  });
  after(async () => {
    for (const fn of afters) await fn();
  });

  it('serves animated thumbnails with the requested duration, size and frame rate', async () => {
    const gif = async (query: string) => {
      const response = await get(`/${publicUid}/thumbnails/thumbnail.gif${query}`);
      assert.equal(response.headers.get('content-type'), 'image/gif');
      const bytes = Buffer.from(await response.arrayBuffer());
      assert.equal(bytes.toString('latin1', 0, 6), 'GIF89a');
      const frames = bytes.toString('latin1').split('\x21\xf9\x04').length - 1;
      return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), frames };
    };
    assert.deepEqual(await gif('?duration=2s&width=160&time=1s'), { width: 160, height: 90, frames: 16 });
    assert.deepEqual(await gif('?duration=2s&fps=4&width=100&height=100&fit=crop'), {
      width: 100,
      height: 100,
      frames: 8,
    });
    assert.equal((await get(`/${uid}/thumbnails/thumbnail.gif`)).status, 401);
  });

  it('fits thumbnails by crop, clip, scale and fill', async () => {
    const size = async (fit: string) => {
      const bytes = await bytesOf(
        `${stream.origin}/${publicUid}/thumbnails/thumbnail.jpg?width=100&height=100&fit=${fit}`,
      );
      const at = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xc0]));
      return [Buffer.from(bytes).readUInt16BE(at + 7), Buffer.from(bytes).readUInt16BE(at + 5)];
    };
    assert.deepEqual(await Promise.all(['crop', 'clip', 'scale', 'fill'].map(size)), [
      [100, 100],
      [100, 56],
      [100, 100],
      [100, 100],
    ]);
  });

  for (const segmentAccess of ['lenient', 'strict', 'token-path']) {
    it(`serves captions through the manifest, with segmentAccess ${segmentAccess}`, async () => {
      await stream.sim('PUT', 'settings', { segmentAccess });
      const master = `${stream.origin}/${await stream.token(uid)}/manifest/video.m3u8`;
      const text = await (await fetch(master)).text();
      assert.match(
        text,
        /#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="group_subtitles",NAME="English [^"]+",LANGUAGE="en",[^\n]*URI="stream_t[0-9a-f]{32}_r\d+\.m3u8"\n/,
      );
      assert.doesNotMatch(text, /LANGUAGE="de"/, 'not before it is ready');
      assert.match(text, /#EXT-X-STREAM-INF:[^\n]*SUBTITLES="group_subtitles"/);
      const [, uri = ''] = /TYPE=SUBTITLES[^\n]*URI="([^"]+)"/.exec(text) ?? [];
      const playlist = await readPlaylist(new URL(uri, master).href);
      assert.deepEqual([playlist.segments.length, playlist.hasEnded], [2, true]);
      const [first, second] = await Promise.all(playlist.segments.map(async ({ url }) => (await fetch(url)).text()));
      assert.match(first!, /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\nSTYLE\n::cue/);
      assert.deepEqual(
        ['First', 'Over the cut', 'Last', 'nobody'].map((word) => [first!.includes(word), second!.includes(word)]),
        [
          [true, false],
          [true, true],
          [false, true],
          [false, false],
        ],
      );
      assert.equal(playlist.segments[0]!.url.includes('/text/en/seg_1.vtt?p='), true);
      const bare = playlist.segments[0]!.url.replace(/&s=.*/, '&s=AAAA');
      assert.equal((await fetch(bare)).status, 403);
    });
  }

  it('serves finished downloads with a file name and in ranges, and private ones only with a downloadable token', async () => {
    const path = `/${publicUid}/downloads/default.mp4`;
    const whole = await get(`${path}?filename=My-holiday_1`);
    assert.equal(whole.headers.get('content-disposition'), 'attachment; filename="My-holiday_1.mp4"');
    assert.deepEqual([whole.headers.get('content-type'), (await whole.text()).length], ['video/mp4', 100_000]);
    const part = await get(path, { headers: { range: 'bytes=10-19' } });
    assert.deepEqual(
      [part.status, part.headers.get('content-range'), await part.text()],
      [206, 'bytes 10-19/100000', 'a'.repeat(10)],
    );
    const head = await get(path, { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, '100000']);
    for (const name of ['a b', 'x'.repeat(121), '..', 'a"b'])
      assert.equal((await get(`${path}?filename=${encodeURIComponent(name)}`)).status, 400);
    assert.equal((await get(`/${publicUid}/downloads/audio.m4a`)).status, 404, 'not made yet');
    const file = (id: string) => get(`/${id}/downloads/default.mp4`);
    assert.equal((await file(uid)).status, 401);
    assert.equal((await file(await stream.token(uid))).status, 401, 'a token for watching only');
    assert.equal((await file(await stream.token(uid, { downloadable: true }))).status, 200);
  });

  it('lists only the quality nearest to clientBandwidthHint', async () => {
    const heights = async (query: string) => {
      const text = await (await get(`/${publicUid}/manifest/video.m3u8${query}`)).text();
      return [...text.matchAll(/RESOLUTION=\d+x(\d+)/g)].map(([, height]) => Number(height));
    };
    const all = await heights('');
    assert.ok(all.length > 1);
    assert.deepEqual(await heights('?clientBandwidthHint=0.1'), [all[0]]);
    assert.deepEqual(await heights('?clientBandwidthHint=100.5'), [all.at(-1)]);
    assert.deepEqual(await heights('?clientBandwidthHint=fast'), all);
  });

  it('serves previews and clips of a broadcast', async () => {
    const input = await LiveInput.create(stream);
    const videoUid = await input.start({ video: publicUid, leadSegments: 60 });
    const response = await get(`/${input.uid}/manifest/video.m3u8?duration=20s`);
    assert.deepEqual(
      [response.headers.get('preview-start-seconds'), response.headers.get('stream-media-id')],
      ['80', videoUid],
    );
    assert.match(response.headers.get('access-control-expose-headers') ?? '', /preview-start-seconds/);
    const [, preview] = await openPlaylists(response.url);
    assert.equal(preview!.hasEnded, true);
    assert.equal(
      preview!.segments.reduce((sum, { seconds }) => sum + seconds, 0),
      20,
    );

    const [, clip] = await openPlaylists(`${stream.origin}/${videoUid}/manifest/clip.m3u8?time=1m20s&duration=10s`);
    assert.deepEqual([clip!.segments[0]!.number, clip!.segments.length], [49, 6]);
    const file = await get(`/${videoUid}/clip.mp4?time=80s&duration=10s&filename=goal`);
    assert.equal(file.headers.get('content-disposition'), 'attachment; filename="goal.mp4"');
    const reader = new Input({ source: new BufferSource(new Uint8Array(await file.arrayBuffer())), formats: [MP4] });
    const [seconds, sound] = [await reader.computeDuration(), await reader.getPrimaryAudioTrack()];
    reader.dispose();
    assert.ok(Math.abs(seconds - 10) < 0.1 && sound, `${seconds} seconds`);
    const status = async (query: string, id = videoUid) => (await get(`/${id}/clip.mp4${query}`)).status;
    assert.deepEqual(
      [await status('?time=1s'), await status('?time=1s&duration=61s'), await status('?time=9h&duration=5s')],
      [400, 400, 404],
    );
    assert.equal(await status('?time=1s&duration=2s', publicUid), 404, 'only of broadcasts');
  });

  it('serves the iframe page and the public details of a video', async () => {
    const page = await get(`/${publicUid}/iframe?autoplay&controls=false`);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await page.text(), /<video [^>]*src="manifest\/video\.m3u8" autoplay>/);
    assert.equal((await get(`/${uid}/watch`)).status, 401);
    assert.equal((await get(`/${await stream.token(uid)}/watch`)).status, 200);
    assert.deepEqual(await (await get(`/${publicUid}/metadata/playerEnhancementInfo.json`)).json(), {
      publicDetails: null,
    });
    assert.equal((await get(`/${uid}/metadata/playerEnhancementInfo.json`)).status, 401);
  });

  it('sends a file slowly, but completely, when a fault limits bytesPerSecond', async () => {
    const path = `/${publicUid}/downloads/default.mp4`;
    await stream.sim('POST', 'faults', { path: 'downloads', times: 1, bytesPerSecond: 400_000 });
    const response = await get(path);
    const sizes: number[] = [];
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) sizes.push(piece.length);
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      100_000,
    );
    assert.ok(sizes.length >= 4, `it came in ${sizes.length} pieces`);
  });
});
