import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startStream, type RunningStream } from '../demo/emulator/support/running-stream.js';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { until } from './support/until.js';

const SHAKA = path.resolve(import.meta.dirname, '../../node_modules/shaka-player/dist/shaka-player.dash.js');
const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n';

interface Shaka {
  Player: new () => {
    attach(video: HTMLVideoElement): Promise<void>;
    load(url: string): Promise<void>;
    getVariantTracks(): { height: number; audioCodec: string; videoCodec: string }[];
    getTextTracks(): { language: string; label: string }[];
    addEventListener(type: 'error', listener: (event: { detail: { code: number } }) => void): void;
  };
}

/** Plays the DASH of the local Stream in an unmodified player of others: Shaka. */
describe('Shaka Player with the local Stream', { skip: await chromiumSkipReason() }, () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let page: ChromiumPage;
  let uid: string;

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) }, { transcoder: 'auto' });
    uid = await stream.readyVideo({ requiresignedurls: null });
    const body = new FormData();
    body.append('file', new Blob([VTT]), 'en.vtt');
    await stream.result(`/${uid}/captions/en`, { method: 'PUT', body });
    page = await openChromium();
  });
  after(async () => {
    await page.close();
    for (const fn of afters) await fn();
  });

  for (const segmentAccess of ['lenient', 'token-path'] as const) {
    it(
      `plays a private video to its end by its token, with ${segmentAccess} segment access`,
      { timeout: 90_000 },
      async () => {
        await stream.sim('PUT', 'settings', { segmentAccess });
        const { page: tab } = page;
        const manifest = `${stream.origin}/${await stream.token(uid)}/manifest/video.mpd`;
        await tab.route('**/bare', (route) =>
          route.fulfill({
            contentType: 'text/html',
            body: '<!doctype html><link rel="icon" href="data:,"><title>Bare</title><video muted></video>',
          }),
        );
        await tab.goto(`${stream.origin}/bare`);
        await tab.addScriptTag({ path: SHAKA });
        const found = await tab.evaluate(async (url) => {
          const { Player } = (globalThis as unknown as { shaka: Shaka }).shaka;
          const video = document.querySelector('video')!;
          const player = new Player();
          const failures: number[] = [];
          player.addEventListener('error', ({ detail }) => failures.push(detail.code));
          Object.assign(globalThis, { failures });
          await player.attach(video);
          await player.load(url);
          video.playbackRate = 2;
          await video.play();
          return { variants: player.getVariantTracks(), texts: player.getTextTracks(), duration: video.duration };
        }, manifest);
        assert.ok(
          found.variants.every(
            ({ audioCodec, videoCodec }) => audioCodec === 'mp4a.40.2' && videoCodec.startsWith('avc1'),
          ),
        );
        assert.ok(found.variants.some(({ height }) => height === 360));
        assert.deepEqual(
          found.texts.map(({ language, label }) => [language, label]),
          [['en', 'English']],
        );
        assert.equal(Math.round(found.duration), 5);
        await until('it has ended', () => tab.evaluate(() => document.querySelector('video')!.ended));
        const played = await tab.evaluate(() => {
          const { buffered, videoWidth } = document.querySelector('video')!;
          const { failures } = globalThis as unknown as { failures: number[] };
          return { ranges: buffered.length, width: videoWidth, failures };
        });
        assert.deepEqual([played.ranges, played.width > 0, played.failures], [1, true, []]);
      },
    );
  }

  it('gets 401 for a manifest without a token', async () => {
    assert.equal((await fetch(`${stream.origin}/${uid}/manifest/video.mpd`)).status, 401);
  });
});
