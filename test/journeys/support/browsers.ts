import { chromiumPath } from '../../harness/browser-options.js';
import { findFirefox, findWebkit, hasLibavcodec } from '../../harness/tools.mjs';
import { openChromium } from './chromium.js';
import { openFirefox } from './firefox.js';
import type { PageDriver } from './page-driver.js';
import { openWebkit } from './webkit.js';

/** Name of a browser that journeys can run in. */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

const OPENERS: Readonly<Record<BrowserName, () => Promise<PageDriver>>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

/** Opens a page in a new browser. */
export function openPage(name: BrowserName): Promise<PageDriver> {
  return OPENERS[name]();
}

/** Lists the browsers that the environment variable TEST_BROWSERS names, otherwise those installed on this machine. */
export async function availableBrowsers(): Promise<BrowserName[]> {
  const named = process.env.TEST_BROWSERS?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const names = Object.keys(OPENERS) as BrowserName[];
  if (!named) {
    const available = await Promise.all(names.map((name) => isAvailable(name)));
    return names.filter((_, index) => available[index]);
  }
  const unknown = named.find((name) => !Object.hasOwn(OPENERS, name));
  if (unknown !== undefined) throw new Error(`TEST_BROWSERS names "${unknown}"; there are ${names.join(', ')}.`);
  return named as BrowserName[];
}

/** Returns why journeys in Chromium have to be skipped, or `false` when it is available; for the `skip` option. */
export async function chromiumSkipReason(): Promise<string | false> {
  return (await availableBrowsers()).includes('chromium') ? false : 'no Chromium available';
}

async function isAvailable(name: BrowserName): Promise<boolean> {
  if (name === 'firefox') return findFirefox() !== undefined && hasLibavcodec();
  if (name === 'webkit') return findWebkit() !== undefined;
  return chromiumPath().then(
    () => true,
    () => false,
  );
}
