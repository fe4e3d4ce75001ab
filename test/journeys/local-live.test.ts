import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LiveInput } from '../demo/emulator/support/live-input.js';
import { plant } from '../demo/emulator/support/plant.js';
import { startStream, type RunningStream } from '../demo/emulator/support/running-stream.js';
import { cuesOf, latencyOf, playBare, readBare, seekBare } from './support/bare-player.js';
import { lacksChromium } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { until } from './support/until.js';

/** What the local Stream delivers, in a player that knows nothing of it. The clip that is fed lasts five seconds. */
describe('hls.js plays from the local Stream', { skip: await lacksChromium() }, () => {
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

  it('a broadcast over the end of what is fed, and to its end', { timeout: 90_000 }, async () => {
    const input = await LiveInput.create(stream);
    await input.start({ video: source });
    await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8`);
    const joined = await until('two rounds are over', async () => {
      const now = await readBare(page.page);
      return now.time > 10.5 && now;
    });
    assert.deepEqual(joined.troubles, []);
    assert.equal(joined.ranges, 1, 'no gap in what is loaded');
    await input.command('stop');
    const ended = await until('it ends', async () => {
      const now = await readBare(page.page);
      return now.ended && now;
    });
    assert.ok(Math.abs(ended.time - ended.seekableEnd) < 0.1);
  });

  it('a broadcast back to its beginning with DVR', { timeout: 90_000 }, async () => {
    const input = await LiveInput.create(stream);
    await input.start({ video: source, leadSegments: 60, windowSeconds: 10 });
    await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8?dvrEnabled=true`);
    await until('it plays', async () => (await readBare(page.page)).time > 90);
    assert.equal((await readBare(page.page)).seekableStart, 0);
    await seekBare(page.page, 1);
    const back = await until('it goes on from there', async () => {
      const now = await readBare(page.page);
      return now.time > 3 && now;
    });
    assert.ok(back.time < 30);
    assert.deepEqual(back.troubles, []);
    await input.command('stop');
  });

  it('a broadcast with low latency', { timeout: 90_000 }, async () => {
    const input = await LiveInput.create(stream, {}, { preferLowLatency: true });
    await input.start({ video: source });
    await playBare(page.page, `${stream.origin}/${input.uid}/manifest/video.m3u8?protocol=llhls`);
    const begun = await until('it plays', async () => (await readBare(page.page)).time);
    const now = await until('it has played a round', async () => {
      const later = await readBare(page.page);
      return later.time > begun + 6 && later;
    });
    assert.deepEqual(now.troubles, []);
    const { target } = await latencyOf(page.page);
    assert.ok(target < 2, `the playlist asks for ${target} seconds`);
    const asked = ((await stream.sim('GET', 'requests')) as { requests: { path: string }[] }).requests.map(
      ({ path }) => path,
    );
    assert.ok(
      asked.some((path) => /_part_\d+\.mp4/.test(path)),
      'parts are fetched',
    );
    assert.ok(
      asked.some((path) => /_HLS_part=\d+/.test(path)),
      'and playlists that wait for them',
    );
    await input.command('stop');
  });

  it('captions at their times, under a token', { timeout: 60_000 }, async () => {
    const uid = await stream.readyVideo();
    const captions = [{ language: 'en', label: 'English', generated: false, status: 'ready' }];
    await plant(
      stream,
      uid,
      { captions },
      { 'captions/en.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.500\nHello\n\n00:03.000 --> 00:04.000\nthere\n' },
    );
    await stream.restart();
    await playBare(page.page, `${stream.origin}/${await stream.token(uid)}/manifest/video.m3u8`);
    const cues = await until('the captions are loaded', async () => {
      const found = await cuesOf(page.page);
      return found.length === 2 && found;
    });
    assert.deepEqual(cues, [
      { language: 'en', start: 1, end: 2.5, text: 'Hello' },
      { language: 'en', start: 3, end: 4, text: 'there' },
    ]);
  });
});
