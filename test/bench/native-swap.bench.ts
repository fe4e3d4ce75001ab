// What a source swap costs a viewer with native HLS: WebKitGTK, tokens of ten seconds, a whole video. Prints for each swap
// how long no new frame was shown, and by how many frames the next one was off. Then the longest gap, and the largest
// deviation of the reported position and of the frame shown from the position before. BENCH_RUNS sets the number of
// playbacks (1).
import { openPage } from '../journeys/support/browsers.js';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import type { PageDriver } from '../journeys/support/page-driver.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 1);
/** Number of swaps below which a run says little. */
const MIN_SWAPS = 5;

/** A swap as a viewer sees it. Positions are in seconds of the video. */
interface Swap {
  /** Position of the last frame before the swap. */
  readonly before: number;
  /** Position of the first frame that was visible after it, once the held frame was removed. */
  readonly after: number;
  /** Position that the player reported when the swap began. */
  readonly reportedBefore: number;
  /** Position that it reported at the first frame after. */
  readonly reportedAfter: number;
  /** Time between those two frames. */
  readonly gapMs: number;
  /** Longest time between two frames in the second after the swap, while playback gets going again. */
  startupGapMs: number;
}

/** Result of one playback. */
interface SwapStats {
  readonly swaps: readonly Swap[];
  readonly frameSeconds: number;
  readonly longestGapElsewhereMs: number;
  readonly waits: number;
  readonly errors: readonly string[];
  readonly hasEnded: boolean;
}

const demo = await startJourney({
  sample: true,
  transcoder: 'remux',
  tokenTtlSeconds: 10,
  segmentAccess: 'token-path',
  segmentSeconds: 2,
});
try {
  const uid = await demo.waitForSample();
  for (let run = 0; run < RUNS; run += 1) report(await watch(uid));
  const refused = (await demo.requests()).filter(({ status }) => status === 401 || status === 403).length;
  process.stdout.write(`${refused} refused requests\n`);
} finally {
  await demo.close();
}

async function watch(uid: string): Promise<SwapStats> {
  const page: PageDriver = await openPage('webkit');
  try {
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () =>
      page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await page.evaluate(playAndRecord);
    return await until(
      'playback ends or fails',
      async () => {
        const now = await page.evaluate(() => (window as unknown as { stats(): SwapStats }).stats());
        return (now.hasEnded || now.errors.length > 0) && now;
      },
      { timeoutMs: 150_000, intervalMs: 1_000 },
    );
  } finally {
    await page.close();
  }
}

function report({ swaps, frameSeconds, longestGapElsewhereMs, waits, errors, hasEnded }: SwapStats): void {
  const inFrames = (seconds: number): string => (seconds / frameSeconds).toFixed(2);
  for (const { before, after, reportedBefore, reportedAfter, gapMs, startupGapMs } of swaps) {
    process.stdout.write(
      `swap at ${before.toFixed(3)} s: ${gapMs.toFixed(0)} ms without a new picture (then ${startupGapMs.toFixed(0)} ms at most); next picture ${inFrames(after - before)} frames on; ` +
        `position said ${reportedBefore.toFixed(3)}, then ${reportedAfter.toFixed(3)} s\n`,
    );
  }
  const longest = Math.max(...swaps.map(({ gapMs }) => gapMs));
  const largest = Math.max(
    ...swaps.map(({ reportedBefore, after, reportedAfter }) =>
      Math.max(Math.abs(after - reportedBefore), Math.abs(reportedAfter - reportedBefore)),
    ),
  );
  process.stdout.write(
    `${swaps.length} swaps at ${(1 / frameSeconds).toFixed(0)} pictures a second${swaps.length < MIN_SWAPS ? ' (too few)' : ''}: ` +
      `longest gap ${longest.toFixed(0)} ms (in the second after one ${Math.max(...swaps.map(({ startupGapMs }) => startupGapMs)).toFixed(0)} ms, elsewhere ${longestGapElsewhereMs.toFixed(0)} ms), position off by ${inFrames(largest)} frames at most; ` +
      `${waits} waits, errors: ${errors.join(', ') || 'none'}, ${hasEnded ? 'played to its end' : 'did not end'}\n`,
  );
}

/** Plays the video with native HLS and records the frames presented. Runs in the page. */
function playAndRecord(): void {
  const player = document.querySelector('cf-stream-player')!;
  player.setAttribute('engine', 'native');
  const swaps: Swap[] = [];
  const errors: string[] = [];
  const frameDurations: number[] = [];
  let waits = 0;
  let hasPlayed = false;
  let hasEnded = false;
  let longestGapElsewhereMs = 0;
  let lastSwapAt = 0;
  let last: { readonly mediaTime: number; readonly at: number } | undefined;
  let swapping: { readonly mediaTime: number; readonly at: number; readonly reportedBefore: number } | undefined;

  // A swap begins when the next URL is set: nothing else of it can be observed from outside.
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!;
  Object.defineProperty(HTMLMediaElement.prototype, 'src', {
    ...source,
    set(this: HTMLMediaElement, url: string) {
      if (last) swapping ??= { ...last, reportedBefore: player.currentTime };
      source.set!.call(this, url);
    },
  });

  const isHeld = (): boolean => player.shadowRoot!.querySelector<HTMLElement>('canvas.held')?.hidden === false;
  const onFrame = (now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    player.requestVideoFrameCallback(onFrame);
    const reportedAfter = player.currentTime;
    if (!swapping) {
      const swap = swaps.at(-1);
      if (last && swap && now - lastSwapAt < 1_000) swap.startupGapMs = Math.max(swap.startupGapMs, now - last.at);
      else if (last && mediaTime > 1) longestGapElsewhereMs = Math.max(longestGapElsewhereMs, now - last.at);
      if (last && mediaTime > last.mediaTime) frameDurations.push(mediaTime - last.mediaTime);
      last = { mediaTime, at: now };
      return;
    }
    const { mediaTime: before, at, reportedBefore } = swapping;
    // Wait for the other frame callbacks: this frame is visible only if one of them removes the held frame.
    requestAnimationFrame(() => {
      if (!swapping || isHeld()) return;
      swapping = undefined;
      swaps.push({ before, after: mediaTime, reportedBefore, reportedAfter, gapMs: now - at, startupGapMs: 0 });
      last = { mediaTime, at: now };
      lastSwapAt = now;
    });
  };
  player.addEventListener('playing', () => (hasPlayed = true));
  player.addEventListener('waiting', () => (waits += hasPlayed ? 1 : 0));
  player.addEventListener('ended', () => (hasEnded = true));
  player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  Object.assign(window, {
    stats: (): SwapStats => {
      const sorted = [...frameDurations].sort((a, b) => a - b);
      return {
        swaps,
        frameSeconds: sorted[Math.floor(sorted.length / 2)] ?? NaN,
        longestGapElsewhereMs,
        waits,
        errors,
        hasEnded,
      };
    },
  });
  player.muted = true;
  player.requestVideoFrameCallback(onFrame);
  void player.play();
}
