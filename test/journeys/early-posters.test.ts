import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

/** Notes images that are requested by the property `src`, and whether the player was defined; templates set the attribute. */
const SPY = `<script>
  window.early = [];
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  Object.defineProperty(HTMLImageElement.prototype, 'src', { ...source, set(src) {
    early.push([src, document.querySelector('cf-stream-player').matches(':defined')]);
    source.set.call(this, src);
  } });
</script>`;
const player = (name: string): string =>
  `<cf-stream-player style="width: 200px" poster="/posters/${name}.svg"></cf-stream-player>`;
const BODY = `<body>${player('seen')}<cf-stream-player style="width: 200px"></cf-stream-player>
  <div hidden>${player('hidden')}</div><div style="height: 10000px"></div>${player('below')}</body>`;

/** Starts a site with the demo's files, and a page of players whose posters must not be stored. */
async function startSite(
  demo: JourneyDemo,
): Promise<{ readonly url: string; readonly posters: string[]; close(): void }> {
  const posters: string[] = [];
  const server = http.createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', demo.url);
    if (pathname.startsWith('/posters/')) {
      posters.push(pathname);
      res.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' });
      res.end('<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90"/></svg>');
      return;
    }
    void fetch(new URL(pathname, demo.url)).then(async (answer) => {
      const body = Buffer.from(await answer.arrayBuffer());
      res.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      res.end(pathname.endsWith('.html') ? toPage(body.toString()) : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/player.html`, posters, close };
}

const toPage = (text: string): string => text.replace('<head>', `<head>${SPY}`).replace(/<body[\s\S]*<\/body>/, BODY);

describe('a poster', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let site: Awaited<ReturnType<typeof startSite>>;
  before(async () => {
    demo = await startJourney({});
    site = await startSite(demo);
  });
  after(async () => {
    site.close();
    await demo.close();
  });

  it(
    'is requested once for each player in view, before it is defined, and for no other',
    { timeout: 60_000 },
    async () => {
      const page = await openChromium();
      try {
        await page.goto(site.url);
        await until('the player shows its poster', () =>
          page.evaluate(() => {
            const image = document
              .querySelector('cf-stream-player')
              ?.shadowRoot?.querySelector<HTMLImageElement>('img.poster');
            return (image?.naturalWidth ?? 0) > 0;
          }),
        );
        const early = await page.evaluate(() => (window as { early?: unknown }).early);
        assert.deepEqual(early, [['/posters/seen.svg', false]]);
        assert.deepEqual(site.posters, ['/posters/seen.svg']);
      } finally {
        await page.close();
      }
    },
  );
});
