// Uploads by keyboard alone: every control can be reached, shows its focus, and the focus is never lost.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { writeClip } from './support/clips.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { focusedElement } from './support/focus.js';
import { until } from './support/until.js';

/** More tab stops than the page has. */
const MAX_TAB_STOPS = 40;

describe('an upload by keyboard alone', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let driver: ChromiumPage;
  let clip: string;
  before(async () => {
    demo = await startJourney();
    clip = writeClip(demo.folder);
    driver = await openChromium();
    // Registered early: a dialog that opens right after the key press would be missed by a later listener.
    driver.page.on('filechooser', (chooser) => void chooser.setFiles(clip));
    await driver.goto(demo.url);
    // Fall back to the file input: the picker that returns handles cannot be answered from a test.
    await driver.evaluate(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
  });
  after(async () => {
    await driver.close();
    await demo.close();
  });

  const focus = (): Promise<{ name: string; isVisible: boolean }> => driver.evaluate(focusedElement);
  const status = (): Promise<string> => driver.evaluate(() => document.querySelector('cf-stream-upload')!.state.status);
  const untilStatus = (wanted: string): Promise<unknown> =>
    until(`it is ${wanted}`, async () => (await status()) === wanted, { timeoutMs: 90_000 });
  /** Presses Tab until an element of this name has the focus, and checks that it is visible. */
  async function tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    for (let step = 0; step < MAX_TAB_STOPS; step += 1) {
      await driver.page.keyboard.press('Tab');
      const found = await focus();
      passed.push(found.name);
      if (found.name !== name) continue;
      assert.equal(found.isVisible, true, name);
      return;
    }
    assert.fail(`${name} is not among ${passed.join(', ')}`);
  }
  const untilHung = (count: number): Promise<unknown> =>
    until(
      `${count} requests hang`,
      async () => (await demo.requests()).filter(({ method }) => method === 'PATCH').length === count,
    );
  const untilFocused = (name: RegExp): Promise<unknown> =>
    until(`the focus is on ${name.source}`, async () => name.test((await focus()).name));

  it('can be chosen, paused, resumed and removed with the focus always on its row or controls', async () => {
    const { page } = driver;
    const name = new RegExp(path.basename(clip));
    await demo.addFault({ method: 'PATCH', path: '^/tus/', hang: true, times: 2 });
    await tabTo('Choose a video');
    await page.keyboard.press('Enter');
    await untilStatus('uploading');
    await untilFocused(name);
    await tabTo('Pause upload');
    await untilHung(1);
    await page.keyboard.press('Space');
    await untilStatus('paused');
    assert.equal((await focus()).name, 'Resume upload', 'the pause button has become the resume button');
    await page.keyboard.press('Enter');
    await untilStatus('uploading');
    assert.equal((await focus()).name, 'Pause upload');

    await untilHung(2);
    // The focused button disappears once all is sent; a key pressed right then must not discard the video.
    await page.keyboard.press('Space');
    await untilStatus('paused');
    await page.keyboard.press('Space');
    await untilStatus('processing');
    await untilFocused(name);
    await page.keyboard.press('Space');
    await untilStatus('ready');
    assert.match((await focus()).name, name);
    await tabTo('Remove from list');
    await page.keyboard.press('Enter');
    await untilStatus('empty');
    await untilFocused(/^Choose a video$/);
    assert.equal((await focus()).isVisible, true);
  });
});
