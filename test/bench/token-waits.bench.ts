// What a viewer waits when the token has ended meanwhile, beside the same action with a token that holds, in one run:
// Chromium, hls.js, 60 ms and 9 Mbit/s to the servers, tokens of ten seconds. Prints for each action the medians from the
// press to the first picture that has moved on. BENCH_RUNS says how often (3), BENCH_MODES which of Stream's ways with
// segments are tried (token-path,strict,lenient), BENCH_ACTION a word in the names of those that are.
// The local Stream makes one sound of a video; its playlist names it twice here, under another name the second time.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { giveToken, prepareWaits, shiftClock, type Waited, type WaitsWindow } from './support/waits-page.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const MODES = (process.env.BENCH_MODES ?? 'token-path,strict,lenient').split(',') as SegmentAccess[];
const ACTION = process.env.BENCH_ACTION ?? '';
const TOKEN_SECONDS = 10;
const NETWORK = {
  offline: false,
  latency: 60,
  downloadThroughput: (9 * 1_000_000) / 8,
  uploadThroughput: (9 * 1_000_000) / 8,
};
/** So many actions wait for the end of their tokens at once: more would be measuring how busy the machine is. */
const TOGETHER = 3;
/** An action that leads nowhere within so many milliseconds has failed. */
const GIVEN_UP_MS = 15_000;
const SECOND_SOUND = 'Commentary';
/** Over what is loaded. */
const FAR = 50;

interface Action {
  readonly name: string;
  /** Days that the viewer's clock is ahead. The token that holds is always seen by a clock that is right. */
  readonly clock?: number;
  /** Whether the token has to end before; the first play has none. */
  readonly isFirst?: boolean;
  /** Whether it plays on, unseen, for longer than a token lives. It fetches nothing then. */
  readonly isAway?: boolean;
  /** Whether several qualities are needed. */
  readonly hasQualities?: boolean;
  /** Whether a second sound is needed. */
  readonly hasSounds?: boolean;
  /** Whether what is asked for comes later than the picture. */
  readonly reaches?: string;
  run(page: Page): Promise<Waited>;
}

const pressPlay = (page: Page): Promise<Waited> =>
  page.evaluate(() => (window as unknown as WaitsWindow).waits.measure((player) => void player.play(), {}));
const seekFar = (page: Page): Promise<Waited> =>
  page.evaluate(
    (to) =>
      (window as unknown as WaitsWindow).waits.measure(
        (player) => {
          player.currentTime = to;
          void player.play();
        },
        { to },
      ),
    FAR,
  );

const ACTIONS: readonly Action[] = [
  { name: 'first play, clock two days ahead', isFirst: true, clock: 2, run: pressPlay },
  { name: 'first play, clock two days behind', isFirst: true, clock: -2, run: pressPlay },
  { name: 'pause, then play', run: pressPlay },
  { name: 'seek over what is loaded', run: seekFar },
  { name: 'the same, clock two days ahead', clock: 2, run: seekFar },
  { name: 'the same, clock two days behind', clock: -2, run: seekFar },
  {
    name: 'tab hidden for longer, then back',
    isAway: true,
    run: (page) => page.evaluate(() => (window as unknown as WaitsWindow).waits.comeBack()),
  },
  {
    name: 'another quality',
    hasQualities: true,
    reaches: 'until it is in that quality',
    run: (page) =>
      page.evaluate(() =>
        (window as unknown as WaitsWindow).waits.measure(
          (player) => {
            player.selectedRendition = player.renditions.at(-1)!.id;
            void player.play();
          },
          { height: document.querySelector('cf-stream-player')!.renditions.at(-1)!.height },
        ),
      ),
  },
  {
    name: 'another sound',
    hasSounds: true,
    reaches: 'until it is there',
    run: (page) =>
      page.evaluate(
        (sound) =>
          (window as unknown as WaitsWindow).waits.measure(
            (player) => {
              for (const track of player.audioTracks) if (track.label === sound) track.enabled = true;
              void player.play();
            },
            { sound },
          ),
        SECOND_SOUND,
      ),
  },
  {
    name: 'captions switched on',
    reaches: 'until one is drawn',
    run: (page) =>
      page.evaluate(() =>
        (window as unknown as WaitsWindow).waits.measure(
          (player) => {
            [...player.textTracks].find(({ language }) => language === 'en')!.mode = 'showing';
            void player.play();
          },
          { hasCaption: true },
        ),
      ),
  },
];

