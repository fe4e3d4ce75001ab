import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { findAxeViolations } from './support/axe.js';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { writeClip } from './support/clips.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

/** Waits until no colour is on its way to another. */
async function untilColoursStay(page: ChromiumPage['page']): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const turning = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(turning.map(({ finished }) => finished));
  });
}

/** Lists the findings of axe in a page, and the width of the page if it exceeds the screen. */
async function violations(page: ChromiumPage['page']): Promise<readonly string[]> {
  const [scrollWidth, clientWidth] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  return [...(scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : []), ...(await findAxeViolations(page))];
}

describe('the demo’s first page', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  const openPage = shareChromium();
  let driver: ChromiumPage;
  let uid: string;
  before(async () => {
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    uid = await demo.waitForSample();
  });
  after(() => demo.close());
  beforeEach(async () => {
    driver = await openPage();
    await driver.goto(demo.url);
  });
  afterEach(() => driver.close());

  const facts = async (): Promise<string[]> => driver.page.locator('#meter li').allTextContents();

  it('has no axe or CSP violation and no horizontal overflow: narrow, wide, light, dark, right to left', async () => {
    const { page } = driver;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Reloaded, so that no colour is in transition.
      await driver.goto(demo.url);
      await page.locator('.card[data-uid]').waitFor();
      for (const width of [320, 1280])
        for (const dir of ['ltr', 'rtl']) {
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate((direction) => (document.documentElement.dir = direction), dir);
          const found = await violations(page);
          assert.deepEqual(found, [], `${colorScheme} ${width} ${dir}`);
        }
    }
    assert.deepEqual(driver.problems, []);
  });

  it('links to other pages and documents, all of which exist', async () => {
    const links = await driver.page
      .locator('.more a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    assert.ok(links.length >= 10, links.join(' '));
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  });

  it('has documentation that is readable without a script, with working links and anchors', async () => {
    const first = new URL('docs/index.html', demo.url).href;
    /** Addresses that were visited, with their anchors. */
    const seen = new Map<string, ReadonlySet<string>>();
    const anchors: (readonly [link: string, on: string])[] = [];
    const next: (readonly [link: string, on: string])[] = [[first, '']];
    for (let item = next.pop(); item; item = next.pop()) {
      const [link, on] = item;
      const [address = '', anchor] = link.split('#');
      if (anchor && address.includes('/docs/')) anchors.push(item);
      if (seen.has(address)) continue;
      const response = await fetch(address);
      assert.equal(response.status, 200, `${link} on ${on}`);
      const html = await response.text();
      const all = (name: string): string[] =>
        [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map((it) => it[1]!);
      seen.set(address, new Set(all('id')));
      if (!/\/docs\/[\w-]+\.html$/.test(address)) continue;
      const [, main = ''] = /<main[^]*?>([^]*)<\/main>/.exec(html) ?? [];
      assert.ok(main.replace(/<[^>]*>/g, '').trim().length > 500, `${address} says ${main}`);
      for (const each of all('href').filter((it) => !it.startsWith('data:')))
        if (new URL(each, address).origin === new URL(demo.url).origin)
          next.push([new URL(each, address).href, address]);
    }
    const dead = anchors.filter(
      ([link]) => !seen.get(link.split('#')[0]!)?.has(decodeURIComponent(link.split('#')[1]!)),
    );
    assert.deepEqual(dead, []);
    assert.ok([...seen.keys()].filter((link) => link.includes('/docs/')).length >= 15, [...seen.keys()].join(' '));
  });

  it('has documentation without axe violations, CSP violations and horizontal overflow', async () => {
    const { page } = driver;
    await driver.goto(new URL('docs/index.html', demo.url).href);
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href.split('#')[0]!));
    const pages = [...new Set(links)].filter((link) => /\/docs\/[\w-]+\.html$/.test(link));
    assert.ok(pages.length >= 15, pages.join(' '));
    for (const name of ['playground', 'gallery'])
      assert.ok(
        pages.some((page) => page.endsWith(`/${name}.html`)),
        pages.join(' '),
      );
    const looks = [
      [320, 'light'],
      [1280, 'dark'],
    ] as const;
    for (const link of pages)
      for (const [index, [width, colorScheme]] of looks.entries()) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        if (index === 0) await driver.goto(link);
        else await untilColoursStay(page);
        assert.deepEqual(await violations(page), [], `${link} ${width} ${colorScheme}`);
      }
    assert.deepEqual(driver.problems, []);
  });

  it('shows renewals of ten-second tokens while a video plays, with no request refused', async () => {
    const { page } = driver;
    const lifeOf = async (address: string): Promise<number> => {
      const { expiresAt } = (await (await fetch(`${demo.url}${address}`)).json()) as { expiresAt: string };
      return Date.parse(expiresAt) - Date.now();
    };
    assert.ok((await lifeOf(`/ten-second-tokens/${uid}`)) <= 10_000);
    assert.ok((await lifeOf(`/api/videos/${uid}/token?ttl=10`)) > 600_000, 'the reference server gives no others');
    assert.equal((await facts())[0], 'Token renewed 0×');
    await page.getByRole('switch', { name: '10-second tokens' }).check();
    await page.locator('cf-stream-player').evaluate((player: HTMLVideoElement) => {
      player.muted = true;
    });
    await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
    const renewals = async (): Promise<number> => Number(/renewed (\d+)×/.exec((await facts())[0] ?? '')?.[1]);
    await until('it plays', async () => / [1-9]\d* s watched$/.test((await facts()).at(-1) ?? ''), {
      timeoutMs: 90_000,
    });
    // The switch itself has requested one of them.
    const before = await renewals();
    await until('two renewals are counted while it plays', async () => (await renewals()) >= before + 2, {
      timeoutMs: 90_000,
    });
    const shape = /^Token renewed \d+× next in 0:0\d \d+ stalls? [1-9]\d* s fetched, [1-9]\d* s watched$/;
    await until('all is shown', async () => shape.test((await facts()).join(' ')));
    assert.deepEqual(await demo.refusedRequests(), []);
    assert.deepEqual(driver.problems, []);
  });

  it('cuts the connection of an upload, even across a reload, and completes it after reconnecting', async () => {
    const { page } = driver;
    const clip = writeClip(demo.folder);
    const choose = (): Promise<void> => page.locator('cf-stream-upload input[type=file]').first().setInputFiles(clip);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Cut the connection' }).click();
    await page.getByText('Connection cut.').waitFor();
    await choose();
    await page.getByText('Connection lost. Retrying…').first().waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('pick up where you left off').first().waitFor();
    await choose();
    await page.getByText('Connection lost. Retrying…').first().waitFor();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await page.getByText('Ready to play').first().waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Cut the connection' }).waitFor();
    assert.deepEqual(
      driver.problems.filter((problem) => problem.startsWith('policy')),
      [],
    );
  });
});
