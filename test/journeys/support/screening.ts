import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { SegmentAccess, TranscoderChoice } from '../../../demo/emulator/options.js';
import { openPage, type BrowserName } from './browsers.js';
import { startJourney, type JourneyDemo } from './demo.js';
import { readJournal, startJournal, type PlannedSeek } from './journal.js';
import { until } from './until.js';
import { BrowserHung } from './webkit.js';

/**
 * Seeks beyond the buffer, back and forward again: natively, each of the 64 seconds is played exactly once; otherwise half of
 * them, with tokens that live for half as long.
 */
const SEEKS: Readonly<Record<'native' | 'hls.js', readonly PlannedSeek[]>> = {
  native: [
    { at: 14, to: 46 },
    { at: 56, to: 14 },
    { at: 46, to: 56 },
  ],
  'hls.js': [
    { at: 8, to: 40 },
    { at: 46, to: 8 },
    { at: 20, to: 56 },
  ],
};
/** Longest stall that is allowed with native HLS, which has to reload its source for each token. */
const NATIVE_STALL_LIMIT_MS = 3_000;

/** A sample video that is longer than the lifetime of its tokens, on a demo of its own. */
export interface Screening {
  readonly demo: JourneyDemo;
  readonly uid: string;
  readonly segmentAccess: SegmentAccess;
  /** Whether there is one quality, so that the size of the player decides nothing. */
  readonly isOfOneQuality: boolean;
}

/** A failure that the machine may have caused, if it does not happen again. */
class ToRepeat extends Error {}

/** Starts a demo with tokens of a few seconds, and waits for its sample video. */
export async function openScreening(
  segmentAccess: SegmentAccess,
  transcoder: TranscoderChoice,
  tokenTtlSeconds: number,
): Promise<Screening> {
  const demo = await startJourney({ sample: true, tokenTtlSeconds, segmentAccess, segmentSeconds: 2, transcoder });
  try {
    const uid = await demo.waitForSample();
    assert.ok((await demo.fetchVideo(uid)).duration! >= 60);
    return { demo, uid, segmentAccess, isOfOneQuality: transcoder === 'remux' };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

/** Plays a screening to its end in a new browser, natively in WebKit, and checks that nothing interrupted it. */
export async function watchScreening(
  t: Pick<TestContext, 'diagnostic'>,
  name: BrowserName,
  { demo, uid, segmentAccess, isOfOneQuality }: Screening,
): Promise<void> {
  const isNative = name === 'webkit';
  const seeks = SEEKS[isNative ? 'native' : 'hls.js'];
  const journey = async (isAgain = false): Promise<void> => {
    const page = await openPage(name);
    try {
      await page.goto(`${demo.url}/player.html?v=${uid}`);
      await until('the player is there', () =>
        page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
      );
      // Nobody looks at it, and without a graphics card each frame costs what its size does.
      if (isOfOneQuality)
        await page.evaluate(() => {
          document.querySelector('cf-stream-player')!.style.width = '320px';
        });
      if (isNative)
        await page.evaluate(() => document.querySelector('cf-stream-player')!.setAttribute('engine', 'native'));
      await startJournal(page, seeks);
      const journal = await until(
        'playback ends or fails',
        async () => {
          const now = await readJournal(page);
          return (now.hasEnded || now.errors.length > 0) && now;
        },
        { timeoutMs: 120_000, intervalMs: 1_000 },
      ).catch(async (error: unknown) => {
        throw new Error(`${String(error)} ${JSON.stringify(await readJournal(page))}`);
      });
      t.diagnostic(`${name} ${segmentAccess}: ${JSON.stringify(journal)}`);

      assert.deepEqual([...journal.errors, ...journal.recoveredErrors], []);
      assert.ok(journal.hasPlayed && journal.isSteady && journal.hasEnded);
      assert.equal(journal.seekDurationsMs.length, seeks.length);
      assert.ok(journal.renewals >= 5, `${journal.renewals} renewals`);
      assert.deepEqual(journal.jumps, []);
      assert.deepEqual(await demo.refusedRequests(), []);
      assert.equal(journal.hasEngine, !isNative);
      // Its source is reloaded for each token, which may take a busy machine long enough for a `waiting` event.
      if (isNative && !isAgain && journal.waitingAt.length > 0)
        throw new ToRepeat(`it waited at ${journal.waitingAt.join(', ')} s`);
      assert.deepEqual(journal.waitingAt, []);
      if (isNative)
        assert.ok(journal.longestStallMs <= NATIVE_STALL_LIMIT_MS, `stalled for ${journal.longestStallMs} ms`);
      else assert.ok(journal.isSameEngine, 'the engine was restarted');
    } finally {
      await page.close();
    }
  };
  await journey().catch((error: unknown) => {
    // A hung browser says nothing about the player: try once more in a new one.
    if (!(error instanceof BrowserHung || error instanceof ToRepeat)) throw error;
    t.diagnostic(`${name} was started again: ${error.message}`);
    return journey(true);
  });
}
