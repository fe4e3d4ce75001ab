// Throughput of the uploader for a large file, compared with a bare PUT of the same file to the same machine in the same
// run, and by how much the JS heap of the page grows meanwhile at most: `npm run bench upload-throughput`. UPLOAD_MIB sets the size
// of the file (2048).
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { CDPSession } from 'playwright';
import { openChromium, type ChromiumPage } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { startFormSite } from '../journeys/support/form-site.js';
import { until } from '../journeys/support/until.js';
import { print } from './support/figures.js';

const MiB = 1024 ** 2;
const SIZE = Number(process.env.UPLOAD_MIB ?? 2048) * MiB;

/** Starts a minimal server that writes the body of a PUT to a file. */
async function startSink(folder: string): Promise<{ url: string; close: () => void }> {
  const server = http.createServer((req, res) => {
    res
      .setHeader('Access-Control-Allow-Origin', '*')
      .setHeader('Access-Control-Allow-Methods', 'PUT')
      .setHeader('Access-Control-Allow-Headers', 'content-type');
    if (req.method !== 'PUT') return void res.end();
    const file = fs.createWriteStream(path.join(folder, 'sink'));
    req.pipe(file).on('finish', () => res.end());
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => void server.close() };
}

/** Starts to sample the JS heap of the page; the function it returns stops and gives its growth at most, in MiB. */
async function watchHeap(cdp: CDPSession): Promise<() => number> {
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const read = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  };
  const firstBytes = await read();
  let peakBytes = firstBytes;
  const timer = setInterval(() => {
    read().then(
      (bytes) => (peakBytes = Math.max(peakBytes, bytes)),
      () => undefined,
    );
  }, 250);
  return () => {
    clearInterval(timer);
    return (peakBytes - firstBytes) / MiB;
  };
}

async function measure(
  site: string,
  run: (driver: ChromiumPage) => Promise<number>,
): Promise<{ seconds: number; heapMib: number }> {
  const driver = await openChromium();
  try {
    await driver.goto(site);
    const stop = await watchHeap(await driver.context.newCDPSession(driver.page));
    const seconds = await run(driver);
    return { seconds, heapMib: stop() };
  } finally {
    await driver.close();
  }
}

const demo = await startJourney({ pages: false });
const site = await startFormSite(demo.url);
const sink = await startSink(demo.folder);
const file = path.join(demo.folder, 'large.mp4');
fs.writeFileSync(file, '\0\0\0\x18ftypmp42', 'latin1');
fs.truncateSync(file, SIZE);

const put = (): Promise<{ seconds: number; heapMib: number }> =>
  measure(site.origin, async ({ page }) => {
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<input type="file" id="bare">'));
    await page.locator('#bare').setInputFiles(file);
    return page.evaluate(
      (url) =>
        new Promise<number>((resolve, reject) => {
          const request = new XMLHttpRequest();
          const startedAt = performance.now();
          request.onload = () => resolve((performance.now() - startedAt) / 1000);
          request.onerror = () => reject(new Error('The PUT failed.'));
          request.open('PUT', url);
          request.send(document.querySelector<HTMLInputElement>('#bare')!.files![0]);
        }),
      sink.url,
    );
  });

const upload = (chunkMib: number | null): Promise<{ seconds: number; heapMib: number }> =>
  measure(site.origin, async (driver) => {
    await driver.page.evaluate(
      (bytes) => {
        const element = document.querySelector('cf-stream-upload')!;
        element.statusEndpoint = '';
        element.chunkSize = bytes;
        element.addEventListener(
          'cf-stream-upload-created',
          () => Object.assign(window, { startedAt: performance.now() }),
          { once: true },
        );
        element.addEventListener(
          'cf-stream-upload-processing',
          () => Object.assign(window, { endedAt: performance.now() }),
          { once: true },
        );
      },
      chunkMib === null ? null : chunkMib * MiB,
    );
    await driver.page.locator('cf-stream-upload input[type=file]').setInputFiles(file);
    return until(
      'everything is sent',
      () =>
        driver.evaluate(() => {
          const { startedAt, endedAt } = window as unknown as { startedAt: number; endedAt?: number };
          return endedAt === undefined ? 0 : (endedAt - startedAt) / 1000;
        }),
      { timeoutMs: 300_000, intervalMs: 250 },
    );
  });

const results: [name: string, result: { seconds: number; heapMib: number }][] = [['bare XHR PUT', await put()]];
for (const [name, chunkMib] of [
  ['chunks of 5 MiB', 5],
  ['chunks of 50 MiB', 50],
  ['adaptive (default)', null],
] as const) {
  results.push([name, await upload(chunkMib)]);
  for (const old of fs.readdirSync(path.join(demo.folder, 'data/stream/videos'))) {
    fs.rmSync(path.join(demo.folder, 'data/stream/videos', old, 'original'), { force: true });
  }
}
results.push(['bare XHR PUT, again', await put()]);
// The faster of the two, so that a busy machine does not flatter the uploader.
const bareSeconds = Math.min(...results.filter(([name]) => name.startsWith('bare')).map(([, { seconds }]) => seconds));
print(`${SIZE / MiB} MiB from a file on disk, compared with the faster of two bare PUTs`);
for (const [name, { seconds, heapMib }] of results) {
  print(
    `${name.padEnd(22)} ${(bareSeconds / seconds).toFixed(2)} of its speed (${(SIZE / MiB / seconds).toFixed(0)} MiB/s), its heap grows by ${heapMib.toFixed(1)} MiB at most`,
  );
}
sink.close();
await site.close();
await demo.close();
