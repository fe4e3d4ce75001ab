// Plays for an hour in Chromium, with tokens of a minute: `npm run soak hour`. SOAK_MINUTES sets the duration (60), and SOAK_SPEED
// how fast it is played (1), tokens included: at 8, an hour takes 7.5 minutes. Prints heap after a collection, nodes, listeners
// and stalls every five minutes, and with SOAK_HEAP=1 what has grown in the end, by constructor; exits with 1 where the heap grows
// by more than 1 MB from the fifth minute on, where there is an error, or where less than 95 % of the time is played.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callsTo } from '../demo/emulator/support/running-stream.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { describeGrowth, readHeap, type HeapContents } from './support/heap-snapshot.js';
import { writeFilm } from './support/film.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const SPEED = Number(process.env.SOAK_SPEED ?? 1);
const TOKEN_SECONDS = Math.ceil(60 / SPEED);
const STEP_MINUTES = 5;
const MOST_BYTES = 1e6;
/** Part of the time that has to be played. */
const LEAST_PLAYED = 0.95;
/** Time for the local Stream to make segments of the film. */
const FILM_TIMEOUT_MS = 600_000;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hour-soak-'));
const demo = await startJourney({ transcoder: 'remux', tokenTtlSeconds: TOKEN_SECONDS });
const stream = callsTo(demo.stream);
const film = writeFilm(folder, MINUTES * 60 + 120);
const uid = await stream.upload(new Uint8Array(fs.readFileSync(film)), { requiresignedurls: null });
const isReady = async (): Promise<boolean> => (await stream.video(uid)).status.state === 'ready';
await until('the film is ready', isReady, { timeoutMs: FILM_TIMEOUT_MS, intervalMs: 1_000 });

const { page, context, goto, close } = await openChromium();
const cdp = await context.newCDPSession(page);
await context.exposeFunction('signToken', () => stream.token(uid, { exp: Date.now() / 1_000 + TOKEN_SECONDS }));
await goto(`${demo.url}/player.html?v=${uid}`);
await page.evaluate(async (speed) => {
  await customElements.whenDefined('cf-stream-player');
  const player = document.querySelector('cf-stream-player')!;
  const counts = { stalls: 0, errors: [] as string[], tokens: 0 };
  Object.assign(window, { counts });
  player.addEventListener('cf-stream-token', () => (counts.tokens += 1));
  player.addEventListener('cf-stream-error', ({ detail }) => counts.errors.push(detail.error.code));
  player.getToken = () => (window as unknown as { signToken(): Promise<string> }).signToken();
  player.muted = true;
  await player.play();
  player.playbackRate = speed;
  player.addEventListener('waiting', () => (counts.stalls += 1));
}, SPEED);

const heaps: number[] = [];
let position = 0;
let first: HeapContents | undefined;
let last: HeapContents | undefined;
try {
  for (let minute = STEP_MINUTES; minute <= MINUTES; minute += STEP_MINUTES) {
    await pause((STEP_MINUTES * 60_000) / SPEED);
    // What one collection sets free may hold something that only the next one finds.
    for (let time = 0; time < 4; time += 1) {
      await page.evaluate(() => performance.clearResourceTimings());
      await cdp.send('HeapProfiler.collectGarbage');
    }
    if (process.env.SOAK_HEAP && minute === STEP_MINUTES) first = await readHeap(cdp);
    if (process.env.SOAK_HEAP && minute === MINUTES) last = await readHeap(cdp);
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
    const { now, counts } = await page.evaluate(() => ({
      now: document.querySelector('cf-stream-player')!.currentTime,
      counts: (window as unknown as { counts: { stalls: number; errors: string[]; tokens: number } }).counts,
    }));
    heaps.push(usedSize);
    write(
      `${String(minute).padStart(3)} min: heap ${(usedSize / 1e6).toFixed(2)} MB, ${nodes} nodes, ${jsEventListeners} listeners; ` +
        `at ${now.toFixed(0)} s, ${counts.tokens} tokens, ${counts.stalls} stalls, errors: ${counts.errors.join(', ') || 'none'}`,
    );
    if (counts.errors.length > 0 || now - position < LEAST_PLAYED * STEP_MINUTES * 60) process.exitCode = 1;
    position = now;
  }
  const growth = heaps.at(-1)! - heaps[0]!;
  write(`The heap has grown by ${(growth / 1e6).toFixed(2)} MB since minute ${STEP_MINUTES}.`);
  if (first && last) describeGrowth(first, last).forEach(write);
  if (heaps.length < 2 || growth > MOST_BYTES) process.exitCode = 1;
} finally {
  await close();
  await demo.close();
  fs.rmSync(folder, { recursive: true });
}
