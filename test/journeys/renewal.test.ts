import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { availableBrowsers, openPage } from './support/browsers.js';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import type { DemoOptions } from '../../demo/start/options.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { readJournal, startJournal, type PlannedSeek } from './support/journal.js';
import { BrowserHung } from './support/webkit.js';
import { until } from './support/until.js';

/** Seeks beyond the buffer, back and forward again, so that each of the 64 seconds is played exactly once. */
const SEEKS: readonly PlannedSeek[] = [
  { at: 14, to: 46 },
  { at: 56, to: 14 },
  { at: 46, to: 56 },
];
/** Longest stall that is allowed for native HLS, which has to load its source again for each token. */
const NATIVE_STALL_LIMIT_MS = 3_000;

/** A sample video on a demo of its own. */
interface Screening {
  readonly demo: JourneyDemo;
  readonly uid: string;
}

const browsers = await availableBrowsers();
const demos: JourneyDemo[] = [];
async function openScreening(
  segmentAccess: SegmentAccess,
  transcoder: NonNullable<DemoOptions['transcoder']>,
): Promise<Screening> {
  const demo = await startJourney({ sample: true, tokenTtlSeconds: 10, segmentAccess, segmentSeconds: 2, transcoder });
  demos.push(demo);
  const uid = await demo.waitForSample();
  assert.ok((await demo.fetchVideo(uid)).duration! >= 60);
  return { demo, uid };
}

/**
 * One screening per mode of segment access: the strictest with all qualities, the others with one. Native HLS gets one
 * quality, too: WebKitGTK fires `waiting` whenever it switches by itself.
 */
const screenings = new Map<SegmentAccess | 'native', Screening>();
const MODES = ['token-path', 'strict', 'lenient'] as const;
before(async () => {
  await Promise.all([
    ...MODES.map(async (mode) =>
      screenings.set(mode, await openScreening(mode, mode === 'token-path' ? 'auto' : 'remux')),
    ),
    browsers.includes('webkit') &&
      openScreening('token-path', 'remux').then((screening) => screenings.set('native', screening)),
  ]);
});
after(() => Promise.all(demos.map((demo) => demo.close())));

/** Screenings that run side by side: two cores are enough for Chromium and Firefox, WebKit needs them to itself. */
const groups = [
  browsers
    .filter((name) => name !== 'webkit')
    .flatMap((name) => (name === 'chromium' ? MODES : MODES.slice(0, 1)).map((mode) => ({ name, mode }))),
  browsers.filter((name) => name === 'webkit').map((name) => ({ name, mode: MODES[0] })),
];

for (const group of groups)
  describe(
    `a video longer than the lifetime of its tokens (${group.map(({ name, mode }) => `${name} ${mode}`).join(', ')})`,
    { concurrency: true },
    () => {
      for (const { name, mode } of group) {
        it(`plays to its end past 3 seeks without waiting in ${name} (${mode})`, { timeout: 280_000 }, async (t) => {
          const isNative = name === 'webkit';
          const { demo, uid } = screenings.get(isNative ? 'native' : mode)!;
          const journey = async (): Promise<void> => {
            const page = await openPage(name);
            try {
              await page.goto(`${demo.url}/player.html?v=${uid}`);
              await until('the player is there', () =>
                page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
              );
              if (isNative)
                await page.evaluate(() => document.querySelector('cf-stream-player')!.setAttribute('engine', 'native'));
              await startJournal(page, SEEKS);
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
              t.diagnostic(`${name} ${mode}: ${JSON.stringify(journal)}`);

              assert.deepEqual([...journal.errors, ...journal.recoveredErrors], []);
              assert.ok(journal.hasPlayed && journal.hasEnded);
              assert.equal(journal.seekDurationsMs.length, SEEKS.length);
              assert.ok(journal.renewals >= 5, `${journal.renewals} renewals`);
              assert.deepEqual(journal.jumps, []);
              assert.deepEqual(await demo.refusedRequests(), []);
              assert.equal(journal.hasEngine, !isNative);
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
            if (!(error instanceof BrowserHung)) throw error;
            t.diagnostic(`${name} hung and was restarted: ${error.message}`);
            return journey();
          });
        });
      }
    },
  );
