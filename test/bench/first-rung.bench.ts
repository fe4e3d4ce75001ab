// Which quality the first frame has, beside a player that is told to begin with the lowest: `npm run bench first-rung`. Four
// lines (0.8, 3, 9 and 50 Mbit/s, 60 ms for the way there and back), two boxes (320×180 and 1280×720), a film whose five
// qualities take what Stream's do. A box and a line deserve the smallest quality that fills the box, as far as it takes
// seven tenths of the line at most. BENCH_ROUNDS (3), BENCH_CPU (1) and BENCH_LINES change that; others' load is as in the startup bench.
// All figures are kept in .build/bench/first-rung.json.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFfmpeg } from '../harness/tools.mjs';
import { keepFigures, median, print, table } from './support/figures.js';
import { measureQuietly } from './support/other-load.js';
import { pageInBox } from './support/pages.js';
import { startupSetup } from './support/startup-setup.js';
import { openWatchedPage } from './support/watched-page.js';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CPU = Number(process.env.BENCH_CPU ?? 1);
const LINES = (process.env.BENCH_LINES ?? '0.8,3,9,50').split(',').map(Number);
const BOXES = [
  { width: 320, height: 180 },
  { width: 1280, height: 720 },
] as const;
/** Part of a line that a quality may take for good. */
const SHARE = 0.7;
/** How long a page may take to come to what its box deserves. */
const PATIENCE_MS = 20_000;
const FILM_SECONDS = 40;

/** A film with so much noise in it that each quality takes the most it may. */
function makeFilm(): Uint8Array<ArrayBuffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-film-'));
  const file = path.join(folder, 'film.mp4');
  const picture = `testsrc2=size=1920x1080:rate=24:duration=${FILM_SECONDS},noise=alls=10:allf=t`;
  const sound = `sine=frequency=330:duration=${FILM_SECONDS}`;
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '8M', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  execFileSync(findFfmpeg() ?? 'ffmpeg', [
    ...['-loglevel', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...codecs,
    file,
  ]);
  const bytes = Uint8Array.from(fs.readFileSync(file));
  fs.rmSync(folder, { recursive: true });
  return bytes;
}

/**
 * One run: the height of the first frame and when it came, when the height came that is deserved, in milliseconds; the tallest
 * that was fetched until then, and how often it has stalled.
 */
interface Run {
  readonly tallest: number;
  readonly stalls: number;
  readonly height: number;
  readonly frame: number;
  readonly deserved: number;
}

const nameOf = (box: (typeof BOXES)[number]): string => `${box.width}×${box.height}`;
const setup = await startupSetup({
  film: makeFilm(),
  line: { mbps: LINES[0]!, roundTripMs: 60 },
  tokenMs: 100,
  pages: (facts) =>
    Object.fromEntries(
      BOXES.flatMap((box) => [
        [`/fitting/${box.width}`, pageInBox(box, '', facts)],
        [`/lowest/${box.width}`, pageInBox(box, 'start-quality="lowest"', facts)],
      ]),
    ),
});

/** Qualities of the film: height, and bits a second at most. */
const ladder = (await setup.master())
  .split('#EXT-X-STREAM-INF')
  .slice(1)
  .map((line) => ({
    height: Number(/RESOLUTION=\d+x(\d+)/.exec(line)?.[1]),
    bandwidth: Number(/[:,]BANDWIDTH=(\d+)/.exec(line)?.[1]),
  }))
  .sort((a, b) => a.height - b.height);

function deservedHeight(mbps: number, boxHeight: number): number {
  const carried = ladder.filter(({ bandwidth }, index) => index === 0 || bandwidth <= mbps * 1e6 * SHARE);
  return (carried.find(({ height }) => height >= boxHeight) ?? carried.at(-1)!).height;
}

async function run(way: string, mbps: number, box: (typeof BOXES)[number], ended: () => void): Promise<Run> {
  const { page, read, close } = await openWatchedPage({ cpu: CPU, width: 1_400, height: 800 });
  const wanted = deservedHeight(mbps, box.height);
  try {
    setup.newLine({ mbps, roundTripMs: 60 });
    await page.goto(`${setup.origin}/${way}/${box.width}`);
    await page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    // It may not come to that on a line that others share.
    await page
      .waitForFunction(`watched.heights.some(({ height }) => height >= ${wanted})`, undefined, { timeout: PATIENCE_MS })
      .catch(() => undefined);
    const { firstFrame = NaN, firstHeight = NaN, heights, stalls } = await read();
    ended();
    const urls = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const fetched = urls.flatMap((url) => Number(/\/video\/(\d+)\/seg/.exec(url)?.[1] ?? []));
    const reached = heights.find(({ height }) => height >= wanted);
    return {
      tallest: Math.max(...fetched),
      stalls,
      height: firstHeight,
      frame: firstFrame,
      deserved: firstHeight >= wanted ? firstFrame : (reached?.at ?? Infinity),
    };
  } finally {
    await close();
  }
}

const all: Record<string, Record<string, Run[]>> = {};
try {
  for (const mbps of LINES) {
    for (const box of BOXES) {
      const runs: Record<string, Run[]> = { fitting: [], lowest: [] };
      all[`${mbps} Mbit/s, ${nameOf(box)}`] = runs;
      for (let round = 0; round < ROUNDS; round += 1) {
        const ways = round % 2 === 0 ? ['fitting', 'lowest'] : ['lowest', 'fitting'];
        for (const way of ways) runs[way]!.push(await measureQuietly((ended) => run(way, mbps, box, ended)));
      }
    }
  }
  print(
    `\nMedians of ${ROUNDS} rounds; the qualities are ${ladder.map((each) => `${each.height} (${(each.bandwidth / 1e6).toFixed(1)} Mbit/s)`).join(', ')}\n`,
  );
  const seconds = (ms: number): string =>
    ms === Infinity ? `over ${PATIENCE_MS / 1000} s` : `${(ms / 1000).toFixed(2)} s`;
  table(
    [
      'line, box',
      'deserved',
      'first frame',
      'the lowest first',
      '× the lowest',
      'deserved after',
      'the lowest first ',
      'tallest',
      'stalls',
    ],
    LINES.flatMap((mbps) =>
      BOXES.map((box) => {
        const { fitting = [], lowest = [] } = all[`${mbps} Mbit/s, ${nameOf(box)}`]!;
        const of = (own: readonly Run[], key: keyof Run): number => median(own.map((each) => each[key]));
        const show = (own: readonly Run[]): string => `${of(own, 'height')} at ${seconds(of(own, 'frame'))}`;
        const ratios = fitting.map(({ frame }, round) => frame / lowest[round]!.frame);
        return [
          `${mbps} Mbit/s, ${nameOf(box)}`,
          String(deservedHeight(mbps, box.height)),
          show(fitting),
          show(lowest),
          median(ratios).toFixed(2),
          seconds(of(fitting, 'deserved')),
          seconds(of(lowest, 'deserved')),
          String(Math.max(...fitting.map(({ tallest }) => tallest))),
          `${fitting.reduce((sum, { stalls }) => sum + stalls, 0)}, ${lowest.reduce((sum, { stalls }) => sum + stalls, 0)}`,
        ];
      }),
    ),
  );
  keepFigures('first-rung', { rounds: ROUNDS, ladder, all });
} finally {
  await setup.close();
}
