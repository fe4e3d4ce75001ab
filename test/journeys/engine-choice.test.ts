import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { availableBrowsers, openPage } from './support/browsers.js';
import { startDemoProxy } from './support/demo-proxy.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { untilPlaying } from './support/playback.js';
import { until } from './support/until.js';

const hasWebkit = (await availableBrowsers()).includes('webkit');

/** Scripts that remove APIs, to turn the browser into an older one. */
const REMOVED_APIS: Readonly<Record<string, readonly string[]>> = {
  '/without-media-source.js': ['MediaSource', 'WebKitMediaSource'],
  '/without-any-media-source.js': ['MediaSource', 'WebKitMediaSource', 'ManagedMediaSource'],
};

/** Starts a proxy for the demo's pages that runs one of those scripts before the page's own: `?before=/…`. */
const startOldBrowserSite = (demo: JourneyDemo): ReturnType<typeof startDemoProxy> =>
  startDemoProxy(demo, {
    answer: ({ pathname }) => {
      const removed = REMOVED_APIS[pathname];
      return removed && { type: 'text/javascript', body: removed.map((name) => `delete window.${name};`).join('\n') };
    },
    changePage: (html, { searchParams }) => {
      const before = searchParams.get('before');
      return before === null ? html : html.replace('<head>', `<head><script src="${before}"></script>`);
    },
  });

describe('the engine in WebKit', { skip: hasWebkit ? false : 'WebKitGTK is not installed' }, () => {
  let demo: JourneyDemo;
  let site: Awaited<ReturnType<typeof startOldBrowserSite>>;
  let uid: string;
  before(async () => {
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    site = await startOldBrowserSite(demo);
    uid = await demo.waitForSample();
  });
  after(async () => {
    site.close();
    await demo.close();
  });

  for (const [available, script, engine] of [
    ['only native HLS, as on iPhones before iOS 17.1', '/without-any-media-source.js', 'native'],
    ['only ManagedMediaSource, as on iPhones since iOS 17.1', '/without-media-source.js', 'hls.js'],
  ] as const) {
    it(`is ${engine} and plays with ${available}`, { timeout: 120_000 }, async () => {
      const page = await openPage('webkit');
      try {
        await page.goto(`${site.origin}/player.html?v=${uid}&before=${script}`);
        await until('the player is there', () =>
          page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
        );
        const sources = await page.evaluate(() =>
          ['MediaSource', 'ManagedMediaSource'].filter((name) => name in window),
        );
        assert.deepEqual(sources, engine === 'native' ? [] : ['ManagedMediaSource']);
        await page.evaluate(() => {
          const player = document.querySelector('cf-stream-player')!;
          player.muted = true;
          player.play().catch(() => undefined);
        });
        await untilPlaying(page);
        const seen = await page.evaluate(() => {
          const player = document.querySelector('cf-stream-player')!;
          return { hasHls: player.engine !== undefined, error: player.error?.code ?? null };
        });
        assert.deepEqual(seen, { hasHls: engine === 'hls.js', error: null });
      } finally {
        await page.close();
      }
    });
  }
});
