import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';

describe('the gallery', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  const openPage = shareChromium();
  let driver: ChromiumPage;
  let uid: string;
  const requests: string[] = [];
  before(async () => {
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    uid = await demo.waitForSample();
  });
  after(() => demo.close());
  beforeEach(async () => {
    driver = await openPage();
    requests.length = 0;
    driver.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await driver.goto(new URL('docs/gallery.html', demo.url).href);
    await driver.page.locator(`.brand[src="${uid}"]`).waitFor();
  });
  afterEach(async () => {
    assert.deepEqual(driver.problems, []);
    await driver.close();
  });

  it('styles its elements with the CSS that it shows', async () => {
    const { page } = driver;
    const styles = await (await fetch(new URL('docs/gallery-looks.css', demo.url))).text();
    const shown = await page.locator('.code code').allTextContents();
    const rules = shown.filter((text) => text.startsWith('.'));
    assert.ok(rules.length >= 6, rules.join('\n'));
    for (const rule of rules) assert.ok(styles.includes(rule), rule);
    const looks = await page.evaluate(() => {
      const [card, brand] = [...document.querySelectorAll('.card-look, .brand')]
        .reverse()
        .map((it) => getComputedStyle(it));
      return [
        card?.borderRadius,
        brand?.getPropertyValue('--cf-stream-accent-color'),
        ...[...document.querySelectorAll<HTMLElement>('.filled')].map((it) =>
          (it.offsetWidth / it.offsetHeight).toFixed(2),
        ),
      ];
    });
    assert.deepEqual(looks, ['24px', '#a78bfa', '1.00', '0.56']);
  });

  it('plays by a button of the page', async () => {
    const { page } = driver;
    await page.locator('#film').evaluate((film: HTMLVideoElement) => (film.muted = true));
    await page.getByRole('button', { name: 'Play', exact: true }).and(page.locator('#film-button')).click();
    await page.locator('#film:state(playing)').waitFor({ timeout: 60_000 });
    await page.locator('#film-button', { hasText: 'Pause' }).waitFor();
  });

  it('shows the message of every error, and loads their code only once one of them is near', async () => {
    const { page } = driver;
    const hasCode = (): boolean => requests.some((path) => path.includes('/gallery-errors-'));
    assert.equal(hasCode(), false);
    const boxes = page.locator('[data-error]');
    const codes = await boxes.evaluateAll((all) => all.map((it) => (it as HTMLElement).dataset.error));
    assert.ok(codes.length >= 40, codes.join(' '));
    for (let index = 0; index < codes.length; index++) {
      const box = boxes.nth(index);
      await box.scrollIntoViewIfNeeded();
      const sentence = (await box.getAttribute('data-words')) ?? '';
      const [begin = ''] = sentence.split(/[.…]/);
      await box
        .getByText(begin, { exact: false })
        .first()
        .waitFor({ timeout: 10_000 })
        .catch(async (error: unknown) => {
          throw new Error(`${codes[index] ?? ''} does not say “${begin}”: ${await box.innerText()}`, { cause: error });
        });
    }
    assert.equal(hasCode(), true);
  });
});
