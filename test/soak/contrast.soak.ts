// Measures the contrast of all that both elements draw, and the sizes of all that can be pressed, on the page with every state:
// from the drawn pixels, over a white, a grey and a black picture. `npm run soak contrast` prints what it finds, the least of each
// kind first, and exits with 1 where something is less than WCAG 2.2 asks for; SOAK_ONLY picks text, seek, focus, mouse, touch.
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import {
  compareShots,
  findPieces,
  findSeekBar,
  hide,
  readPoints,
  showPicture,
  type Measured,
} from './support/pixels.js';
import { findTargets, focusKinds, setFocused, showFocusable, type Target } from './support/targets.js';

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
const only = process.env.SOAK_ONLY ?? '';

const demo = await startJourney();
const browser = await openChromium();
const { page } = browser;

/** Shows all states at one width, side by side. */
async function open(): Promise<void> {
  await browser.goto(`${demo.url}/states.html?widths=320`);
  const isReady = (): Promise<boolean> => browser.evaluate(() => document.documentElement.dataset.ready !== undefined);
  await until('the states are drawn', isReady, { timeoutMs: 60_000 });
  await browser.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'body { inline-size: auto; padding: 8px } main section { display: flex; flex-wrap: wrap; align-items: start; gap: 8px }' +
        '.sheets { display: contents } h2, h3, header { display: none }',
    );
    document.adoptedStyleSheets.push(sheet);
  });
  await browser.evaluate(hide, 'nothing');
}

/** Prints what was measured, the worst first, and what of it is too little. */
function print(what: string, rows: readonly (readonly [name: string, figure: number, least: number])[]): void {
  const sorted = rows.toSorted(([, a, leastA], [, b, leastB]) => a / leastA - b / leastB);
  const lines = sorted.map(
    ([name, figure, least]) =>
      `  ${figure < least ? '✖' : ' '} ${figure.toFixed(2).padStart(6)} of ${String(least).padStart(3)}  ${name}`,
  );
  process.stdout.write(`\n${what}\n${lines.join('\n')}\n`);
  if (rows.length === 0 || sorted.some(([, figure, least]) => figure < least)) process.exitCode = 1;
}

/** Does something in each look, over each picture in what lies over one, and once in what lies in the page. */
async function inEachLook(act: (section: string, look: string) => Promise<void>): Promise<void> {
  for (const { pictures, name, ...media } of LOOKS) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    for (const picture of pictures) {
      await browser.evaluate(showPicture, PICTURES[picture]);
      await act('main > section:not([data-in-page])', `${name}, over ${picture}`);
    }
    await act('main > [data-in-page]', name);
  }
}

/** Takes pictures of a section with and without its text and its icons, and compares them piece by piece. */
async function measure(section: string): Promise<readonly Measured[]> {
  const found: Measured[] = [];
  const [from, to] = await browser.evaluate((selector) => {
    const { top, bottom } = document.querySelector(selector)!.getBoundingClientRect();
    return [top + scrollY, bottom + scrollY] as const;
  }, section);
  for (let top = Math.floor(from); top < to; top += VIEWPORT.height - 300) {
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

/** Measures all text and all icons. */
async function measureText(): Promise<void> {
  const found = new Map<string, Measured>();
  await inEachLook(async (section, look) => {
    for (const one of await measure(section)) {
      const key = `${one.kind} ${one.name} ${look}`;
      if (one.contrast < (found.get(key)?.contrast ?? Infinity)) found.set(key, one);
    }
  });
  const rows = [...found].map(
    ([key, { contrast, text, kind }]) => [`${key} ${text && `“${text}”`}`, contrast, LEAST[kind]] as const,
  );
  print('Text and icons', rows);
}

/** Measures what was played, what is loaded, and the thumb. */
async function measureSeekBar(): Promise<void> {
  const rows: [string, number, number][] = [];
  await inEachLook(async (section, look) => {
    if (section.includes('[data-in-page]') && !section.includes(':not')) return;
    const points = await browser.evaluate(findSeekBar);
    const shot = (await page.screenshot({ timeout: 90_000 })).toString('base64');
    const lights = await browser.evaluate(readPoints, shot, points);
    const [played = 0, loaded = 0, rest = 0, thumb = 0, edge = 0, behind = 0] = lights;
    const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    // It stands out from what is behind it, or from its edge.
    rows.push([`thumb ${look}`, Math.max(contrast(thumb, behind), contrast(thumb, edge)), 3]);
    rows.push([`played : neither ${look}`, contrast(played, rest), 3]);
    // Between these there is the thumb; they only have to be told apart.
    rows.push([`played : loaded ${look}`, contrast(played, loaded), 1.5]);
    rows.push([`loaded : neither ${look}`, contrast(loaded, rest), 1.5]);
  });
  print('Seek bar', rows);
}

/** Measures the ring of whatever has the focus. */
async function measureFocus(): Promise<void> {
  const rows: [string, number, number][] = [];
  await page.keyboard.press('Tab');
  await inEachLook(async (section, look) => {
    // From here on, what gets the focus shows it.
    const kinds = await browser.evaluate(focusKinds, section);
    for (const [index, kind] of kinds.entries()) {
      const clip = await browser.evaluate(showFocusable, index);
      const shots: string[] = [];
      for (const isFocused of [false, true]) {
        await browser.evaluate(setFocused, index, isFocused);
        shots.push((await page.screenshot({ clip, timeout: 90_000 })).toString('base64'));
      }
      const whole = { kind: 'focus' as const, name: kind, text: '', left: 0, top: 0, ...clip, x: 0, y: 0 };
      const [ring] = await browser.evaluate(compareShots, [whole], [shots[1]!, shots[0]!, shots[0]!]);
      rows.push([`${kind} ${look}`, ring?.contrast ?? 1, LEAST.focus]);
    }
  });
  print('Focus', rows);
}

/** Measures all that can be pressed. */
async function measureTargets(pointer: keyof typeof LEAST_SIZE): Promise<void> {
  const cdp = await browser.context.newCDPSession(page);
  const isTouch = pointer === 'touch';
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: isTouch, maxTouchPoints: 5 });
  const features = [
    { name: 'pointer', value: isTouch ? 'coarse' : 'fine' },
    { name: 'hover', value: isTouch ? 'none' : 'hover' },
  ];
  await cdp.send('Emulation.setEmulatedMedia', { features });
  await open();
  const smallest = new Map<string, Target>();
  const sizeOf = ({ width, height }: Target): number => Math.min(width, height);
  for (const target of await browser.evaluate(findTargets)) {
    const known = smallest.get(target.name);
    if (!known || sizeOf(target) < sizeOf(known)) smallest.set(target.name, target);
  }
  const rows = [...smallest.values()].map(
    (one) => [`${one.name}, ${one.width} × ${one.height}`, sizeOf(one), LEAST_SIZE[pointer]] as const,
  );
  print(`Targets, ${pointer}`, rows);
  await cdp.detach();
}

await page.setViewportSize(VIEWPORT);
await open();
const MEASURES = {
  text: measureText,
  seek: measureSeekBar,
  focus: measureFocus,
  mouse: () => measureTargets('mouse'),
  touch: () => measureTargets('touch'),
};
for (const [name, run] of Object.entries(MEASURES)) if (name.includes(only)) await run();
await browser.close();
await demo.close();
