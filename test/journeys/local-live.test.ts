import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LiveInput } from '../demo/emulator/support/live-input.js';
import { placeFiles } from '../demo/emulator/support/place-files.js';
import { startStream, type RunningStream } from '../demo/emulator/support/running-stream.js';
import { readCues, readLatency, playBare, readBare, seekBare } from './support/bare-player.js';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { until } from './support/until.js';

/** Plays the local Stream in an unmodified hls.js. The clip that its broadcasts loop lasts five seconds. */
describe('stock hls.js with the local Stream', { skip: await chromiumSkipReason() }, () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let page: ChromiumPage;
  let source: string;

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) });
    source = await stream.readyVideo({});
    page = await openChromium();
  });
  after(async () => {
    await page.close();
    for (const fn of afters) await fn();
  });

  it(
    'plays a broadcast across the loops of its source and to its end, without gaps or stalls',
    { timeout: 180_000 },
    async () => {
      const input = await LiveInput.create(stream);
      await input.start({ video: source });
      await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8`);
      const joined = await until('two loops have played', async () => {
        const now = await readBare(page.page);
        return now.time > 10.5 && now;
      });
      assert.deepEqual(joined.interruptions, []);
      assert.equal(joined.bufferedRangeCount, 1, 'one continuous buffer');
      await input.command('stop');
      const ended = await until('it ends', async () => {
        const now = await readBare(page.page);
        return now.ended && now;
      });
      assert.ok(Math.abs(ended.time - ended.seekableEnd) < 0.1);
    },
  );

  it(
    'plays on from the beginning of a DVR broadcast after seeking back, without stalls',
    { timeout: 180_000 },
    async () => {
      const input = await LiveInput.create(stream);
      await input.start({ video: source, leadSegments: 60, windowSeconds: 10 });
      await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8?dvrEnabled=true`);
      await until('it plays', async () => (await readBare(page.page)).time > 90);
      assert.equal((await readBare(page.page)).seekableStart, 0);
      await seekBare(page.page, 1);
      const back = await until('playback continues from there', async () => {
        const now = await readBare(page.page);
        return now.time > 3 && now;
      });
      assert.ok(back.time < 30);
      assert.deepEqual(back.interruptions, []);
      await input.command('stop');
    },
  );

  it(
    'plays a low-latency broadcast from parts and blocking playlists, without stalls',
    { timeout: 180_000 },
    async () => {
      const input = await LiveInput.create(stream, {}, { preferLowLatency: true });
      await input.start({ video: source });
      await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8?protocol=llhls`);
      await until('it plays', async () => (await readBare(page.page)).time);
      // Read now, as hls.js stays further back after each stall.
      const { target } = await readLatency(page.page);
      assert.ok(target < 2, `the playlist sets a target of ${target} seconds`);
      // So close to the live edge, a busy machine may stall it, which says nothing about the stream.
      let from = { time: Infinity, interruptions: 0 };
      await until(
        'one loop has played without a stall',
        async () => {
          const { time, interruptions } = await readBare(page.page);
          if (!(interruptions.length === from.interruptions && time >= from.time))
            from = { time, interruptions: interruptions.length };
          return time > 0 && time > from.time + 6;
        },
        { timeoutMs: 75_000 },
      );
      const requestedPaths = ((await stream.sim('GET', 'requests')) as { requests: { path: string }[] }).requests.map(
        ({ path }) => path,
      );
      assert.ok(
        requestedPaths.some((path) => /_part_\d+\.mp4/.test(path)),
        'parts are fetched',
      );
      assert.ok(
        requestedPaths.some((path) => /_HLS_part=\d+/.test(path)),
        'playlists that block until a part exists are fetched',
      );
      await input.command('stop');
    },
  );

  it('reads captions at their times with a playback token', { timeout: 120_000 }, async () => {
    const uid = await stream.readyVideo();
    const captions = [{ language: 'en', label: 'English', generated: false, status: 'ready' }];
    await placeFiles(
      stream,
      uid,
      { captions },
      { 'captions/en.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n\n00:03.000 --> 00:04.000\nthere\n' },
    );
    await stream.restart();
    await playBare(page.page, `${stream.origin}/${await stream.token(uid)}/manifest/video.m3u8`);
    const cues = await until(
      'the captions are loaded',
      async () => {
        const found = await readCues(page.page);
        return found.length === 2 && found;
      },
      { describe: () => readBare(page.page) },
    );
    assert.deepEqual(cues, [
      { language: 'en', start: 1, end: 2.5, text: 'Hello' },
      { language: 'en', start: 3, end: 4, text: 'there' },
    ]);
  });
});
