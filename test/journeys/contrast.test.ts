// Contrast of all that both elements draw, and sizes of all that can be pressed, measured on the page with every state: from
// the drawn pixels, over a white, a grey and a black picture. Prints what it has found, the least of each kind first.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import {
  compareShots,
  findPieces,
  findTargets,
  focusKinds,
  findSeekBar,
  hide,
  readPoints,
  showFocusable,
  showPicture,
  type Measured,
  type Target,
} from './support/pixels.js';
import { until } from './support/until.js';

/** Least contrast of text, of large text, icons and focus rings, as WCAG 2.2 has it in AA. */
const LEAST = { text: 4.5, large: 3, icon: 3, focus: 3 } as const;
/** Least width and height of what can be pressed, in CSS pixels. */
const LEAST_SIZE = { mouse: 24, touch: 44 } as const;
const PICTURES = { white: '#fff', grey: '#777', black: '#000' } as const;
const LOOKS = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none', pictures: ['white', 'grey', 'black'] },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none', pictures: [] },
  { name: 'forced', colorScheme: 'dark', forcedColors: 'active', pictures: ['white', 'black'] },
] as const;
const VIEWPORT = { width: 1400, height: 1400 };

describe('contrast and targets of both elements', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let browser: ChromiumPage;
  before(async () => {
    demo = await startJourney();
    browser = await openChromium();
    await browser.page.setViewportSize(VIEWPORT);
    await open('');
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  /** Shows all states at one width, side by side. */
  async function open(query: string): Promise<void> {
    await browser.goto(`${demo.url}/states.html?widths=320${query}`);
    await until(
      'the states are drawn',
      () => browser.evaluate(() => document.documentElement.dataset.ready !== undefined),
      { timeoutMs: 60_000 },
    );
    await browser.evaluate(hide, 'nothing');
    await browser.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'body { inline-size: auto; padding: 8px } main section { display: flex; flex-wrap: wrap; align-items: start; gap: 8px }' +
          '.sheets { display: contents } h2, h3, header { display: none } *, ::before, ::after { transition: none !important }',
      );
      document.adoptedStyleSheets.push(sheet);
    });
  }

  it('are enough for text and icons', async () => {
    const found = new Map<string, Measured>();
    for (const { pictures, name, ...media } of LOOKS) {
      await browser.page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      for (const picture of [...pictures, undefined]) {
        if (picture) await browser.evaluate(showPicture, PICTURES[picture]);
        const section = picture ? 'main > section:not([data-in-page])' : 'main > [data-in-page]';
        for (const one of await measure(section)) {
          const key = `${one.kind} ${one.name} ${name}${picture ? `, ${picture}` : ''}`;
          if (one.contrast < (found.get(key)?.contrast ?? Infinity)) found.set(key, one);
        }
      }
    }
    const rows = [...found].sort(([, a], [, b]) => a.contrast / LEAST[a.kind] - b.contrast / LEAST[b.kind]);
    print(rows.map(([key, { contrast, text }]) => `${contrast.toFixed(2).padStart(5)}  ${key}  ${text}`));
    assert.ok(rows.length > 150, String(rows.length));
    assert.deepEqual(
      rows.filter(([, { kind, contrast }]) => contrast < LEAST[kind]).map(([key, { contrast }]) => [key, contrast]),
      [],
    );
  });

  /** Takes pictures of a section with and without its text and its icons, and compares them piece by piece. */
  async function measure(section: string): Promise<readonly Measured[]> {
    const { page } = browser;
    const found: Measured[] = [];
    const box = await browser.evaluate((selector) => {
      const { top, bottom } = document.querySelector(selector)!.getBoundingClientRect();
      return [top + scrollY, bottom + scrollY] as const;
    }, section);
    for (let top = Math.floor(box[0]); top < box[1]; top += VIEWPORT.height - 300) {
      await browser.evaluate((y) => scrollTo(0, y), top);
      const pieces = await browser.evaluate(findPieces, section);
      const shots: string[] = [];
      for (const what of ['nothing', 'text', 'icons'] as const) {
        await browser.evaluate(hide, what);
        shots.push((await page.screenshot({ timeout: 90_000 })).toString('base64'));
      }
      await browser.evaluate(hide, 'nothing');
      found.push(...(await browser.evaluate(compareShots, pieces, shots)));
    }
    return found;
  }

  it('are enough for the parts of the seek bar', async () => {
    const { page } = browser;
    const found: (readonly [pair: string, contrast: number, least: number])[] = [];
    for (const { pictures, name, ...media } of LOOKS) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      for (const picture of pictures) {
        await browser.evaluate(showPicture, PICTURES[picture]);
        const points = await browser.evaluate(findSeekBar);
        const shot = (await page.screenshot({ timeout: 90_000 })).toString('base64');
        const [played = 0, loaded = 0, rest = 0, thumb = 0, behind = 0] = await browser.evaluate(
          readPoints,
          shot,
          points,
        );
        const add = (pair: string, a: number, b: number, least: number): void =>
          void found.push([`${pair} ${name}, ${picture}`, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), least]);
        add('thumb : what is behind the bar', thumb, behind, 3);
        add('played : neither', played, rest, 3);
        // Between these there is the thumb; they only have to be told apart.
        add('played : loaded', played, loaded, 1.5);
        add('loaded : neither', loaded, rest, 1.5);
      }
    }
    print(found.map(([pair, contrast]) => `${contrast.toFixed(2).padStart(5)}  seek bar, ${pair}`));
    assert.deepEqual(
      found.filter(([, contrast, least]) => contrast < least),
      [],
    );
  });

  it('are enough for the ring of what has the focus', async () => {
    const { page } = browser;
    const found: [string, number][] = [];
    for (const { pictures, name, ...media } of LOOKS) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      // From here on, what gets the focus shows it.
      await page.keyboard.press('Tab');
      for (const picture of [...pictures, undefined]) {
        if (picture) await browser.evaluate(showPicture, PICTURES[picture]);
        const section = picture ? 'main > section:not([data-in-page])' : 'main > [data-in-page]';
        const kinds = await browser.evaluate(focusKinds, section);
        for (const [index, kind] of kinds.entries()) {
          const clip = await browser.evaluate(showFocusable, index);
          const shots: string[] = [];
          for (const isFocused of [false, true]) {
            await browser.evaluate(
              (at, on) => {
                const { focusables } = window as unknown as { focusables: HTMLElement[] };
                if (on) focusables[at]!.focus({ preventScroll: true });
                else focusables[at]!.blur();
              },
              index,
              isFocused,
            );
            shots.push((await page.screenshot({ clip, timeout: 90_000 })).toString('base64'));
          }
          const whole = { kind: 'focus' as const, name: kind, text: '', left: 0, top: 0, ...clip, x: 0, y: 0 };
          const [ring] = await browser.evaluate(compareShots, [whole], [shots[1]!, shots[0]!, shots[0]!]);
          found.push([`${kind} ${name}${picture ? `, ${picture}` : ''}`, ring?.contrast ?? 1]);
        }
      }
    }
    found.sort(([, a], [, b]) => a - b);
    print(found.map(([key, contrast]) => `${contrast.toFixed(2).padStart(5)}  focus ${key}`));
    assert.ok(found.length > 100, String(found.length));
    assert.deepEqual(
      found.filter(([, contrast]) => contrast < LEAST.focus),
      [],
    );
  });

  for (const [pointer, least] of Object.entries(LEAST_SIZE)) {
    it(`have targets of ${least} pixels at least for ${pointer}`, async () => {
      const cdp = await browser.context.newCDPSession(browser.page);
      const isTouch = pointer === 'touch';
      await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: isTouch, maxTouchPoints: 5 });
      await cdp.send('Emulation.setEmulatedMedia', {
        features: [
          { name: 'pointer', value: isTouch ? 'coarse' : 'fine' },
          { name: 'hover', value: isTouch ? 'none' : 'hover' },
        ],
      });
      await open('');
      const targets: readonly Target[] = await browser.evaluate(findTargets);
      const smallest = new Map<string, Target>();
      for (const target of targets) {
        const known = smallest.get(target.name);
        if (!known || Math.min(target.width, target.height) < Math.min(known.width, known.height))
          smallest.set(target.name, target);
      }
      const rows = [...smallest.values()].sort((a, b) => Math.min(a.width, a.height) - Math.min(b.width, b.height));
      print(rows.map(({ name, width, height }) => `${pointer}  ${width} × ${height}  ${name}`));
      assert.ok(rows.length > 30, String(rows.length));
      assert.deepEqual(
        rows.filter(({ width, height }) => Math.min(width, height) < least),
        [],
      );
      if (isTouch) await checkSheet();
      await cdp.detach();
    });
  }

  /** Opens the settings as on a phone, where they are a sheet at its lower edge. */
  async function checkSheet(): Promise<void> {
    const { page } = browser;
    await page.setViewportSize({ width: 400, height: 800 });
    const controls = page.locator('[data-state="paused"] cf-stream-controls');
    await controls.locator('[part~=settings-button]').click();
    await controls.locator('cf-stream-settings .item').first().waitFor();
    const box = await controls.locator('cf-stream-settings .menu').evaluate((menu) => {
      const { left, right, bottom } = menu.getBoundingClientRect();
      const rows = [...menu.querySelectorAll<HTMLElement>('.item')].map(({ offsetHeight }) => offsetHeight);
      const edges = [left, right - document.documentElement.clientWidth, bottom - innerHeight].map(Math.round);
      return { edges, isHighEnough: Math.min(...rows) >= 48 };
    });
    assert.deepEqual(box, { edges: [0, 0, 0], isHighEnough: true });
    await page.keyboard.press('Escape');
    await page.setViewportSize(VIEWPORT);
  }
});

/** Prints lines beside the results. */
function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
