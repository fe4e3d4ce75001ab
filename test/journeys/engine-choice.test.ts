import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { browsersHere, openPage } from './support/browsers.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { untilPlaying } from './support/playback.js';
import { until } from './support/until.js';

const isHere = (await browsersHere()).includes('webkit');

/** Before any script of the page's own runs, this browser becomes an older one. */
const AGES: Readonly<Record<string, readonly string[]>> = {
  '/without-media-source.js': ['MediaSource', 'WebKitMediaSource'],
  '/without-any-media-source.js': ['MediaSource', 'WebKitMediaSource', 'ManagedMediaSource'],
};

/** The demo's pages, each with one of those scripts before its own: `?before=/…`. */
async function startOldSite(demo: JourneyDemo): Promise<{ readonly origin: string; close(): void }> {
  const server = http.createServer((req, res) => {
    const url = new URL(req.url ?? '/', demo.url);
    const missing = AGES[url.pathname];
    if (missing) {
      res
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(missing.map((name) => `delete window.${name};`).join('\n'));
      return;
    }
    const before = url.searchParams.get('before');
    void fetch(url).then(
      async (answer) => {
        const headers = Object.fromEntries(
          [...answer.headers].filter(
            ([name]) => !['content-length', 'content-encoding', 'transfer-encoding', 'connection'].includes(name),
          ),
        );
        const body =
          before === null
            ? Buffer.from(await answer.arrayBuffer())
            : (await answer.text()).replace('<head>', `<head><script src="${before}"></script>`);
        res.writeHead(answer.status, headers).end(body);
      },
      () => res.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('the engine in WebKit', { skip: isHere ? false : 'no WebKitGTK here' }, () => {
  let demo: JourneyDemo;
  let site: Awaited<ReturnType<typeof startOldSite>>;
  let uid: string;
  before(async () => {
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    site = await startOldSite(demo);
    uid = await demo.sample();
  });
  after(async () => {
    site.close();
    await demo.close();
  });

  for (const [has, script, engine] of [
    ['only its own HLS, as an iPhone before iOS 17.1', '/without-any-media-source.js', 'native'],
    ['only ManagedMediaSource, as an iPhone since', '/without-media-source.js', 'hls.js'],
  ] as const) {
    it(`is ${engine} in one that has ${has}, and plays`, { timeout: 120_000 }, async () => {
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
