import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

describe('the playground', { skip: await chromiumSkipReason() }, () => {
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
    await driver.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await driver.goto(new URL('docs/playground.html', demo.url).href);
    await driver.page.locator(`#live-player[src="${uid}"]`).waitFor();
  });
  afterEach(async () => {
    assert.deepEqual(driver.problems, []);
    await driver.close();
  });

  const code = (of: 'player' | 'upload'): Promise<string | null> =>
    driver.page.getByRole('group', { name: `Code of the ${of}` }).textContent();
  const player = <T>(read: (element: HTMLVideoElement) => T): Promise<T> =>
    driver.page.locator('#live-player').evaluate(read);

  it('updates element, code and address when a keyboard changes settings, and restores them on reload', async () => {
    const { page } = driver;
    const { keyboard } = page;
    await page.getByLabel('no-controls', { exact: true }).focus();
    await keyboard.press('Space');
    await keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'player.label');
    await keyboard.type('The lake');
    await page.locator('[name="player.--cf-stream-player-radius"]').focus();
    await keyboard.type('24px');
    assert.equal(await player((it) => (it as unknown as { noControls: boolean }).noControls), true);
    assert.equal(await player((it) => it.getAttribute('label')), 'The lake');
    assert.equal(await player((it) => getComputedStyle(it).borderRadius), '24px');

    // The arrow keys choose the framework of the code.
    await page.getByRole('radio', { name: 'HTML' }).first().focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    const vue = (await code('player')) ?? '';
    assert.match(vue, /<template>[^]*\n {4}no-controls\n {4}label="The lake"\n/);
    assert.doesNotMatch(vue, /preload|loading|--cf/);
    assert.match(
      (await page.getByRole('group', { name: 'Styles of the player' }).textContent()) ?? '',
      /--cf-stream-player-radius: 24px;/,
    );
    const copy = page.locator('[data-tag=cf-stream-player]').getByRole('button', { name: 'Copy' }).first();
    await copy.focus();
    await keyboard.press('Enter');
    await page.locator('.copy[data-copied]').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), vue);

    await until('the address has it', () => Promise.resolve(page.url().includes('player.code=vue')));
    await page.reload();
    await page.locator('#live-player[no-controls][label="The lake"]').waitFor();
    assert.equal(await player((it) => getComputedStyle(it).borderRadius), '24px');
    assert.equal(await code('player'), vue);
    assert.equal(await page.getByLabel('no-controls', { exact: true }).isChecked(), true);

    await page.getByRole('button', { name: 'Back to the defaults' }).first().click();
    await page.locator('#live-player:not([no-controls])').waitFor();
    await until('the address is clean', () => Promise.resolve(!page.url().includes('#')));
  });

  it('applies slots, the outline of a part and initial settings such as muted from an address', async () => {
    const { page } = driver;
    await page.goto(
      `${page.url()}#player.slot.title=true&player.part=play-overlay&player.muted=true&upload.multiple=true`,
    );
    await page.locator('#live-player [slot=title]').waitFor({ state: 'attached' });
    assert.match((await code('player')) ?? '', /\n {2}muted\n>\n {2}<span slot="title">/);
    assert.match((await code('upload')) ?? '', /\n {2}multiple\n>/);
    assert.equal(await player((it) => it.muted), true);
    const outline = await page.evaluate(() => {
      const part = document.querySelector('#live-player')?.shadowRoot?.querySelector('[part~=play-overlay]');
      return part && getComputedStyle(part).outlineStyle;
    });
    assert.equal(outline, 'dashed');
  });

  it('logs properties and events while it plays, without a token', async () => {
    const { page } = driver;
    await page.getByText('Properties and events').first().click();
    await player((it) => (it.muted = true));
    await driver.click('#live-player', 'button[part~="play-overlay"]');
    const log = page.locator('.log').first();
    await log.locator('li', { hasText: 'playing' }).first().waitFor({ timeout: 60_000 });
    await log.locator('li', { hasText: 'cf-stream-state ready' }).waitFor();
    const text = await log.textContent();
    assert.match(text ?? '', /paused ?false/);
    assert.doesNotMatch(text ?? '', /eyJ|https?:/);
  });

  it('accepts only a uid as its video, and only its own settings, from an address', async () => {
    const { page } = driver;
    await page.goto(`${page.url()}#player.src=https://example.com/x&player.token=secret&player.onclick=x&player.loop=`);
    await page.locator('#live-player[loop]').waitFor();
    assert.deepEqual(
      await player((it) => [it.getAttribute('src'), it.hasAttribute('token'), it.hasAttribute('onclick')]),
      [uid, false, false],
    );
    assert.doesNotMatch((await code('player')) ?? '', /example\.com|secret/);
  });
});
