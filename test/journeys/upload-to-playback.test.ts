import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { lacksChromium } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { writeClip } from './support/clips.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { playbackOf, seek, untilPlaying } from './support/playback.js';
import { collectSecrets, leaksIn, textsOf } from './support/secrets.js';
import { until } from './support/until.js';

/** Chromium itself writes down the answer for a video that is being processed, which the page shows in an empty library. */
const NOT_READY = /Failed to load resource: .* 409 .*\/api\/videos\/\w+\/token\)$/;

/** What the uploader said, in its order. */
interface Told {
  readonly type: string;
  readonly uid?: string;
  readonly percent?: number | null;
}

/** Runs in the page: keeps what the uploader says, and what it shows. */
function listen(): void {
  const told: Told[] = [];
  const shown = new Set<string>();
  const upload = document.querySelector('cf-stream-upload')!;
  upload.chunkSize = 5 * 1024 ** 2;
  for (const type of ['created', 'progress', 'processing', 'ready', 'error', 'pause']) {
    upload.addEventListener(`cf-stream-upload-${type}`, (event) => {
      const { uid, percent } = (event as CustomEvent<{ uid?: string; percent?: number | null } | null>).detail ?? {};
      told.push({ type, ...(uid === undefined ? {} : { uid }), ...(percent === undefined ? {} : { percent }) });
    });
  }
  const look = (): void => {
    const row = upload.shadowRoot?.querySelector('cf-stream-upload-row')?.shadowRoot;
    const percent =
      row && /\d+\s?%/.exec([...row.querySelectorAll('p')].map((part) => part.textContent).join(' '))?.[0];
    if (percent && row.querySelector('[role=progressbar]')) shown.add(`${upload.state.status} ${percent}`);
    requestAnimationFrame(look);
  };
  look();
  Object.assign(window, { told, shown });
}

const toldIn = (driver: ChromiumPage): Promise<Told[]> =>
  driver.evaluate(() => (window as unknown as { told: Told[] }).told);
const shownIn = (driver: ChromiumPage): Promise<string[]> =>
  driver.evaluate(() => [...(window as unknown as { shown: Set<string> }).shown]);

describe('from a file to a playing, signed video', { skip: await lacksChromium() }, () => {
  let demo: JourneyDemo;
  let driver: ChromiumPage;
  let secrets: ReadonlySet<string>;
  let clip: string;

  before(async () => {
    demo = await startJourney();
    clip = writeClip(demo.folder);
  });
  after(() => demo.close());
  beforeEach(async () => {
    driver = await openChromium();
    secrets = collectSecrets(driver);
    await driver.goto(demo.url);
    await driver.evaluate(listen);
  });
  afterEach(() => driver.close());

  const choose = (): Promise<void> =>
    driver.page.locator('cf-stream-upload input[type=file]').first().setInputFiles(clip);

  /** From the chosen file on, everything goes by itself until someone presses play. */
  async function untilHandedOver(): Promise<string> {
    const { uid = '' } = await until(
      'the video is ready',
      async () => {
        const told = await toldIn(driver);
        const error = told.find(({ type }) => type === 'error');
        assert.equal(error, undefined, 'the uploader gave up');
        return told.find(({ type }) => type === 'ready');
      },
      { within: 90_000, every: 200 },
    );
    await until('the player has it', () =>
      driver.evaluate((wanted) => document.querySelector('cf-stream-player')!.getAttribute('src') === wanted, uid),
    );
    return uid;
  }

  async function watch(): Promise<void> {
    await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
    await untilPlaying(driver);
    const { duration } = await playbackOf(driver);
    await seek(driver, duration * 0.6);
    await seek(driver, 0.2);
  }

  async function assertNothingTold(): Promise<void> {
    assert.ok(
      [...secrets].some((secret) => secret.startsWith('eyJ')),
      'a token was used',
    );
    assert.ok(
      [...secrets].some((secret) => !secret.startsWith('eyJ')),
      'a one-time URL was used',
    );
    const all = [...secrets, demo.stream.apiToken];
    assert.deepEqual(leaksIn(demo.lines, all), [], 'log');
    assert.deepEqual(leaksIn(driver.messages, all), [], 'console');
    assert.deepEqual(leaksIn(await textsOf(driver), all), [], 'document');
  }

  it('uploads, is processed, and plays where it was dropped', async () => {
    await choose();
    const uid = await untilHandedOver();
    const told = await toldIn(driver);
    assert.ok(
      told.some(({ type, percent }) => type === 'progress' && percent! > 0 && percent! < 100),
      'upload progress',
    );
    assert.ok(
      told.some(({ type, percent }) => type === 'processing' && typeof percent === 'number'),
      'processing percent',
    );
    assert.ok(
      (await shownIn(driver)).some((text) => text.startsWith('processing')),
      'a percentage was seen while it was processed',
    );
    assert.equal((await demo.video(uid)).status, 'ready');
    assert.ok(
      demo.lines.some((line) => line.includes('"route":"/webhooks/stream"') && line.includes('"status":204')),
      'webhook',
    );

    await watch();
    const served = (await demo.requests()).filter(({ kind }) => kind === 'master' || kind === 'segment');
    assert.ok(
      served.some(({ kind, path }) => kind === 'master' && path.startsWith('/<token>/')),
      'signed playback',
    );
    assert.deepEqual(
      served.filter(({ status }) => status >= 400),
      [],
    );
    await assertNothingTold();
    assert.deepEqual(
      driver.problems.filter((text) => !NOT_READY.test(text)),
      [],
    );
  });

  it('outlasts a cut connection and a lost network', async () => {
    const before = (await demo.requests()).length;
    const patches = { method: 'PATCH', path: '^/tus/' };
    // The second chunk is cut in the middle; when it is sent again, it hangs until the network goes.
    await demo.fail({ ...patches, skip: 1, times: 1, resetRequestAfter: 2_000_000 });
    await demo.fail({ ...patches, skip: 1, times: 1, hang: true });
    await choose();
    const sent = await until('the second chunk is sent again', async () => {
      const seen = (await demo.requests()).slice(before).filter(({ method }) => method === 'PATCH');
      return seen.length >= 3 && seen;
    });
    assert.deepEqual(
      sent.map(({ status }) => status),
      [204, 0, 0],
    );
    await driver.context.setOffline(true);
    await until('the uploader waits for the network', () =>
      driver.evaluate(() => {
        const { state } = document.querySelector('cf-stream-upload')!;
        return state.status === 'uploading' && state.waiting === 'offline';
      }),
    );
    await driver.context.setOffline(false);

    const uid = await untilHandedOver();
    assert.equal((await toldIn(driver)).filter(({ type }) => type === 'created').length, 1, 'it went on where it was');
    assert.equal((await demo.video(uid)).status, 'ready');
    await watch();
    await assertNothingTold();
    // Chromium itself writes down that requests failed while there was no network.
    assert.deepEqual(
      driver.problems.filter((text) => !NOT_READY.test(text) && !text.includes('Failed to load resource: net::ERR_')),
      [],
    );
  });
});
