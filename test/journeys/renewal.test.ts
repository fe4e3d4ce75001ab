import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browsersHere, lacksChromium, openPage } from './support/browsers.js';
import { openChromium } from './support/chromium.js';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import type { DemoOptions } from '../../demo/start/options.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { beginJournal, readJournal, type Turn } from './support/journal.js';
import { BrowserHung } from './support/webkit.js';
import { until } from './support/until.js';

/** Over what is loaded, back, and on again: every second of the 64 is played exactly once. */
const TURNS: readonly Turn[] = [
  { at: 14, to: 46 },
  { at: 56, to: 14 },
  { at: 46, to: 56 },
];
/** Longest time in milliseconds that a player of the browser's own, which has to load anew for a new token, may stand still. */
const NATIVE_STOP = 3_000;

interface Cinema {
  readonly demo: JourneyDemo;
  readonly uid: string;
}

const here = await browsersHere();
const demos: JourneyDemo[] = [];
async function openCinema(
  segmentAccess: SegmentAccess,
  transcoder: NonNullable<DemoOptions['transcoder']>,
): Promise<Cinema> {
  const demo = await startJourney({ sample: true, tokenTtlSeconds: 10, segmentAccess, segmentSeconds: 2, transcoder });
  demos.push(demo);
  const uid = await demo.sample();
  assert.ok((await demo.video(uid)).duration! >= 60);
  return { demo, uid };
}

/**
 * One for each way that Stream may treat segments: the hardest of them with all qualities, the others with one. The
 * browser's own player has one quality, too: WebKitGTK says `waiting` whenever it changes to another, by itself.
 */
const cinemas = new Map<SegmentAccess | 'native', Cinema>();
const MODES = ['token-path', 'strict', 'lenient'] as const;
before(async () => {
  await Promise.all([
    ...MODES.map(async (mode) => cinemas.set(mode, await openCinema(mode, mode === 'token-path' ? 'auto' : 'remux'))),
    here.includes('webkit') && openCinema('token-path', 'remux').then((cinema) => cinemas.set('native', cinema)),
  ]);
});
after(() => Promise.all(demos.map((demo) => demo.close())));

const refused = async ({ demo }: Cinema) =>
  (await demo.requests()).filter(({ status }) => status === 401 || status === 403);

/** These share two cores well; WebKit, which decodes through a pipeline of its own, plays alone. */
const groups = [
  here
    .filter((name) => name !== 'webkit')
    .flatMap((name) => (name === 'chromium' ? MODES : MODES.slice(0, 1)).map((mode) => ({ name, mode }))),
  here.filter((name) => name === 'webkit').map((name) => ({ name, mode: MODES[0] })),
];

for (const group of groups)
  describe(
    `a video that is longer than the life of its tokens (${group.map(({ name, mode }) => `${name} ${mode}`).join(', ')})`,
    { concurrency: true },
    () => {
      for (const { name, mode } of group) {
        it(`plays to its end and through three seeks in ${name} (${mode})`, { timeout: 280_000 }, async (t) => {
          const isNative = name === 'webkit';
          const cinema = cinemas.get(isNative ? 'native' : mode)!;
          const { demo, uid } = cinema;
          const journey = async (): Promise<void> => {
            const page = await openPage(name);
            try {
              await page.goto(`${demo.url}/player.html?v=${uid}`);
              await until('the player is there', () =>
                page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
              );
              if (isNative)
                await page.evaluate(() => document.querySelector('cf-stream-player')!.setAttribute('engine', 'native'));
              await beginJournal(page, TURNS);
              const journal = await until(
                'it ends, or fails',
                async () => {
                  const now = await readJournal(page);
                  return (now.hasEnded || now.errors.length > 0) && now;
                },
                { within: 120_000, every: 1_000 },
              ).catch(async (error: unknown) => {
                throw new Error(`${String(error)} ${JSON.stringify(await readJournal(page))}`);
              });
              t.diagnostic(`${name} ${mode}: ${JSON.stringify(journal)}`);

              assert.deepEqual([...journal.errors, ...journal.troubles], []);
              assert.ok(journal.hasPlayed && journal.hasEnded);
              assert.equal(journal.seekStops.length, TURNS.length);
              assert.ok(journal.renewals >= 5, `${journal.renewals} renewals`);
              assert.deepEqual(journal.jumps, []);
              assert.deepEqual(await refused(cinema), []);
              assert.equal(journal.hasEngine, !isNative);
              assert.deepEqual(journal.waits, []);
              if (isNative) assert.ok(journal.longestStop <= NATIVE_STOP, `stood still for ${journal.longestStop} ms`);
              else assert.ok(journal.isSameEngine, 'the engine was restarted');
            } finally {
              await page.close();
            }
          };
          await journey().catch((error: unknown) => {
            // A browser that does not even answer its driver has shown nothing of the player: another one has to.
            if (!(error instanceof BrowserHung)) throw error;
            t.diagnostic(`${name} hung, and was started anew: ${error.message}`);
            return journey();
          });
        });
      }
    },
  );

describe('the same video without renewal', { skip: await lacksChromium() }, () => {
  it('does not reach its end', { timeout: 60_000 }, async (t) => {
    const cinema = cinemas.get('token-path')!;
    const { demo, uid } = cinema;
    const answer = await fetch(`${demo.url}/api/videos/${uid}/token`);
    const { token } = (await answer.json()) as { token: string };
    const page = await openChromium();
    try {
      // The page has one token, and nowhere to ask for another. This is before any script of its own runs.
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
      const before = (await refused(cinema)).length;
      await beginJournal(page, TURNS);
      const journal = await until(
        'it cannot go on',
        async () => {
          const now = await readJournal(page);
          return (now.hasEnded || now.errors.length > 0 || (now.hasPlayed && now.longestStop > 3_000)) && now;
        },
        { within: 40_000, every: 500 },
      ).catch(() => readJournal(page));
      t.diagnostic(JSON.stringify(journal));
      assert.ok(journal.hasPlayed, 'it began');
      assert.equal(journal.hasEnded, false);
      assert.equal(journal.seekStops.length, 0, 'the first seek leads nowhere');
      assert.equal(journal.renewals, 0);
      assert.ok((await refused(cinema)).length > before, 'segments were refused');
    } finally {
      await page.close();
    }
  });
});
