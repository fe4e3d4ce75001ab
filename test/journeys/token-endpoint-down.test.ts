import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { untilPlaying } from './support/playback.js';
import { collectSecrets, findLeaks, readDocumentTexts } from './support/secrets.js';
import { until } from './support/until.js';

const TOKENS = '**/api/videos/*/token';

describe('a player whose token endpoint is down at first', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let uid: string;

  before(async () => {
    // Remuxing is enough here, and faster than encoding.
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    uid = await demo.waitForSample();
  });
  after(() => demo.close());

  for (const [failure, response] of [
    ['the endpoint answers 503', { status: 503 }],
    ['it cannot be reached', 'connectionrefused'],
  ] as const) {
    it(
      `shows a plain error when ${failure}, and plays after “Try again” once it is back`,
      { timeout: 120_000 },
      async () => {
        const driver = await openChromium();
        try {
          const secrets = collectSecrets(driver);
          let failures = 0;
          await driver.page.route(TOKENS, (route) => {
            failures += 1;
            return typeof response === 'string' ? route.abort(response) : route.fulfill(response);
          });
          await driver.goto(`${demo.url}/player.html?v=${uid}`);
          await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
          const text = await until('the error is shown', () => driver.evaluate(readError), { timeoutMs: 60_000 });
          assert.match(text, /^\S.{8,}[.!?…]$/s, 'a sentence');
          assert.doesNotMatch(text, /https?:|\/api\/|undefined|\bnull\b|[A-Z]{3,}_[A-Z]{3,}/, 'nothing technical');

          // It retries by itself, too: from here on seconds apart, which leaves time for a click.
          await until('it has failed four times', () => failures >= 4);
          await driver.page.unroute(TOKENS);
          await driver.click('cf-stream-player', '[part~="error"] button[part~="retry-button"]');
          await untilPlaying(driver);
          assert.equal(await driver.evaluate(readError), null);
          assert.deepEqual(
            findLeaks([...demo.logLines, ...driver.consoleMessages, ...(await readDocumentTexts(driver))], secrets),
            [],
          );
          // Chromium itself logs requests that fail.
          assert.deepEqual(
            driver.problems.filter((problem) => !problem.includes('Failed to load resource')),
            [],
          );
        } finally {
          await driver.close();
        }
      },
    );
  }
});

/** Reads the error that is shown and announced, provided that it offers “Try again”. Runs in the page. */
function readError(): string | null {
  const root = document.querySelector('cf-stream-player')?.shadowRoot;
  const panel = root?.querySelector('[part~="error"]');
  if (!panel?.checkVisibility() || !panel.querySelector('button[part~="retry-button"]')) return null;
  const alert = panel.closest('[role=alert]') ?? panel.querySelector('[role=alert]');
  return alert?.querySelector('p')?.textContent.trim() ?? null;
}
