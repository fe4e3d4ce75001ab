import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { openChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { until } from './support/until.js';
import { NOT_READY, untilUploaded } from './support/uploaded.js';

const CLIP = path.resolve(import.meta.dirname, '../fixtures/clip-5s.mp4');
describe('the thumbnail of a video on the demo page', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let driver: ChromiumPage;

  before(async () => {
    demo = await startJourney({ authorize: () => ({ allowed: true }) });
    driver = await openChromium();
    await driver.page.addInitScript(() =>
      document.addEventListener('DOMContentLoaded', () =>
        document.querySelector('cf-stream-upload')!.setAttribute('thumbnail-endpoint', '/api/videos/{uid}/thumbnail'),
      ),
    );
    await driver.goto(demo.url);
  });
  after(async () => {
    await driver.close();
    await demo.close();
  });

  it('is set at Stream to the frame that was chosen by keyboard, under the strict CSP', async () => {
    const { page } = driver;
    await page.locator('cf-stream-upload input[type=file]').first().setInputFiles(CLIP);
    await page.getByRole('button', { name: 'Choose a thumbnail' }).press('Enter');
    const slider = page.getByRole('slider', { name: 'Position' });
    await until('the slider has the focus', () => slider.evaluate((one) => one.matches(':focus')));
    await slider.press('End');
    for (let step = 0; step < 10; step += 1) await slider.press('ArrowLeft');
    await page.getByRole('button', { name: 'Use this frame' }).press('Enter');
    await page.getByText('Thumbnail set to').waitFor();
    const uid = await untilUploaded(driver, { timeoutMs: 90_000, intervalMs: 200 });
    const edits = (await demo.requests()).filter(({ method, path: at }) => method === 'POST' && at.endsWith(`/${uid}`));
    assert.equal(edits.length, 1);
    const { apiBase, accountId, apiToken } = demo.stream;
    const response = await fetch(`${apiBase}/accounts/${accountId}/stream/${uid}`, {
      headers: { Authorization: `Bearer ${apiToken}` },
    });
    const { result } = (await response.json()) as { result: { thumbnailTimestampPct: number } };
    const { thumbnailTimestampPct } = result;
    assert.ok(Math.abs(thumbnailTimestampPct - 0.8) < 0.02, `${thumbnailTimestampPct}`);
    assert.deepEqual(
      driver.problems.filter((problem) => !NOT_READY.test(problem)),
      [],
    );
  });
});
