// Pictures of every state of both elements, in both directions, three widths, light, dark and forced colours, into
// .build/states. No machine can tell whether they are beautiful: look at them after a change.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PROJECT } from '../../demo/start/options.js';
import { lacksChromium } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

const FOLDER = path.join(PROJECT, '.build/states');
const SHEET = { width: 1500, height: 1800 };
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

describe('every state', { skip: await lacksChromium() }, () => {
  let demo: JourneyDemo;
  let browser: ChromiumPage;
  before(async () => {
    demo = await startJourney();
    browser = await openChromium();
    fs.rmSync(FOLDER, { recursive: true, force: true });
    fs.mkdirSync(FOLDER, { recursive: true });
    await browser.page.setViewportSize(SHEET);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const [direction, lang] of [
    ['ltr', 'en'],
    ['rtl', 'ar'],
  ] as const) {
    it(`is drawn ${direction}, inside its own box, and has its picture taken`, async () => {
      const { page } = browser;
      for (const [look, media] of Object.entries(LOOKS)) {
        await page.emulateMedia(media);
        await browser.goto(`${demo.url}/states.html?lang=${lang}`);
        await until('the states are drawn', () =>
          browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
        );
        const { height, names, wide } = await browser.evaluate(() => ({
          height: document.documentElement.scrollHeight,
          names: [...document.querySelectorAll('[data-state]')].map((row) => (row as HTMLElement).dataset.state),
          // Whatever is wider than its box: buttons that were pushed out, words that were cut.
          wide: [...document.querySelectorAll('cf-stream-controls')].flatMap((controls) =>
            [...controls.shadowRoot!.querySelectorAll('button')]
              .filter((button) => button.checkVisibility())
              .filter((button) => {
                const { left, right } = button.getBoundingClientRect();
                const box = controls.getBoundingClientRect();
                return left < box.left || right > box.right;
              })
              .map((button) => button.getAttribute('part')),
          ),
        }));
        assert.ok(names.length > 20, names.join(', '));
        assert.deepEqual(wide, []);
        for (let top = 0, number = 1; top < height; top += SHEET.height, number += 1) {
          await browser.evaluate((y) => scrollTo(0, y), top);
          await page.screenshot({
            path: path.join(FOLDER, `${direction}-${look}-${number}.jpg`),
            type: 'jpeg',
            quality: 80,
            timeout: 90_000,
          });
        }
      }
      assert.deepEqual(browser.problems, []);
    });
  }
});
