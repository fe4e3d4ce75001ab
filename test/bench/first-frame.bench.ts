// Time from opening the page to the first frame: the player with a signed video, against a handwritten page for that one
// video with a bare <video>, hls.js and a token at hand. Both run side by side at 9 Mbit/s, 60 ms latency and a quarter of
// the CPU. BENCH_RUNS sets the number of runs (7). Prints medians and their ratio.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { PROJECT } from '../../demo/start/options.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 7);
const SLOW_NETWORK = {
  offline: false,
  latency: 60,
  downloadThroughput: (9 * 1_000_000) / 8,
  uploadThroughput: (9 * 1_000_000) / 8,
};
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.html': 'text/html',
};

const demo = await startJourney({ sample: true, transcoder: 'remux', segmentSeconds: 4 });
const uid = await demo.waitForSample();
const { token } = (await (await fetch(`${demo.url}/api/videos/${uid}/token`)).json()) as { token: string };

const PAGES: Readonly<Record<string, string>> = {
  '/bare.html': `<!doctype html><video muted playsinline></video><script type="module">
    import Hls from '/node_modules/hls.js/dist/hls.min.mjs';
    const video = document.querySelector('video');
    const hls = new Hls({ startLevel: 0, enableWorker: false });
    hls.attachMedia(video); hls.loadSource('${demo.stream.origin}/${token}/manifest/video.m3u8');
    video.requestVideoFrameCallback(() => (window.firstFrame = performance.now())); video.play();
  </script>`,
  '/ours.html': `<!doctype html><script type="module" src="/dist/cdn/cf-stream-player.min.js"></script>
    <cf-stream-player autoplay muted no-controls src="${uid}" token-endpoint="/token/{uid}" delivery-origin="${demo.stream.origin}"></cf-stream-player>
    <script type="module">document.querySelector('cf-stream-player').requestVideoFrameCallback(() => (window.firstFrame = performance.now()));</script>`,
};

const server = http.createServer((req, res) => {
  const { pathname } = new URL(req.url ?? '/', 'http://localhost');
  const page = PAGES[pathname];
  if (pathname.startsWith('/token/')) {
    void fetch(`${demo.url}/api/videos/${uid}/token`).then(async (response) => res.end(await response.text()));
    return;
  }
  const file = path.join(PROJECT, pathname);
  if (page === undefined && !fs.existsSync(file)) {
    res.writeHead(404).end();
    return;
  }
  res.writeHead(200, { 'content-type': TYPES[path.extname(pathname)] ?? 'text/plain', 'cache-control': 'no-store' });
  res.end(page ?? fs.readFileSync(file));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as { port: number };

async function firstFrame(page: string): Promise<number> {
  const driver = await openChromium();
  try {
    const cdp = await driver.context.newCDPSession(driver.page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', SLOW_NETWORK);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await driver.goto(`http://127.0.0.1:${port}${page}`);
    await driver.page.waitForFunction('window.firstFrame', undefined, { timeout: 60_000 });
    return await driver.evaluate(() => (window as unknown as { firstFrame: number }).firstFrame);
  } finally {
    await driver.close();
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
try {
  for (let run = 0; run < RUNS; run += 1) {
    times.bare.push(await firstFrame('/bare.html'));
    times.ours.push(await firstFrame('/ours.html'));
  }
  const [bare, ours] = [median(times.bare), median(times.ours)];
  process.stdout.write(
    `bare <video> + hls.js, no token: ${bare.toFixed(0)} ms; this player, signed video: ${ours.toFixed(0)} ms; ratio ${(ours / bare).toFixed(2)} (medians of ${RUNS})\n`,
  );
} finally {
  server.close();
  await demo.close();
}
