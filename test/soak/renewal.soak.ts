// Plays a film and a broadcast in Chromium for each mode of segment access, with tokens of ten seconds: `npm run soak
// renewal`. SOAK_MINUTES sets the duration (30). Prints stalls, errors, refused requests, tokens and heap size; exits with
// 1 on a stall, an error, a refused request, or a number of tokens that is more than one off the ideal.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import { LiveInput } from '../demo/emulator/support/live-input.js';
import { callsTo } from '../demo/emulator/support/running-stream.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { writeFilm } from './support/film.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const TOKEN_SECONDS = 10;
/** Fraction of its lifetime after which a token is renewed. */
const RENEWAL_FRACTION = 0.8;
/** Time for segmenting three long films side by side. */
const FILM_TIMEOUT_MS = 600_000;
const MODES: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];

/** Result of one viewer. */
interface ViewerResult extends PageStats {
  /** Responses that the page received. */
  readonly responses: number;
  /** Responses with status 401 or 403. */
  readonly refused: number;
}

/** Statistics that the page collects itself. */
interface PageStats {
  readonly stalls: number;
  readonly errors: readonly string[];
  readonly tokens: number;
  /** Time since playback began. */
  readonly seconds: number;
  /** Time since the first token, which comes earlier. */
  readonly tokenSeconds: number;
  readonly heapMiB: number | null;
}

/** Viewers that are still starting: nobody plays until all are ready, since starting a browser would make others stall. */
let startingViewers = MODES.length * 2;
let startAll = (): void => undefined;
const allReady = new Promise<void>((resolve) => (startAll = resolve));
function untilAllReady(): Promise<void> {
  startingViewers -= 1;
  if (startingViewers === 0) startAll();
  return allReady;
}

async function watchMode(segmentAccess: SegmentAccess): Promise<void> {
  const demo = await startJourney({
    transcoder: 'remux',
    tokenTtlSeconds: TOKEN_SECONDS,
    segmentAccess,
    segmentSeconds: 2,
  });
  try {
    const stream = callsTo(demo.stream);
    const film = await stream.upload(new Uint8Array(fs.readFileSync(filmFile)), { requiresignedurls: null });
    // Polled slowly: Stream's API allows 1,200 requests in five minutes.
    await until(
      'the film is segmented',
      async () => {
        await pause(1_000);
        return (await stream.video(film)).status.state === 'ready';
      },
      { timeoutMs: FILM_TIMEOUT_MS },
    );
    const input = await LiveInput.create(stream, { requireSignedURLs: true });
    await input.start({ video: film });
    const viewers = await Promise.all([watch(demo, film), watch(demo, input.uid)]);
    await input.command('stop');
    for (const [index, kind] of ['film', 'broadcast'].entries()) report(`${segmentAccess}, ${kind}`, viewers[index]!);
  } finally {
    await demo.close();
  }
}

async function watch(demo: JourneyDemo, uid: string): Promise<ViewerResult> {
  const page = await openChromium();
  let responses = 0;
  let refused = 0;
  page.page.on('response', (response) => {
    responses += 1;
    if (response.status() === 401 || response.status() === 403) refused += 1;
  });
  try {
    await page.page.setViewportSize({ width: 480, height: 420 });
    // The reference server has no live inputs, so sign their tokens here.
    await page.context.exposeFunction('signToken', (videoUid: string) =>
      callsTo(demo.stream).token(videoUid, { exp: Date.now() / 1000 + TOKEN_SECONDS }),
    );
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () => page.evaluate(() => customElements.get('cf-stream-player') !== undefined));
    await untilAllReady();
    await page.evaluate(playAndCount);
    await pause(MINUTES * 60_000);
    const stats = await page.evaluate(() => (window as unknown as { stats(): PageStats }).stats());
    return { ...stats, responses, refused };
  } finally {
    await page.close();
  }
}

function report(
  name: string,
  { stalls, errors, tokens, seconds, tokenSeconds, heapMiB, responses, refused }: ViewerResult,
): void {
  const ideal = Math.ceil(tokenSeconds / (TOKEN_SECONDS * RENEWAL_FRACTION));
  process.stdout.write(
    `${name.padEnd(21)} ${seconds.toFixed(0)} s: ${stalls} stalls, ${refused} of ${responses} responses refused, ${tokens} tokens (ideal ${ideal}), ` +
      `heap ${heapMiB ?? '?'} MiB, errors: ${errors.join(', ') || 'none'}\n`,
  );
  if (stalls > 0 || refused > 0 || errors.length > 0 || Math.abs(tokens - ideal) > 1) process.exitCode = 1;
}

/** Plays muted and collects statistics. Runs in the page. */
function playAndCount(): void {
  const player = document.querySelector('cf-stream-player')!;
  const errors: string[] = [];
  let stalls = 0;
  let tokens = 0;
  let playingSince = 0;
  let tokensSince = 0;
  player.addEventListener('cf-stream-token', () => {
    tokens += 1;
    tokensSince ||= performance.now();
  });
  player.addEventListener('cf-stream-error', ({ detail }) =>
    errors.push(`${detail.error.code} after ${Math.round((performance.now() - playingSince) / 1000)} s`),
  );
  player.addEventListener('playing', () => {
    playingSince ||= performance.now();
  });
  player.addEventListener('waiting', () => (stalls += playingSince > 0 ? 1 : 0));
  Object.assign(window, {
    stats: () => ({
      stalls,
      errors,
      tokens,
      seconds: (performance.now() - playingSince) / 1000,
      tokenSeconds: (performance.now() - tokensSince) / 1000,
      heapMiB:
        Math.round(((performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0) / 2 ** 20) ||
        null,
    }),
  });
  player.getToken = (uid) => (window as unknown as { signToken(uid: string): Promise<string> }).signToken(uid);
  player.muted = true;
  void player.play();
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'renewal-soak-'));
const filmFile = writeFilm(folder, MINUTES * 60 + 120);
await Promise.all(MODES.map(watchMode)).finally(() => fs.rmSync(folder, { recursive: true }));
