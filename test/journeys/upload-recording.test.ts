import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fakeDeviceArguments } from '../harness/browser-options.js';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { readPlayback, untilPlaying } from './support/playback.js';
import { until } from './support/until.js';
import { NOT_READY, untilUploaded } from './support/uploaded.js';

/** Makes the page's uploader record, from now on and after each reload. */
function record(): void {
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelector('cf-stream-upload')!.setAttribute('record', 'camera screen');
  });
}

describe('a recording on the demo page', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  const openPage = shareChromium(fakeDeviceArguments);
  let driver: ChromiumPage;

  before(async () => {
    demo = await startJourney();
  });
  after(() => demo.close());
  beforeEach(async () => {
    driver = await openPage();
    await driver.page.addInitScript(record);
    driver.page.on('dialog', (dialog) => void dialog.accept());
    await driver.goto(demo.url);
  });
  afterEach(() => driver.close());

  const button = (name: string) => driver.page.getByRole('button', { name, exact: true });
  const recordedBytes = (): Promise<number> =>
    driver.evaluate(() => {
      const recorder = document
        .querySelector('cf-stream-upload')!
        .shadowRoot!.querySelector('cf-stream-upload-recorder');
      return recorder?.session.take?.bytes ?? 0;
    });
  const untilMore = async (): Promise<void> => {
    const before = await recordedBytes();
    await until('more is recorded', async () => (await recordedBytes()) > before);
  };

  async function untilReady(): Promise<string> {
    const uid = await untilUploaded(driver, { timeoutMs: 300_000, intervalMs: 200 });
    assert.equal((await demo.fetchVideo(uid)).status, 'ready');
    return uid;
  }

  it('with the camera is paused, resumed, restored after a reload, sent and played under the strict CSP', async () => {
    await button('Record with the camera').click();
    await button('Pause').waitFor();
    await untilMore();
    await untilMore();
    await button('Pause').click();
    await button('Resume').click();
    await untilMore();
    await untilMore();
    await driver.page.reload();
    await driver.page.getByText('This recording from an earlier visit hasn’t been uploaded yet.').first().waitFor();
    await button('Use this recording').click();
    const uid = await untilReady();
    const { duration } = await demo.fetchVideo(uid);
    assert.ok(duration !== null && duration > 2, `it lasts ${duration} s`);
    await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
    await untilPlaying(driver);
    assert.ok((await readPlayback(driver)).duration > 2);
    assert.deepEqual(
      driver.problems.filter((text) => !NOT_READY.test(text)),
      [],
    );
  });

  it('of the screen resumes sending by one click after a reload, and leaves nothing in the browser', async () => {
    await demo.addFault({ method: 'PATCH', path: '^/tus/', times: 1, hang: true });
    await button('Record the screen').click();
    await button('Finish recording').waitFor();
    await untilMore();
    await button('Finish recording').click();
    await button('Use this recording').click();
    await until('it is being sent', () =>
      driver.evaluate(() => {
        const { state } = document.querySelector('cf-stream-upload')!;
        return state.status === 'uploading' && !!state.uid;
      }),
    );
    // Otherwise the request after the reload would hang.
    await until('it hangs', async () =>
      (await demo.requests()).some(({ method, status }) => method === 'PATCH' && status === 0),
    );
    await driver.page.reload();
    await driver.page.getByText('Picks up where you left off.').first().waitFor();
    await button('Resume').click();
    await untilReady();
    const left = await until('nothing is left', async () => {
      const names = await driver.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('cf-stream-recordings').catch(() => null);
        const found: string[] = [];
        for await (const name of (folder as unknown as { keys(): AsyncIterable<string> } | null)?.keys() ?? [])
          found.push(name);
        return found;
      });
      return names.length === 0 && 'nothing';
    });
    assert.equal(left, 'nothing');
  });
});
