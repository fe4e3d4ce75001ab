// Records in place for MINUTES (10) from a fake camera, pauses once, reloads the page in the middle of it without a word, uses
// what was recorded, waits until it can be played, and plays it. Prints how long each was and what the page's memory did; fails
// where seconds are missing.
import { setTimeout as wait } from 'node:timers/promises';
import { fakeDeviceArguments } from '../harness/browser-options.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { readPlayback, untilPlaying } from '../journeys/support/playback.js';
import { until } from '../journeys/support/until.js';
import { untilUploaded } from '../journeys/support/uploaded.js';

const minutes = Number(process.env.MINUTES ?? 10);
const demo = await startJourney();
const driver = await openChromium(fakeDeviceArguments);
const { page, context } = driver;
page.on('dialog', (dialog) => void dialog.accept());
await page.addInitScript(() => {
  // A small picture: this is about how long it takes, and not about what is seen.
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (wanted) => open({ ...wanted, video: { width: 320, height: 240, frameRate: 10 } });
  document.addEventListener('DOMContentLoaded', () =>
    document.querySelector('cf-stream-upload')!.setAttribute('record', 'camera'),
  );
});
await driver.goto(demo.url);
const cdp = await context.newCDPSession(page);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const read = () =>
  driver.evaluate(() => {
    const recorder = document.querySelector('cf-stream-upload')!.shadowRoot!.querySelector('cf-stream-upload-recorder');
    const { take, recording } = recorder!.session;
    return { bytes: take?.bytes ?? 0, recordedMs: take?.recordedMs ?? 0, status: recording.status };
  });
async function heapBytes(): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

await button('Record with the camera').click();
await button('Pause').waitFor();
await until('something is recorded', async () => (await read()).bytes > 0);
const firstHeap = await heapBytes();
const begun = performance.now();
await wait(5_000);
await button('Pause').click();
await wait(2_000);
await button('Resume').click();
while (performance.now() - begun < minutes * 60_000 + 2_000) await wait(1_000);
const before = await read();
const lastHeap = await heapBytes();
await page.reload();
await page.getByText('This recording from an earlier visit hasn’t been uploaded yet.').first().waitFor();
const after = await read();
await button('Use this recording').click();
const uid = await untilUploaded(driver, { timeoutMs: 600_000, intervalMs: 1_000 });
const { duration } = await demo.fetchVideo(uid);
await driver.click('cf-stream-player', 'button[part~="play-overlay"]');
await untilPlaying(driver);
const played = (await readPlayback(driver)).duration;
console.log(
  `recorded ${before.recordedMs / 1_000} s, ${before.bytes} bytes; kept over the reload ${after.recordedMs / 1_000} s; ` +
    `the video lasts ${duration} s, in the player ${played} s; heap ${firstHeap} → ${lastHeap} bytes; problems: ` +
    JSON.stringify(driver.problems),
);
const isWhole = Math.abs((duration ?? 0) - before.recordedMs / 1_000) < 5 && minutes * 60 - (duration ?? 0) < 5;
await driver.close();
await demo.close();
if (!isWhole) throw new Error('Seconds are missing.');
