// How @web/test-runner launches its three browsers. None of them uses any network but loopback.
import type { BrowserLauncher } from '@web/test-runner';
import { chromiumPath, chromiumTestArguments, fakeDeviceArguments, firefoxPreferences } from '../browser-options.js';
import { findFirefox } from '../tools.mjs';
import { startWebkitDriver } from '../webkit-driver.js';

async function chromium(): Promise<BrowserLauncher> {
  const { playwrightLauncher } = await import('@web/test-runner-playwright');
  return playwrightLauncher({
    product: 'chromium',
    // Only after garbage collection can freed objects be told from held ones.
    launchOptions: {
      executablePath: await chromiumPath(),
      args: [...chromiumTestArguments, ...fakeDeviceArguments, '--js-flags=--expose-gc'],
    },
  });
}

async function firefox(): Promise<BrowserLauncher> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox found: install firefox-esr, or name one with FIREFOX.');
  const { chromeLauncher } = await import('@web/test-runner-chrome');
  const puppeteer = await import('puppeteer-core');
  return chromeLauncher({
    // The launcher's types know Chrome alone; Puppeteer drives Firefox over WebDriver BiDi just as well.
    puppeteer: puppeteer.default as never,
    // As large as the page of the other browsers: the launcher makes each smaller.
    createPage: async ({ context }) => {
      const page = await context.newPage();
      const setViewport = page.setViewport.bind(page);
      page.setViewport = async () => {
        // A picture-in-picture window takes the focus, and keys with it, for all later files.
        await page.bringToFront();
        await setViewport({ width: 1280, height: 720 });
      };
      return page;
    },
    launchOptions: {
      browser: 'firefox',
      executablePath,
      headless: true,
      extraPrefsFirefox: {
        ...firefoxPreferences,
        // A camera and a microphone without a permission prompt.
        'media.navigator.permission.disabled': true,
        'media.navigator.streams.fake': true,
        // A mouse, which is missing without a screen.
        'ui.primaryPointerCapabilities': 6,
        'ui.allPointerCapabilities': 6,
      },
    } as never,
  });
}

async function webkit(): Promise<BrowserLauncher> {
  const { webdriverLauncher } = await import('@web/test-runner-webdriver');
  const driver = await startWebkitDriver();
  // Its own types are older than the runner's, by an optional member.
  return webdriverLauncher({
    protocol: 'http',
    hostname: '127.0.0.1',
    port: driver.port,
    path: '/',
    logLevel: 'error',
    capabilities: { ...driver.capabilities(), 'wdio:enforceWebDriverClassic': true },
  }) as BrowserLauncher;
}

/** Launchers by the names that `WTR_BROWSERS` takes. */
export const launchers = { chromium, firefox, webkit };