interface Trial {
  readonly action: Action;
  readonly isFresh: boolean;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly refused: string[];
  leftAt: number;
}

interface Times {
  readonly fresh: Waited[];
  readonly ended: Waited[];
}

for (const mode of MODES) await measureMode(mode);

async function measureMode(segmentAccess: SegmentAccess): Promise<void> {
  const hasQualities = segmentAccess === 'token-path';
  const demo = await startJourney({
    sample: true,
    transcoder: hasQualities ? 'auto' : 'remux',
    tokenTtlSeconds: TOKEN_SECONDS,
    segmentAccess,
    segmentSeconds: 2,
  });
  const driver = await openChromium();
  const actions = ACTIONS.filter((action) => action.name.includes(ACTION) && (hasQualities || !action.hasQualities));
  const times = new Map<Action, Times>(actions.map((action) => [action, { fresh: [], ended: [] }]));
  const errors: string[] = [];
  let refused = 0;
  try {
    const uid = await demo.waitForSample();
    await addCaptions(demo, uid);
    const token = await longToken(demo, uid);
    for (const group of Array.from({ length: RUNS }, () => inGroups(actions)).flat()) {
      const trials: Trial[] = [];
      try {
        for (const action of group)
          for (const isFresh of [true, false])
            trials.push(await openTrial(driver.context.browser()!, demo, uid, action, isFresh ? token : undefined));
        for (const trial of trials) {
          await untilEnded(trial);
          const waited = await measure(trial);
          times.get(trial.action)![trial.isFresh ? 'fresh' : 'ended'].push(waited);
          if (Number.isNaN(waited.moved + waited.reached))
            errors.push(`“${trial.action.name}” did not go on (token ${trial.isFresh ? 'holds' : 'has ended'})`);
          else errors.push(...(await trial.page.evaluate(() => (window as unknown as WaitsWindow).waits.errors)));
          refused += trial.refused.length;
        }
      } finally {
        for (const { context } of trials) await context.close();
      }
    }
  } finally {
    await driver.close();
    await demo.close();
  }
  report(segmentAccess, times);
  process.stdout.write(`  ${refused} refused requests; errors: ${errors.join(', ') || 'none'}\n`);
  if (refused > 0 || errors.length > 0) process.exitCode = 1;
}

