import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { startDemoProxy } from './support/demo-proxy.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

/** Notes images that are requested by the property `src`, and whether the player was defined; templates set the attribute. */
const SPY = `
  window.early = [];
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  Object.defineProperty(HTMLImageElement.prototype, 'src', { ...source, set(src) {
    early.push([src, document.querySelector('cf-stream-player').matches(':defined')]);
    source.set.call(this, src);
  } });`;
const POSTER = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90"/></svg>';
const player = (name: string): string => `<cf-stream-player poster="/posters/${name}.svg"></cf-stream-player>`;
/** The canvas is as high as many windows, without a `style`, which the demo's policy forbids. */
const BODY = `<body>${player('seen')}<cf-stream-player></cf-stream-player>
  <div hidden>${player('hidden')}</div><canvas height="10000"></canvas>${player('below')}</body>`;

describe('a poster', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let site: Awaited<ReturnType<typeof startDemoProxy>>;
  /** Paths of the requested posters. */
  const posters: string[] = [];
  before(async () => {
    demo = await startJourney({});
    site = await startDemoProxy(demo, {
      answer: ({ pathname }) => {
        if (pathname === '/spy.js') return { type: 'text/javascript', body: SPY };
        if (!pathname.startsWith('/posters/')) return undefined;
        posters.push(pathname);
        return { type: 'image/svg+xml', body: POSTER };
      },
      changePage: (html) =>
        html.replace('<head>', '<head><script src="/spy.js"></script>').replace(/<body[\s\S]*<\/body>/, BODY),
    });
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
        await page.goto(`${site.origin}/player.html`);
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
        assert.deepEqual(posters, ['/posters/seen.svg']);
      } finally {
        await page.close();
      }
    },
  );
});
