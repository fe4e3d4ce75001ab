// Every state of both elements, in both directions, three widths, light, dark and forced colours. Whether they are beautiful
// only people can tell: look at them after a change. `TEST_PICTURES=1 npm run test:journey states` puts screenshots of all of
// them into .build/states, which takes as long again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PROJECT } from '../../demo/start/options.js';
import { readAccessibilityTree } from './support/accessibility-tree.js';
import { findAxeViolations } from './support/axe.js';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';

const FOLDER = path.join(PROJECT, '.build/states');
const HAS_PICTURES = process.env.TEST_PICTURES === '1';
const VIEWPORT = { width: 1500, height: 1800 };
const COLOR_MODES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

/** Unloads every `<video>`. Runs in the page. */
function endVideos(): void {
  const end = (element: Element): void => {
    if (element instanceof HTMLVideoElement) {
      element.removeAttribute('src');
      element.load();
    }
    element.shadowRoot?.querySelectorAll('*').forEach(end);
  };
  document.querySelectorAll('*').forEach(end);
}

/** Finds buttons that are smaller than their text, or too small to press. Runs in the page. */
function crampedButtons(): string[] {
  return (
    [...document.querySelectorAll('*')]
      .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('button') ?? [])])
      .filter((button) => button.checkVisibility() && button.innerText.trim() !== '')
      // A long chapter title is cut off, and the length of the video is in a line that is not visible.
      .filter((button) => !button.matches('.time'))
      .filter(({ offsetHeight, scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        [offsetHeight < 24, scrollWidth > clientWidth + 1, scrollHeight > clientHeight + 1].includes(true),
      )
      .map((button) => button.outerHTML)
  );
}

/** Languages with long words, with tall letters, and without spaces; with `TEST_WHOLE=1`, all besides English. */
const LANGUAGES = process.env.TEST_WHOLE
  ? fs
      .readdirSync(path.join(PROJECT, 'src/player/strings'))
      .flatMap((name) => /^(?!en)([a-z]{2})\.ts$/.exec(name)?.[1] ?? [])
  : ['hi', 'ja', 'ru'];

