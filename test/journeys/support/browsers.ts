import { chromiumPath } from '../../harness/browser-options.js';
import { findFirefox, findWebkit, hasLibavcodec } from '../../harness/tools.mjs';
import { openChromium } from './chromium.js';
import { openFirefox } from './firefox.js';
import type { PageDriver } from './page-driver.js';
import { openWebkit } from './webkit.js';

/** The browsers that journeys know. */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

const OPEN: Readonly<Record<BrowserName, () => Promise<PageDriver>>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

/** Opens a page in a browser of its own. */
export function openPage(name: BrowserName): Promise<PageDriver> {
  return OPEN[name]();
}

/** The browsers that the environment variable TEST_BROWSERS names, otherwise those of this machine. */
export async function browsersHere(): Promise<BrowserName[]> {
  const named = process.env.TEST_BROWSERS?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const names = Object.keys(OPEN) as BrowserName[];
  if (!named) {
    const here = await Promise.all(names.map((name) => isHere(name)));
    return names.filter((_, index) => here[index]);
  }
  const unknown = named.find((name) => !Object.hasOwn(OPEN, name));
  if (unknown !== undefined) throw new Error(`TEST_BROWSERS names "${unknown}"; there are ${names.join(', ')}.`);
  return named as BrowserName[];
}

/** For the `skip` of a journey that needs Chromium: why it cannot be made here, otherwise `false`. */
export async function lacksChromium(): Promise<string | false> {
  return (await browsersHere()).includes('chromium') ? false : 'no Chromium here';
}

async function isHere(name: BrowserName): Promise<boolean> {
  if (name === 'firefox') return findFirefox() !== undefined && hasLibavcodec();
  if (name === 'webkit') return findWebkit() !== undefined;
  return chromiumPath().then(
    () => true,
    () => false,
  );
}
