// Players in one Chromium, one for each way that Stream may treat segments, watch with tokens of ten seconds:
// `npm run soak renewal`. SOAK_MINUTES says for how long (30). Prints what a viewer would have noticed, and what it cost.
import { setTimeout as pause } from 'node:timers/promises';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { openChromium } from '../journeys/support/chromium.js';
import type { SegmentAccess } from '../../demo/emulator/options.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const TOKEN_SECONDS = 10;
/** A token is renewed after this share of its life. */
const RENEWED_AFTER = 0.8;
const MODES: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];

interface Seen {
  readonly waits: number;
  readonly errors: readonly string[];
  readonly tokens: number;
  readonly seconds: number;
  readonly heapMiB: number | null;
}

async function watch(segmentAccess: SegmentAccess): Promise<void> {
  const demo = await startJourney({ sample: true, transcoder: 'remux', tokenTtlSeconds: TOKEN_SECONDS, segmentAccess, segmentSeconds: 2 });
  const page = await openChromium();
  try {
    const uid = await demo.sample();
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () => page.evaluate(() => customElements.get('cf-stream-player') !== undefined));
    await page.evaluate(begin);
    await pause(MINUTES * 60_000);
    const seen = await page.evaluate(() => (window as unknown as { seen(): Seen }).seen());
    const refused = (await demo.requests()).filter(({ status }) => status === 401 || status === 403).length;
    const ideal = Math.ceil(seen.seconds / (TOKEN_SECONDS * RENEWED_AFTER));
    process.stdout.write(`${segmentAccess.padEnd(10)} ${seen.seconds.toFixed(0)} s: ${seen.waits} stalls, ${refused} refused of the last 5000 requests, ` +
      `${seen.tokens} tokens (ideal ${ideal}), heap ${seen.heapMiB ?? '?'} MiB, errors: ${seen.errors.join(', ') || 'none'}\n`);
    if (seen.waits > 0 || refused > 0 || seen.errors.length > 0) process.exitCode = 1;
  } finally {
    await page.close();
    await demo.close();
  }
}

/** Runs in the page: plays the film again and again, and counts. */
function begin(): void {
  const player = document.querySelector('cf-stream-player')!;
  const errors: string[] = [];
  let waits = 0;
  let tokens = 0;
  let since = 0;
  let isTurning = false;
  player.addEventListener('cf-stream-token', () => (tokens += 1));
  player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  player.addEventListener('playing', () => {
    since ||= performance.now();
    isTurning = false;
  });
  player.addEventListener('waiting', () => (waits += since > 0 && !isTurning ? 1 : 0));
  player.addEventListener('timeupdate', () => {
    if (player.duration - player.currentTime > 1) return;
    isTurning = true;
    player.currentTime = 0;
  });
  Object.assign(window, {
    seen: () => ({
      waits, errors, tokens,
      seconds: (performance.now() - since) / 1000,
      heapMiB: Math.round(((performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0) / 2 ** 20) || null,
    }),
  });
  player.muted = true;
  void player.play();
}

await Promise.all(MODES.map(watch));