describe('every state of both elements', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let browser: ChromiumPage;
  before(async () => {
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    browser = await openChromium();
    if (HAS_PICTURES) fs.rmSync(FOLDER, { recursive: true, force: true });
    await browser.page.setViewportSize(VIEWPORT);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const [direction, lang] of [
    ['ltr', 'en'],
    ['rtl', 'ar'],
  ] as const) {
    it(`has no axe violations ${direction}`, async () => {
      const { page } = browser;
      await page.emulateMedia(COLOR_MODES.light);
      await open(`${demo.url}/states.html?lang=${lang}`);
      await until(
        'the states are drawn',
        () => browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
        { timeoutMs: 60_000 },
      );
      assert.deepEqual(await browser.evaluate(() => [scrollX, scrollY]), [0, 0], 'it opens at its top');
      // The page shows many of each, none of them within what a site would have around it.
      assert.deepEqual(await findAxeViolations(page, 'main', ['region', 'landmark-unique']), []);
    });

    if (lang === 'en')
      it('exposes errors, processing and loading to screen readers', async () => {
        const { page } = browser;
        // The spinner comes only where something takes a while.
        await until('somebody is told that it loads', async () =>
          (await readAccessibilityTree(page)).some((line) => line === 'status | Loading'),
        );
        const texts = (await readAccessibilityTree(page)).join('\n');
        assert.match(texts, /^alert/m);
        assert.match(texts, /Connection lost\. Check your network and try again\./);
        assert.match(texts, /^button \| Try again/m);
        assert.match(texts, /Processing video…/);
        assert.match(texts, /^button \| Live/m);
      });

    it(`is drawn ${direction} with no overflowing, cramped or overlapping part, and no CSP violation`, async () => {
      const { page } = browser;
      for (const [mode, media] of Object.entries(COLOR_MODES)) {
        await page.emulateMedia(media);
        const { height, names, unseen, overflowing, colliding } = await browser.evaluate(() => ({
          height: document.documentElement.scrollHeight,
          names: [...document.querySelectorAll('[data-state]')].map((row) => (row as HTMLElement).dataset.state),
          // Panels that should have opened over the player, and did not.
          unseen: [...document.querySelectorAll('.sheets [data-state]')]
            .filter((row) => (row.lastElementChild as HTMLElement).offsetHeight < 40)
            .map((row) => (row as HTMLElement).dataset.state),
          // Buttons that were pushed out of their controls.
          overflowing: [...document.querySelectorAll('cf-stream-controls')].flatMap((controls) =>
            [...controls.shadowRoot!.querySelectorAll('button')]
              .filter((button) => button.checkVisibility())
              .filter((button) => {
                const { left, right } = button.getBoundingClientRect();
                const box = controls.getBoundingClientRect();
                return left < box.left || right > box.right;
              })
              .map((button) => button.getAttribute('part')),
          ),
          // Parts over a picture that overlap one another, or reach beyond its edges.
          colliding: [...document.querySelectorAll('.stage, stream-extras-in-player')].flatMap((stage) => {
            const root = stage.shadowRoot ?? stage;
            const controls = root.querySelector('cf-stream-controls')!.shadowRoot!;
            const bar = controls.querySelector('cf-stream-seek-bar')?.shadowRoot;
            // A real pointer on the bar hides the time if there is no room for both.
            const isPointed = controls.host.matches('[data-pointed]');
            const over = [
              ...controls.querySelectorAll(`.pill, .unmute, .live${isPointed ? '' : ', .row > .time'}`),
              ...(bar?.querySelectorAll('.bubble > :is(.time, .name)') ?? []),
              ...root.querySelectorAll('.resume > div, .next, .ways button'),
            ].filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
            const box = stage.getBoundingClientRect();
            const boxes = over.map((one) => one.getBoundingClientRect());
            return over
              .filter((_, index) => {
                const { left, right, top, bottom } = boxes[index]!;
                const isOutside = [left < box.left, right > box.right, top < box.top, bottom > box.bottom];
                const others = boxes.filter((_other, at) => at !== index);
                return (
                  isOutside.includes(true) ||
                  others.some((it) => it.left < right && it.right > left && it.top < bottom && it.bottom > top)
                );
              })
              .map(
                (one) =>
                  `${one.getAttribute('class')} in ${stage.closest<HTMLElement>('[data-state]')?.dataset.state} at ${box.width}`,
              );
          }),
        }));
        const reconnecting = page.locator('[data-state="waiting for long"] cf-stream-controls .stall .pill');
        assert.deepEqual(
          await reconnecting.evaluateAll((pills) =>
            pills.map((pill) => pill.checkVisibility({ opacityProperty: true })),
          ),
          [true, true, true],
          'who waits for long is told why',
        );
        assert.ok(names.length > 150, names.join(', '));
        assert.deepEqual(unseen, []);
        assert.deepEqual(overflowing, []);
        assert.deepEqual(await browser.evaluate(crampedButtons), []);
        assert.deepEqual(colliding, []);
        for (let top = 0, number = 1; top < height; top += VIEWPORT.height, number += 1) {
          // What comes into sight is drawn, also where nobody wants its picture.
          await browser.evaluate((y) => {
            scrollTo(0, y);
            return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))));
          }, top);
          await takePicture(`${direction}-${mode}-${number}`);
        }
      }
      assert.deepEqual(browser.problems, []);
    });
  }

  it('has no button smaller than its text on a small screen, in other languages', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    for (const lang of LANGUAGES) {
      await open(`${demo.url}/states.html?lang=${lang}&widths=320`);
      await until(
        `the states are drawn in ${lang}`,
        () => browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
        { timeoutMs: 60_000 },
      );
      assert.deepEqual(await browser.evaluate(crampedButtons), [], lang);
    }
    assert.deepEqual(browser.problems, []);
  });

  it('leaves no line of background beside a picture that has almost the shape of the player', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await open(`${demo.url}/states.html`);
    // By then, nothing more is rendered into it.
    await page.locator('main > section').first().waitFor();
    const white = await browser.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 854, height: 480 });
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 854, 480);
      return canvas.toDataURL().split(',')[1]!;
    });
    const body = Buffer.from(white, 'base64');
    await page.route('**/white.png', (route) => route.fulfill({ contentType: 'image/png', body }));
    for (const width of [333.4, 333.5, 320, 299.9]) {
      const box = await browser.evaluate(async (wide) => {
        const player = document.createElement('cf-stream-player');
        player.poster = '/white.png';
        player.style.cssText = `inline-size: ${wide}px; background: #000; border-radius: 0`;
        document.body.replaceChildren(player);
        document.body.style.cssText = 'background: #fff; padding: 20.3px';
        await player.updateComplete;
        await player.shadowRoot!.querySelector('img')!.decode();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const { left, top, right, bottom } = player.getBoundingClientRect();
        return { left, top, right, bottom };
      }, width);
      const picture = await page.screenshot({
        clip: { x: 0, y: 0, width: Math.ceil(box.right) + 20, height: Math.ceil(box.bottom) + 20 },
      });
      const darkest = await browser.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        return context
          .getImageData(0, 0, bitmap.width, bitmap.height)
          .data.reduce((least, value) => Math.min(least, value));
      }, picture.toString('base64'));
      assert.equal(darkest, 255, `at ${width} px`);
    }
  });

  it('is drawn in a hostile page, with every frame filled and no axe or CSP violation', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await open(`${demo.url}/hostile.html`);
    await until('the states are drawn', () =>
      browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
    );
    const sizes = await browser.evaluate(() =>
      [...document.querySelectorAll('main :is(stream-player-in-state, stream-controls-in-player)')].map((element) => {
        const { width, height } = element.getBoundingClientRect();
        const box = element.shadowRoot!.querySelector('.frame')!.getBoundingClientRect();
        return { width, height, isFilled: Math.abs(box.width - width) < 1 && Math.abs(box.height - height) < 1 };
      }),
    );
    await takePicture('hostile', true);
    assert.ok(sizes.length > 20, String(sizes.length));
    assert.deepEqual(
      sizes.filter(({ width, height, isFilled }) => width < 150 || height < 80 || !isFilled),
      [],
    );
    assert.deepEqual(await findViolations(), []);
    assert.deepEqual(browser.problems, []);
  });

  it('is free of axe, CSP and Trusted Types violations in a hostile page while it plays and sends', async () => {
    const { page } = browser;
    const uid = await demo.waitForSample();
    await open(`${demo.url}/hostile.html`);
    await until('the states are drawn', () =>
      browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
    );
    assert.match((await fetch(page.url())).headers.get('content-security-policy') ?? '', /require-trusted-types-for/);
    await browser.evaluate(
      (src, origin) => {
        const player = document.createElement('cf-stream-player');
        const upload = document.createElement('cf-stream-upload');
        const attributes = { src, 'token-endpoint': '/api/videos/{uid}/token', 'delivery-origin': origin, muted: '' };
        for (const [name, value] of Object.entries(attributes)) player.setAttribute(name, value);
        upload.setAttribute('endpoint', '/api/uploads');
        upload.setAttribute('status-endpoint', '/api/videos/{uid}');
        document.querySelector('main')!.replaceChildren(player, upload);
      },
      uid,
      demo.stream.origin,
    );
    await browser.click('cf-stream-player', '[part~=play-overlay]');
    await until('it plays', () =>
      browser.evaluate(() => document.querySelector('cf-stream-player')!.currentTime > 0.5),
    );
    assert.deepEqual(await findViolations(), [], 'while it plays');
    await browser.evaluate(() => document.querySelector('cf-stream-player')!.focus());
    // Unused controls are hidden.
    await page.locator('cf-stream-player [part~=settings-button]').focus();
    await page.keyboard.press('Enter');
    await page.locator('cf-stream-settings [role^=menuitem]').first().waitFor();
    assert.deepEqual(await findViolations(), [], 'with its settings');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.locator('cf-stream-shortcuts dialog').waitFor();
    assert.deepEqual(await findViolations(), [], 'with the list of shortcuts');
    await page.keyboard.press('Escape');

    const input = page.locator('cf-stream-upload input[type=file]').first();
    const statusOf = () => browser.evaluate(() => document.querySelector('cf-stream-upload')!.state.status);
    await input.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no video') });
    await until('the file is refused', async () => (await statusOf()) === 'error');
    assert.deepEqual(await findViolations(), [], 'with a file that is refused');
    await input.setInputFiles(path.join(PROJECT, 'test/fixtures/clip-5s.mp4'));
    await until('the video is ready', async () => (await statusOf()) === 'ready', { timeoutMs: 60_000 });
    assert.deepEqual(await findViolations(), [], 'with a video that is ready');
    await takePicture('hostile-live', true);
    assert.deepEqual(browser.problems, []);
  });

  /** Opens a page. Leaving one discards its recordings, about which videos that are still loading would complain. */
  async function open(url: string): Promise<void> {
    await browser.evaluate(endVideos);
    await browser.goto(url);
  }

  /** Takes a picture for people, if asked for: no test reads it. */
  async function takePicture(name: string, fullPage = false): Promise<void> {
    if (!HAS_PICTURES) return;
    const file = path.join(FOLDER, `${name}.jpg`);
    await browser.page.screenshot({ path: file, type: 'jpeg', quality: 80, fullPage, timeout: 90_000 });
  }

  /** What axe finds in `main`, where our elements are; the rule for regions is about the page around them. */
  const findViolations = (): Promise<string[]> => findAxeViolations(browser.page, 'main', ['region']);
});
