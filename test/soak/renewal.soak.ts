// Viewers in Chromium, of a film and of a broadcast for each way that Stream may treat segments, watch with tokens of ten
// seconds: `npm run soak renewal`. SOAK_MINUTES says for how long (30). Prints what a viewer would have noticed, and what
// it cost; ends with 1 where there is a stall, a refused request, an error, or a token more or less than the ideal.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SegmentAccess } from '../../demo/emulator/options.js';
import { LiveInput } from '../demo/emulator/support/live-input.js';
import { PROJECT } from '../../demo/start/options.js';
import { findFfmpeg } from '../harness/tools.mjs';
import { callsTo } from '../demo/emulator/support/running-stream.js';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const TOKEN_SECONDS = 10;
/** A token is renewed after this share of its life. */
const RENEWED_AFTER = 0.8;
/** Within so many milliseconds three long films are cut into segments. */
const FILM_MS = 600_000;
/** Length of the demo's sample. */
const SAMPLE_SECONDS = 64;
const MODES: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];

interface Seen extends Noticed {
  /** Answers that came to the page. */
  readonly answers: number;
  /** Those of them with 401 or 403. */
  readonly refused: number;
}

/** What the page counts itself. */
interface Noticed {
  readonly waits: number;
  readonly errors: readonly string[];
  readonly tokens: number;
  /** Since it has played. */
  readonly seconds: number;
  /** Since the first token, which comes before. */
  readonly tokenSeconds: number;
  readonly heapMiB: number | null;
}

/** The sample of the demo so often in a row that nothing is ever played from what is buffered. */
function writeFilm(folder: string): string {
  const file = path.join(folder, 'film.mp4');
  const rounds = Math.ceil((MINUTES * 60 + 120) / SAMPLE_SECONDS);
  const options = [
    '-y',
    '-loglevel',
    'error',
    '-stream_loop',
    String(rounds - 1),
    '-i',
    path.join(PROJECT, 'demo/sample/sample.mp4'),
    '-c',
    'copy',
  ];
  execFileSync(findFfmpeg() ?? 'ffmpeg', [...options, file]);
  return file;
}

/** To start browsers takes the machine away from those who watch already. */
let arriving = MODES.length * 2;
let letIn = (): void => undefined;
const allIn = new Promise<void>((resolve) => (letIn = resolve));
function everybodyIsThere(): Promise<void> {
  arriving -= 1;
  if (arriving === 0) letIn();
  return allIn;
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
    // Asked seldom: Stream lets nobody ask more than 1,200 times in five minutes.
    await until(
      'the film is cut into segments',
      async () => {
        await pause(1_000);
        return (await stream.video(film)).status.state === 'ready';
      },
      { within: FILM_MS },
    );
    const input = await LiveInput.create(stream, { requireSignedURLs: true });
    await input.start({ video: film });
    const viewers = await Promise.all([watch(demo, film), watch(demo, input.uid)]);
    await input.command('stop');
    for (const [index, what] of ['film', 'broadcast'].entries()) tell(`${segmentAccess}, ${what}`, viewers[index]!);
  } finally {
    await demo.close();
  }
}

async function watch(demo: JourneyDemo, uid: string): Promise<Seen> {
  const page = await openChromium();
  let answers = 0;
  let refused = 0;
  page.page.on('response', (response) => {
    answers += 1;
    if (response.status() === 401 || response.status() === 403) refused += 1;
  });
  try {
    await page.page.setViewportSize({ width: 480, height: 420 });
    // The reference server knows no live inputs: who has some signs for them.
    await page.context.exposeFunction('signToken', (of: string) =>
      callsTo(demo.stream).token(of, { exp: Date.now() / 1000 + TOKEN_SECONDS }),
    );
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () => page.evaluate(() => customElements.get('cf-stream-player') !== undefined));
    await everybodyIsThere();
    await page.evaluate(begin);
    await pause(MINUTES * 60_000);
    const noticed = await page.evaluate(() => (window as unknown as { seen(): Noticed }).seen());
    return { ...noticed, answers, refused };
  } finally {
    await page.close();
  }
}

function tell(name: string, { waits, errors, tokens, seconds, tokenSeconds, heapMiB, answers, refused }: Seen): void {
  const ideal = Math.ceil(tokenSeconds / (TOKEN_SECONDS * RENEWED_AFTER));
  process.stdout.write(
    `${name.padEnd(21)} ${seconds.toFixed(0)} s: ${waits} stalls, ${refused} of ${answers} answers refused, ${tokens} tokens (ideal ${ideal}), ` +
      `heap ${heapMiB ?? '?'} MiB, errors: ${errors.join(', ') || 'none'}\n`,
  );
  if (waits > 0 || refused > 0 || errors.length > 0 || Math.abs(tokens - ideal) > 1) process.exitCode = 1;
}

/** Runs in the page: plays, and counts. */
function begin(): void {
  const player = document.querySelector('cf-stream-player')!;
  const errors: string[] = [];
  let waits = 0;
  let tokens = 0;
  let since = 0;
  let tokensSince = 0;
  player.addEventListener('cf-stream-token', () => {
    tokens += 1;
    tokensSince ||= performance.now();
  });
  player.addEventListener('cf-stream-error', ({ detail }) =>
    errors.push(`${detail.error.code} after ${Math.round((performance.now() - since) / 1000)} s`),
  );
  player.addEventListener('playing', () => {
    since ||= performance.now();
  });
  player.addEventListener('waiting', () => (waits += since > 0 ? 1 : 0));
  Object.assign(window, {
    seen: () => ({
      waits,
      errors,
      tokens,
      seconds: (performance.now() - since) / 1000,
      tokenSeconds: (performance.now() - tokensSince) / 1000,
      heapMiB:
        Math.round(((performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0) / 2 ** 20) ||
        null,
    }),
  });
  player.getToken = (uid) => (window as unknown as { signToken(of: string): Promise<string> }).signToken(uid);
  player.muted = true;
  void player.play();
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'renewal-soak-'));
const filmFile = writeFilm(folder);
await Promise.all(MODES.map(watchMode)).finally(() => fs.rmSync(folder, { recursive: true }));
