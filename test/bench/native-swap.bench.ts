// What a swap of the source costs a viewer where the browser plays HLS by itself: WebKitGTK, tokens of ten seconds, a
// whole film. Prints for each swap how long the picture stood still, and how far what came next was from where it
// stood, in frames. Then the longest and the largest of them: the largest difference of the position that was said, and
// of the picture that was shown, from the position before. BENCH_RUNS says for how many films (1).
import { openPage } from '../journeys/support/browsers.js';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import type { PageDriver } from '../journeys/support/page-driver.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 1);
/** A film of a minute that is swapped less often has not shown much. */
const LEAST_SWAPS = 5;

/** One swap as a viewer sees it. Positions are those of frames, in seconds of the video. */
interface Swap {
  /** The last frame that was presented before. */
  readonly before: number;
  /** The first that was to be seen after it: under the held picture until that was taken away. */
  readonly after: number;
  /** What the player said of its position when the swap began. */
  readonly said: number;
  /** What it said at the first frame after. */
  readonly saidAfter: number;
  /** Milliseconds between those two frames. */
  readonly gapMs: number;
  /** Longest time between two frames in the second after, while the browser gathers speed. */
  startMs: number;
}

interface Seen {
  readonly swaps: readonly Swap[];
  readonly frameSeconds: number;
  readonly longestElsewhereMs: number;
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

async function watch(uid: string): Promise<Seen> {
  const page: PageDriver = await openPage('webkit');
  try {
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () =>
      page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await page.evaluate(begin);
    return await until(
      'it ends, or fails',
      async () => {
        const now = await page.evaluate(() => (window as unknown as { seen(): Seen }).seen());
        return (now.hasEnded || now.errors.length > 0) && now;
      },
      { timeoutMs: 150_000, intervalMs: 1_000 },
    );
  } finally {
    await page.close();
  }
}

function report({ swaps, frameSeconds, longestElsewhereMs, waits, errors, hasEnded }: Seen): void {
  const inFrames = (seconds: number): string => (seconds / frameSeconds).toFixed(2);
  for (const { before, after, said, saidAfter, gapMs, startMs } of swaps) {
    process.stdout.write(
      `swap at ${before.toFixed(3)} s: ${gapMs.toFixed(0)} ms without a new picture (then ${startMs.toFixed(0)} ms at most); next picture ${inFrames(after - before)} frames on; ` +
        `position said ${said.toFixed(3)}, then ${saidAfter.toFixed(3)} s\n`,
    );
  }
  const longest = Math.max(...swaps.map(({ gapMs }) => gapMs));
  const largest = Math.max(
    ...swaps.map(({ said, after, saidAfter }) => Math.max(Math.abs(after - said), Math.abs(saidAfter - said))),
  );
  process.stdout.write(
    `${swaps.length} swaps at ${(1 / frameSeconds).toFixed(0)} pictures a second${swaps.length < LEAST_SWAPS ? ' (too few)' : ''}: ` +
      `longest gap ${longest.toFixed(0)} ms (in the second after one ${Math.max(...swaps.map(({ startMs }) => startMs)).toFixed(0)} ms, elsewhere ${longestElsewhereMs.toFixed(0)} ms), position off by ${inFrames(largest)} frames at most; ` +
      `${waits} waits, errors: ${errors.join(', ') || 'none'}, ${hasEnded ? 'played to its end' : 'did not end'}\n`,
  );
}

/** Runs in the page: plays the film, and writes down what is presented. */
function begin(): void {
  const player = document.querySelector('cf-stream-player')!;
  player.setAttribute('engine', 'native');
  const swaps: Swap[] = [];
  const errors: string[] = [];
  const steps: number[] = [];
  let waits = 0;
  let hasPlayed = false;
  let hasEnded = false;
  let longestElsewhereMs = 0;
  let sinceSwap = 0;
  let last: { readonly mediaTime: number; readonly at: number } | undefined;
  let swapping: { readonly mediaTime: number; readonly at: number; readonly said: number } | undefined;

  // A swap begins when the next address is set: there is nothing else of it to be seen from outside.
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!;
  Object.defineProperty(HTMLMediaElement.prototype, 'src', {
    ...source,
    set(this: HTMLMediaElement, address: string) {
      if (last) swapping ??= { ...last, said: player.currentTime };
      source.set!.call(this, address);
    },
  });

  const isHeld = (): boolean => player.shadowRoot!.querySelector<HTMLElement>('canvas.held')?.hidden === false;
  const onFrame = (now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    player.requestVideoFrameCallback(onFrame);
    const saidAfter = player.currentTime;
    if (!swapping) {
      const swap = swaps.at(-1);
      if (last && swap && now - sinceSwap < 1_000) swap.startMs = Math.max(swap.startMs, now - last.at);
      else if (last && mediaTime > 1) longestElsewhereMs = Math.max(longestElsewhereMs, now - last.at);
      if (last && mediaTime > last.mediaTime) steps.push(mediaTime - last.mediaTime);
      last = { mediaTime, at: now };
      return;
    }
    const { mediaTime: before, at, said } = swapping;
    // Once everybody has heard of this frame: what is under the held picture is seen only if this one takes it away.
    requestAnimationFrame(() => {
      if (!swapping || isHeld()) return;
      swapping = undefined;
      swaps.push({ before, after: mediaTime, said, saidAfter, gapMs: now - at, startMs: 0 });
      last = { mediaTime, at: now };
      sinceSwap = now;
    });
  };
  player.addEventListener('playing', () => (hasPlayed = true));
  player.addEventListener('waiting', () => (waits += hasPlayed ? 1 : 0));
  player.addEventListener('ended', () => (hasEnded = true));
  player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  Object.assign(window, {
    seen: (): Seen => {
      const sorted = [...steps].sort((a, b) => a - b);
      return {
        swaps,
        frameSeconds: sorted[Math.floor(sorted.length / 2)] ?? NaN,
        longestElsewhereMs,
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
