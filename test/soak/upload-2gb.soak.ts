// Sends 2 GB from Chromium through the demo to the local Stream while every connection is cut every three seconds, at 32 MiB/s.
// Fails where the file does not arrive once and whole, where the page's heap or the browser's memory grows with what is sent, or
// where more is sent again than the cuts can cost. MIB=256 sends less.
import { createHash, randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { startFaultProxy } from './support/fault-proxy.js';

const MIB = 1024 ** 2;
const sizeMib = Number(process.env.MIB ?? 1_908);
const CUT_MS = 3_000;
const LIMITS = {
  minutes: 15,
  /** What a cut may cost: what the system and the browser have taken from the page, and the server not yet. */
  resentMibPerCut: 8,
  heapGrowthMib: 8,
  memoryGrowthMib: 128,
};

const demo = await startJourney();
const proxy = await startFaultProxy(demo.url, demo.stream.origin);
proxy.setFault(({ step }) => (step === 'send' ? { bytesPerSecond: 32 * MIB } : undefined));
const file = path.join(demo.folder, 'film.mp4');
const sha256 = makeFile();

/** Writes bytes of which no two blocks are the same, and gives their hash. */
function makeFile(): string {
  const hash = createHash('sha256');
  const block = randomFillSync(Buffer.alloc(MIB));
  const to = fs.openSync(file, 'w');
  for (let index = 0; index < sizeMib; index += 1) {
    block.writeUInt32BE(index, 64);
    if (index === 0) block.write('\0\0\0\x18ftypmp42', 0, 'latin1');
    hash.update(block);
    fs.writeSync(to, block);
  }
  fs.closeSync(to);
  return hash.digest('hex');
}

const driver = await openChromium();
const { page, context } = driver;
await driver.goto(proxy.origin);
const cdp = await context.newCDPSession(page);
const browserCdp = await context.browser()!.newBrowserCDPSession();

interface Memory {
  readonly heapMib: number;
  readonly rssMib: number;
}

/** Measures the page's heap once its garbage is gone, and what all processes of the browser have in memory. */
async function measure(): Promise<Memory> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { processInfo } = await browserCdp.send('SystemInfo.getProcessInfo');
  const rssKib = processInfo.map(({ id }) => {
    // One that has ended meanwhile has nothing.
    const status = fs.existsSync(`/proc/${id}/status`) ? fs.readFileSync(`/proc/${id}/status`, 'utf8') : '';
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  });
  return { heapMib: usedSize / MIB, rssMib: rssKib.reduce((sum, kib) => sum + kib, 0) / 1024 };
}

const readState = () =>
  page.evaluate(() => {
    const { state, progress } = document.querySelector('cf-stream-upload')!;
    const code = state.status === 'error' ? state.error.code : '';
    const uid = 'uid' in state ? (state.uid ?? '') : '';
    return { status: state.status, code, uid, sentBytes: progress?.sentBytes ?? 0 };
  });

const before = await measure();
const startedAt = performance.now();
await page.locator('cf-stream-upload input[type=file]').first().setInputFiles(file);
const samples: (Memory & { readonly sentMib: number })[] = [];
let cuts = 0;
let state = await readState();
// Random bytes are no video: that Stream says so means that it has them all.
while (!['processing', 'ready', 'error'].includes(state.status)) {
  if (performance.now() - startedAt > LIMITS.minutes * 60_000) break;
  await pause(CUT_MS);
  state = await readState();
  if (state.status === 'uploading') {
    proxy.cut();
    cuts += 1;
  }
  samples.push({ ...(await measure()), sentMib: state.sentBytes / MIB });
}
const seconds = (performance.now() - startedAt) / 1000;
const after = await measure();
const isSent = ['processing', 'ready'].includes(state.status) || state.code === 'VIDEO_FAILED';
const hash = createHash('sha256');
if (isSent) {
  const original = path.join(demo.folder, 'data/stream/videos', state.uid, 'original');
  for await (const chunk of fs.createReadStream(original)) hash.update(chunk as Buffer);
}
const isWhole = isSent && hash.digest('hex') === sha256;
const created = proxy.log.filter((line) => line.startsWith('create ')).length;
const sentMib = proxy.receivedBytes / MIB;
await driver.close();
await proxy.close();
await demo.close();

/** How much more there is at most in the second half of the samples than in the first. */
function growthOf(read: (memory: Memory) => number): number {
  const half = Math.ceil(samples.length / 2);
  return Math.max(...samples.slice(half).map(read)) - Math.max(...samples.slice(0, half).map(read));
}

for (const [index, { sentMib: sent, heapMib, rssMib }] of samples.entries())
  if (index % Math.ceil(samples.length / 12) === 0 || index === samples.length - 1)
    console.log(
      `${sent.toFixed(0).padStart(5)} MiB sent   heap ${heapMib.toFixed(1)} MiB   browser ${rssMib.toFixed(0)} MiB`,
    );
const [heapGrowth, memoryGrowth] = [growthOf(({ heapMib }) => heapMib), growthOf(({ rssMib }) => rssMib)];
const resentMib = sentMib - sizeMib;
console.log(
  `\n${sizeMib} MiB in ${seconds.toFixed(0)} s with ${cuts} cuts: ${isWhole ? 'whole' : `NOT WHOLE (${state.status} ${state.code})`}, ` +
    `${created} upload URL; ${sentMib.toFixed(1)} MiB sent in all, ${resentMib.toFixed(1)} of them twice ` +
    `(${proxy.repeatedBytes / MIB} by the browser).\n` +
    `Heap after collection ${before.heapMib.toFixed(1)} MiB before, ${after.heapMib.toFixed(1)} after, grew by ${heapGrowth.toFixed(1)} ` +
    `between the halves; browser ${before.rssMib.toFixed(0)} → ${after.rssMib.toFixed(0)} MiB, ${memoryGrowth.toFixed(0)} between the halves.`,
);
const isGood =
  isWhole &&
  created === 1 &&
  cuts > 0 &&
  resentMib <= cuts * LIMITS.resentMibPerCut &&
  heapGrowth <= LIMITS.heapGrowthMib &&
  memoryGrowth <= LIMITS.memoryGrowthMib;
if (!isGood) process.exitCode = 1;
