import puppeteer from 'puppeteer-core';
import { firefoxPreferences } from '../../harness/browser-options.js';
import { findFirefox } from '../../harness/tools.mjs';
import { createDriver, type PageDriver } from './page-driver.js';

/** Opens a page in a new Firefox. */
export async function openFirefox(): Promise<PageDriver> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox found: install firefox-esr, or name one with FIREFOX.');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: firefoxPreferences,
  });
  const page = await browser.newPage();
  return createDriver({
    goto: async (url) => {
      await page.goto(url);
    },
    run: (expression) => page.evaluate(expression),
    clickAt: (x, y) => page.mouse.click(x, y),
    close: () => browser.close(),
  });
}
