// How long a viewer waits after an action when the token has expired meanwhile, compared with the same action under a valid
// token in the same run: Chromium, hls.js, 60 ms latency and 9 Mbit/s, tokens of ten seconds. Prints for each action the
// medians from the action to the first frame that advances. BENCH_RUNS sets the number of runs (3), BENCH_MODES the modes
// of segment access (token-path,strict,lenient), BENCH_ACTION selects actions by a word in their names.
// The local Stream makes one audio track per video; its playlist is changed here to list that a second time.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { giveToken, prepareWaits, shiftClock, type WaitTimes, type WaitsWindow } from './support/waits-page.js';

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
/** Actions that await the expiry of their tokens together: more would load the machine and distort the times. */
const CONCURRENCY = 3;
/** Time after which an action counts as failed. */
const ACTION_TIMEOUT_MS = 15_000;
const SECOND_AUDIO_LABEL = 'Commentary';
/** Position beyond the buffer. */
const UNBUFFERED_SECONDS = 50;

/** An action of the viewer to be measured. */
interface Action {
  readonly name: string;
  /** Days that the viewer's clock is ahead; with the valid token, the clock is always right. */
  readonly clockOffsetDays?: number;
  /** Whether this is the first play, when there is no token yet that could expire. */
  readonly isFirst?: boolean;
  /** Whether the tab is hidden meanwhile and plays on for longer than the lifetime of a token. */
  readonly isTabHidden?: boolean;
  /** Whether several qualities are needed. */
  readonly hasQualities?: boolean;
  /** Whether a second audio track is needed. */
  readonly hasSecondAudio?: boolean;
  /** Description of the goal, where it is reached later than the first frame. */
  readonly goal?: string;
  run(page: Page): Promise<WaitTimes>;
}

const pressPlay = (page: Page): Promise<WaitTimes> =>
  page.evaluate(() => (window as unknown as WaitsWindow).waits.measure((player) => void player.play(), {}));
const seekUnbuffered = (page: Page): Promise<WaitTimes> =>
  page.evaluate(
    (to) =>
      (window as unknown as WaitsWindow).waits.measure(
        (player) => {
          player.currentTime = to;
          void player.play();
        },
        { to },
      ),
    UNBUFFERED_SECONDS,
  );

