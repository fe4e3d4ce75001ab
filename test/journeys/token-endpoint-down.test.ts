import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lacksChromium } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { untilPlaying } from './support/playback.js';
import { collectSecrets, leaksIn, textsOf } from './support/secrets.js';
import { until } from './support/until.js';

const TOKENS = '**/api/videos/*/token';

describe('a token endpoint that is down at first', { skip: await lacksChromium() }, () => {
  let demo: JourneyDemo;
  let uid: string;

  before(async () => {
    // Nothing is encoded: the film is only repackaged.
    demo = await startJourney({ sample: true, transcoder: 'remux' });
    uid = await demo.sample();
  });
  after(() => demo.close());

  for (const [way, fail] of [
    ['answers 503', { status: 503 }],
    ['cannot be reached', 'connectionrefused'],
  ] as const) {
    it(`${way}: says so, and plays on a second try`, { timeout: 120_000 }, async () => {
      const driver = await openChromium();
      try {
        const secrets = collectSecrets(driver);
        await driver.page.route(TOKENS, (route) =>
          typeof fail === 'string' ? route.abort(fail) : route.fulfill(fail),
        );
        await driver.goto(`${demo.url}/player.html?v=${uid}`);
        await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
        const text = await until('the viewer is told', () => driver.evaluate(readError), { within: 60_000 });
        assert.match(text, /^\S.{8,}[.!?…]$/s, 'a sentence');
        assert.doesNotMatch(text, /https?:|\/api\/|undefined|\bnull\b|[A-Z]{3,}_[A-Z]{3,}/, 'nothing technical');

        await driver.page.unroute(TOKENS);
        await driver.click('cf-stream-player', '[part~="error"] button[part~="retry-button"]');
        await untilPlaying(driver);
        assert.equal(await driver.evaluate(readError), null);
        assert.deepEqual(leaksIn([...demo.lines, ...driver.messages, ...(await textsOf(driver))], secrets), []);
        // Chromium itself writes down requests that fail.
        assert.deepEqual(
          driver.problems.filter((problem) => !problem.includes('Failed to load resource')),
          [],
        );
      } finally {
        await driver.close();
      }
    });
  }
});

/** Runs in the page: the sentence that is shown and read out, where there is one with a way to try again. */
function readError(): string | null {
  const root = document.querySelector('cf-stream-player')?.shadowRoot;
  const panel = root?.querySelector('[part~="error"]');
  if (!panel?.checkVisibility() || !panel.querySelector('button[part~="retry-button"]')) return null;
  const alert = panel.closest('[role=alert]') ?? panel.querySelector('[role=alert]');
  return alert?.querySelector('p')?.textContent.trim() ?? null;
}
