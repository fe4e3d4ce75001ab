import { after } from 'node:test';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright';
import { chromiumPath, chromiumTestArguments } from '../../harness/browser-options.js';
import { createDriver, type PageDriver } from './page-driver.js';

/** A page in Chromium, with the Playwright objects behind it. */
export interface ChromiumPage extends PageDriver {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that was written to the console. */
  readonly consoleMessages: readonly string[];
  /** Console errors, uncaught errors and violations of the Content Security Policy. */
  readonly problems: readonly string[];
}

/** Opens a page in a new Chromium, with additional command-line arguments if given. */
export async function openChromium(args: readonly string[] = []): Promise<ChromiumPage> {
  const browser = await launch(args);
  return openIn(browser, () => browser.close());
}

/**
 * Starts one Chromium for all tests of a suite, as that takes longer than opening a page, and returns a function that opens a
 * page in it. Each page has a profile of its own.
 */
export function shareChromium(args: readonly string[] = []): () => Promise<ChromiumPage> {
  let browser: Browser | undefined;
  after(() => browser?.close());
  return async () => {
    // One that crashed fails the test that it was in, and no other.
    if (!browser?.isConnected()) browser = await launch(args);
    return openIn(browser);
  };
}

async function launch(args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumTestArguments, ...args] });
}

async function openIn(browser: Browser, close?: () => Promise<void>): Promise<ChromiumPage> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const consoleMessages: string[] = [];
  const problems: string[] = [];
  await context.exposeFunction('noteViolation', (text: string) => problems.push(`policy: ${text}`));
  await context.addInitScript(noteViolations);
  const page = await context.newPage();
  page.on('console', (message) => {
    consoleMessages.push(message.text());
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  const cdp = await context.newCDPSession(page);
  const driver = createDriver({
    goto: async (url) => {
      await page.goto(url);
    },
    run: (expression) => evaluateIn(cdp, expression),
    clickAt: (x, y) => page.mouse.click(x, y),
    close: close ?? (() => context.close()),
  });
  return { ...driver, page, context, consoleMessages, problems };
}

/** Evaluates an expression without a user gesture: Playwright's own evaluate() has one, which would unlock autoplay. */
async function evaluateIn(cdp: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Reports violations of the Content Security Policy. Runs in the page, before its own scripts. */
function noteViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    void (window as unknown as { noteViolation(text: string): Promise<void> }).noteViolation(
      `${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`,
    );
  });
}