const ACTIONS: readonly Action[] = [
  { name: 'first play, clock two days ahead', isFirst: true, clockOffsetDays: 2, run: pressPlay },
  { name: 'first play, clock two days behind', isFirst: true, clockOffsetDays: -2, run: pressPlay },
  { name: 'pause, then play', run: pressPlay },
  { name: 'seek beyond the buffer', run: seekUnbuffered },
  { name: 'the same, clock two days ahead', clockOffsetDays: 2, run: seekUnbuffered },
  { name: 'the same, clock two days behind', clockOffsetDays: -2, run: seekUnbuffered },
  {
    name: 'tab hidden past expiry, then shown',
    isTabHidden: true,
    run: (page) => page.evaluate(() => (window as unknown as WaitsWindow).waits.show()),
  },
  {
    name: 'another quality',
    hasQualities: true,
    goal: 'until it is in that quality',
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
    name: 'another audio track',
    hasSecondAudio: true,
    goal: 'until it is there',
    run: (page) =>
      page.evaluate(
        (audioLabel) =>
          (window as unknown as WaitsWindow).waits.measure(
            (player) => {
              for (const track of player.audioTracks) if (track.label === audioLabel) track.enabled = true;
              void player.play();
            },
            { audioLabel },
          ),
        SECOND_AUDIO_LABEL,
      ),
  },
  {
    name: 'captions switched on',
    goal: 'until one is drawn',
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

/** An action under one token, on a page of its own. */
interface Trial {
  readonly action: Action;
  readonly isTokenValid: boolean;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly refused: string[];
  leftAt: number;
}

/** Times of an action with a valid and with an expired token. */
interface Times {
  readonly valid: WaitTimes[];
  readonly expired: WaitTimes[];
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
  const times = new Map<Action, Times>(actions.map((action) => [action, { valid: [], expired: [] }]));
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
          for (const isTokenValid of [true, false])
            trials.push(
              await openTrial(driver.context.browser()!, demo, uid, action, isTokenValid ? token : undefined),
            );
        for (const trial of trials) {
          await untilTokenExpired(trial);
          const waited = await measure(trial);
          times.get(trial.action)![trial.isTokenValid ? 'valid' : 'expired'].push(waited);
          if (Number.isNaN(waited.moved + waited.reached))
            errors.push(`“${trial.action.name}” did not go on (token ${trial.isTokenValid ? 'valid' : 'expired'})`);
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
  return Array.from({ length: Math.ceil(actions.length / CONCURRENCY) }, (_, index) =>
    actions.slice(index * CONCURRENCY, (index + 1) * CONCURRENCY),
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
  // The TypeScript loader wraps functions in a `__name` helper, which a page does not have.
  await context.addInitScript('globalThis.__name = (value) => value');
  if (token !== undefined) await context.addInitScript(giveToken, token);
  else if (action.clockOffsetDays !== undefined) await context.addInitScript(shiftClock, action.clockOffsetDays);
  const page = await context.newPage();
  const trial: Trial = { action, isTokenValid: token !== undefined, context, page, refused: [], leftAt: 0 };
  page.on('response', (response) => {
    if (response.status() === 401 || response.status() === 403) trial.refused.push(response.url());
  });
  if (action.hasSecondAudio) await addAudioTrack(page);
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
  if (action.isTabHidden) await page.evaluate(() => (window as unknown as WaitsWindow).waits.hide());
  else await page.evaluate(() => document.querySelector('cf-stream-player')!.pause());
  trial.leftAt = Date.now();
  return trial;
}

async function addAudioTrack(page: Page): Promise<void> {
  await page.route(/\/manifest\/video\.m3u8/, async (route) => {
    const response = await route.fetch();
    const second = (line: string): string =>
      line.replace('NAME="original"', `NAME="${SECOND_AUDIO_LABEL}"`).replace('DEFAULT=YES', 'DEFAULT=NO');
    const body = (await response.text()).replace(/^#EXT-X-MEDIA:TYPE=AUDIO.*$/m, (line) => `${line}\n${second(line)}`);
    await route.fulfill({ response, body });
  });
}

/** Waits until the token of a page has expired. A hidden tab waits under a valid token, too: it plays on meanwhile. */
async function untilTokenExpired({ action, isTokenValid, leftAt }: Trial): Promise<void> {
  if (!action.isFirst && (!isTokenValid || action.isTabHidden))
    await pause(Math.max(0, leftAt + (TOKEN_SECONDS + 1) * 1_000 - Date.now()));
}

async function measure({ action, page }: Trial): Promise<WaitTimes> {
  const act = async (): Promise<WaitTimes> => {
    if (!action.isTabHidden) await page.bringToFront();
    return action.run(page);
  };
  const timeout = new AbortController();
  const timedOut = pause(ACTION_TIMEOUT_MS, { moved: NaN, reached: NaN }, { signal: timeout.signal }).catch(() => ({
    moved: NaN,
    reached: NaN,
  }));
  return Promise.race([act(), timedOut]).finally(() => timeout.abort());
}

async function addCaptions({ stream }: JourneyDemo, uid: string): Promise<void> {
  const formatTime = (seconds: number): string =>
    `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`;
  const cues = Array.from(
    { length: 32 },
    (_, index) => `${formatTime(index * 2)} --> ${formatTime(index * 2 + 2)}\nLine ${index}\n`,
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
  process.stdout.write(`${mode}, medians of ${RUNS} in ms: valid token, expired token, difference, ratio\n`);
  const line = (name: string, valid: readonly number[], expired: readonly number[]): void => {
    const [validMs, expiredMs] = [median(valid), median(expired)];
    process.stdout.write(
      `  ${name.padEnd(44)} ${validMs.toFixed(0).padStart(6)} ${expiredMs.toFixed(0).padStart(6)} ${(expiredMs - validMs).toFixed(0).padStart(6)} ${(expiredMs / validMs).toFixed(2).padStart(6)}\n`,
    );
  };
  for (const [{ name, goal }, { valid, expired }] of times) {
    line(
      name,
      valid.map(({ moved }) => moved),
      expired.map(({ moved }) => moved),
    );
    if (goal !== undefined)
      line(
        `  ${goal}`,
        valid.map(({ reached }) => reached),
        expired.map(({ reached }) => reached),
      );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