function inGroups(actions: readonly Action[]): Action[][] {
  return Array.from({ length: Math.ceil(actions.length / TOGETHER) }, (_, index) =>
    actions.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
}

async function openTrial(
  browser: Browser,
  demo: JourneyDemo,
  uid: string,
  action: Action,
  token: string | undefined,
): Promise<Trial> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  // The loader of TypeScript names functions by a helper that a page does not have.
  await context.addInitScript('globalThis.__name = (value) => value');
  if (token !== undefined) await context.addInitScript(giveToken, token);
  else if (action.clock !== undefined) await context.addInitScript(shiftClock, action.clock);
  const page = await context.newPage();
  const trial: Trial = { action, isFresh: token !== undefined, context, page, refused: [], leftAt: 0 };
  page.on('response', (response) => {
    if (response.status() === 401 || response.status() === 403) trial.refused.push(response.url());
  });
  if (action.hasSounds) await addSound(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await page.goto(`${demo.url}/player.html?v=${uid}`);
  await page.waitForFunction(() => document.querySelector('cf-stream-player[src]')?.matches(':defined'));
  await page.evaluate(prepareWaits);
  if (action.isFirst) return trial;
  await page.evaluate(() => void document.querySelector('cf-stream-player')!.play());
  if (action.hasQualities) {
    await page.waitForFunction(() => document.querySelector('cf-stream-player')!.renditions.length > 1);
    await page.evaluate(() => (document.querySelector('cf-stream-player')!.selectedRendition = '0'));
  }
  await page.waitForFunction(() => document.querySelector('cf-stream-player')!.currentTime > 2);
  if (action.isAway) await page.evaluate(() => (window as unknown as WaitsWindow).waits.leave());
  else await page.evaluate(() => document.querySelector('cf-stream-player')!.pause());
  trial.leftAt = Date.now();
  return trial;
}

async function addSound(page: Page): Promise<void> {
  await page.route(/\/manifest\/video\.m3u8/, async (route) => {
    const response = await route.fetch();
    const second = (line: string): string =>
      line.replace('NAME="original"', `NAME="${SECOND_SOUND}"`).replace('DEFAULT=YES', 'DEFAULT=NO');
    const body = (await response.text()).replace(/^#EXT-X-MEDIA:TYPE=AUDIO.*$/m, (line) => `${line}\n${second(line)}`);
    await route.fulfill({ response, body });
  });
}

/** Until the token that a page was left with has ended. A tab that is away for longer has less loaded, whatever its token. */
async function untilEnded({ action, isFresh, leftAt }: Trial): Promise<void> {
  if (!action.isFirst && (!isFresh || action.isAway))
    await pause(Math.max(0, leftAt + (TOKEN_SECONDS + 1) * 1_000 - Date.now()));
}

async function measure({ action, page }: Trial): Promise<Waited> {
  const act = async (): Promise<Waited> => {
    if (!action.isAway) await page.bringToFront();
    return action.run(page);
  };
  const given = new AbortController();
  const never = pause(GIVEN_UP_MS, { moved: NaN, reached: NaN }, { signal: given.signal }).catch(() => ({
    moved: NaN,
    reached: NaN,
  }));
  return Promise.race([act(), never]).finally(() => given.abort());
}

async function addCaptions({ stream }: JourneyDemo, uid: string): Promise<void> {
  const clock = (seconds: number): string =>
    `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`;
  const cues = Array.from(
    { length: 32 },
    (_, index) => `${clock(index * 2)} --> ${clock(index * 2 + 2)}\nLine ${index}\n`,
  );
  const form = new FormData();
  form.set('file', new File([`WEBVTT\n\n${cues.join('\n')}`], 'en.vtt', { type: 'text/vtt' }));
  const answer = await fetch(`${stream.apiBase}/accounts/${stream.accountId}/stream/${uid}/captions/en`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${stream.apiToken}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`No captions: ${answer.status}`);
}

async function longToken({ stream }: JourneyDemo, uid: string): Promise<string> {
  const answer = await fetch(`${stream.apiBase}/accounts/${stream.accountId}/stream/${uid}/token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stream.apiToken}` },
  });
  return ((await answer.json()) as { result: { token: string } }).result.token;
}

function report(mode: SegmentAccess, times: ReadonlyMap<Action, Times>): void {
  process.stdout.write(
    `${mode}, medians of ${RUNS} in ms: token that holds, token that has ended, difference, ratio\n`,
  );
  const line = (name: string, fresh: readonly number[], ended: readonly number[]): void => {
    const [holds, has] = [median(fresh), median(ended)];
    process.stdout.write(
      `  ${name.padEnd(44)} ${holds.toFixed(0).padStart(6)} ${has.toFixed(0).padStart(6)} ${(has - holds).toFixed(0).padStart(6)} ${(has / holds).toFixed(2).padStart(6)}\n`,
    );
  };
  for (const [{ name, reaches }, { fresh, ended }] of times) {
    line(
      name,
      fresh.map(({ moved }) => moved),
      ended.map(({ moved }) => moved),
    );
    if (reaches !== undefined)
      line(
        `  ${reaches}`,
        fresh.map(({ reached }) => reached),
        ended.map(({ reached }) => reached),
      );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
