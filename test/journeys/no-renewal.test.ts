import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { readJournal, startJournal } from './support/journal.js';
import { until } from './support/until.js';

/** The first seek of the renewal journey: to an unbuffered position, after the token has expired. */
const SEEKS = [{ at: 14, to: 46 }];

describe('a video whose token cannot be renewed', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let uid: string;

  before(async () => {
    demo = await startJourney({
      sample: true,
      tokenTtlSeconds: 10,
      segmentAccess: 'token-path',
      segmentSeconds: 2,
      transcoder: 'remux',
    });
    uid = await demo.waitForSample();
  });
  after(() => demo.close());

  it('stops before its end, as its segments are refused once the token has expired', { timeout: 60_000 }, async (t) => {
    const page = await openChromium();
    try {
      // Only now: on a busy machine, opening a browser takes some of the token's lifetime.
      const answer = await fetch(`${demo.url}/api/videos/${uid}/token`);
      const { token } = (await answer.json()) as { token: string };
      // Before the page's own scripts run: give the player one token, and no endpoint to fetch another from.
      await page.context.addInitScript(
        (given) =>
          document.addEventListener(
            'readystatechange',
            () => {
              const player = document.querySelector('cf-stream-player');
              player?.removeAttribute('token-endpoint');
              player?.setAttribute('token', given);
            },
            { once: true },
          ),
        token,
      );
      await page.goto(`${demo.url}/player.html?v=${uid}`);
      const refusedBefore = (await demo.refusedRequests()).length;
      await startJournal(page, SEEKS);
      const journal = await until(
        'playback stops',
        async () => {
          const now = await readJournal(page);
          return (now.hasEnded || now.errors.length > 0 || (now.hasPlayed && now.longestStallMs > 3_000)) && now;
        },
        { timeoutMs: 40_000, intervalMs: 500 },
      ).catch(() => readJournal(page));
      t.diagnostic(JSON.stringify(journal));
      assert.ok(journal.hasPlayed, 'playback began');
      assert.equal(journal.hasEnded, false);
      assert.equal(journal.seekDurationsMs.length, 0, 'the first seek was never completed');
      assert.equal(journal.renewals, 0);
      assert.ok((await demo.refusedRequests()).length > refusedBefore, 'segments were refused');
    } finally {
      await page.close();
    }
  });
});
