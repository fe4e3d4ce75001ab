import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { writeClip } from './support/clips.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { readPlayback, seek, untilPlaying } from './support/playback.js';
import { collectSecrets, findLeaks, readDocumentTexts } from './support/secrets.js';
import { until } from './support/until.js';
import { NOT_READY } from './support/uploaded.js';

/** An event of the uploader. */
interface UploadEvent {
  readonly type: string;
  readonly uid?: string;
  readonly percent?: number | null;
}

/** Records the events of the uploader and the percentages it shows. Runs in the page. */
function record(): void {
  const events: UploadEvent[] = [];
  const shown = new Set<string>();
  const upload = document.querySelector('cf-stream-upload')!;
  upload.chunkSize = 5 * 1024 ** 2;
  for (const type of ['created', 'progress', 'processing', 'ready', 'error', 'pause']) {
    upload.addEventListener(`cf-stream-upload-${type}`, (event) => {
      const { uid, percent } = (event as CustomEvent<{ uid?: string; percent?: number | null } | null>).detail ?? {};
      events.push({ type, ...(uid === undefined ? {} : { uid }), ...(percent === undefined ? {} : { percent }) });
    });
  }
  const sampleRow = (): void => {
    const row = upload.shadowRoot?.querySelector('cf-stream-upload-row')?.shadowRoot;
    const percent =
      row && /\d+\s?%/.exec([...row.querySelectorAll('p')].map((part) => part.textContent).join(' '))?.[0];
    if (percent && row.querySelector('[role=progressbar]')) shown.add(`${upload.state.status} ${percent}`);
    requestAnimationFrame(sampleRow);
  };
  sampleRow();
  Object.assign(window, { events, shown });
}

/** Describes where the upload stands, without uid and URL. Runs in the page. */
function describeUpload(): unknown {
  const { state } = document.querySelector('cf-stream-upload')!;
  const { events } = window as unknown as { events: UploadEvent[] };
  return {
    status: state.status,
    ...('waiting' in state && { waiting: state.waiting }),
    ...('progress' in state && { sentBytes: state.progress?.sentBytes }),
    isOnline: navigator.onLine,
    last: events.slice(-6).map(({ type, percent }) => `${type} ${percent ?? ''}`),
  };
}

const readEvents = (driver: ChromiumPage): Promise<UploadEvent[]> =>
  driver.evaluate(() => (window as unknown as { events: UploadEvent[] }).events);
const readShown = (driver: ChromiumPage): Promise<string[]> =>
  driver.evaluate(() => [...(window as unknown as { shown: Set<string> }).shown]);

describe('an upload on the demo page', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  const openPage = shareChromium();
  let driver: ChromiumPage;
  let secrets: ReadonlySet<string>;
  let clip: string;

  before(async () => {
    demo = await startJourney();
    clip = writeClip(demo.folder);
  });
  after(() => demo.close());
  beforeEach(async () => {
    driver = await openPage();
    secrets = collectSecrets(driver);
    await driver.goto(demo.url);
    await driver.evaluate(record);
  });
  afterEach(() => driver.close());

  const choose = (): Promise<void> =>
    driver.page.locator('cf-stream-upload input[type=file]').first().setInputFiles(clip);

  /** Waits until the uploader has handed the ready video to the player, with no further user action. */
  async function untilHandedOver(): Promise<string> {
    const { uid = '' } = await until(
      'the video is ready',
      async () => {
        const events = await readEvents(driver);
        const error = events.find(({ type }) => type === 'error');
        assert.equal(error, undefined, 'the upload failed');
        return events.find(({ type }) => type === 'ready');
      },
      { timeoutMs: 90_000, intervalMs: 200, describe: () => driver.evaluate(describeUpload) },
    );
    await until('the player has it', () =>
      driver.evaluate((wanted) => document.querySelector('cf-stream-player')!.getAttribute('src') === wanted, uid),
    );
    return uid;
  }

  async function watch(): Promise<void> {
    await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
    await untilPlaying(driver);
    const { duration } = await readPlayback(driver);
    await seek(driver, duration * 0.6);
    await seek(driver, 0.2);
  }

  async function assertNoLeaks(): Promise<void> {
    assert.ok(
      [...secrets].some((secret) => secret.startsWith('eyJ')),
      'a token was used',
    );
    assert.ok(
      [...secrets].some((secret) => !secret.startsWith('eyJ')),
      'a one-time URL was used',
    );
    const all = [...secrets, demo.stream.apiToken];
    assert.deepEqual(findLeaks(demo.logLines, all), [], 'log');
    assert.deepEqual(findLeaks(driver.consoleMessages, all), [], 'console');
    assert.deepEqual(findLeaks(await readDocumentTexts(driver), all), [], 'document');
  }

  it('is sent and processed with visible progress, then plays with a token, leaking no secret', async () => {
    await choose();
    const uid = await untilHandedOver();
    const events = await readEvents(driver);
    assert.ok(
      events.some(({ type, percent }) => type === 'progress' && percent! > 0 && percent! < 100),
      'upload progress',
    );
    assert.ok(
      events.some(({ type, percent }) => type === 'processing' && typeof percent === 'number'),
      'processing percent',
    );
    assert.ok(
      (await readShown(driver)).some((text) => text.startsWith('processing')),
      'a percentage was seen while it was processed',
    );
    assert.equal((await demo.fetchVideo(uid)).status, 'ready');
    assert.ok(
      demo.logLines.some((line) => line.includes('"route":"/webhooks/stream"') && line.includes('"status":204')),
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
    await assertNoLeaks();
    assert.deepEqual(
      driver.problems.filter((text) => !NOT_READY.test(text)),
      [],
    );
  });

  it('survives a reset connection and an offline period as one upload, then plays', async () => {
    const before = (await demo.requests()).length;
    const patches = { method: 'PATCH', path: '^/tus/' };
    // The second chunk is cut off midway; its retry hangs until the network is lost.
    await demo.addFault({ ...patches, skip: 1, times: 1, resetRequestAfter: 2_000_000 });
    await demo.addFault({ ...patches, skip: 1, times: 1, hang: true });
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
    assert.equal(
      (await readEvents(driver)).filter(({ type }) => type === 'created').length,
      1,
      'the upload was resumed, not restarted',
    );
    assert.equal((await demo.fetchVideo(uid)).status, 'ready');
    await watch();
    await assertNoLeaks();
    // Chromium itself logs requests that failed while offline.
    assert.deepEqual(
      driver.problems.filter((text) => !NOT_READY.test(text) && !text.includes('Failed to load resource: net::ERR_')),
      [],
    );
  });
});
