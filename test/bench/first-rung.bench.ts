// Which quality the first frame has, beside a player that is told to begin with the lowest: `npm run bench first-rung`. Seven
// lines (0.4 to 25 Mbit/s, 60 ms for the way there and back), two boxes (320×180 and 1280×720), a film whose five qualities take
// what Stream's do; a viewer of whom nothing is known, and one who has watched for twelve seconds before, on the same line. A box
// and a line deserve the smallest quality that fills the box, as far as it takes seven tenths of the line at most. Stalls are
// counted for thirty seconds from the first frame on. BENCH_ROUNDS (1; each takes an hour), BENCH_CPU (1), BENCH_LINES
// (0.4,0.8,1.5,3,6,12,25) and BENCH_BOXES (320,1280) change that; others' load is as in the startup bench. All figures are kept
// in .build/bench/first-rung.json.
import { keepFigures, median, number, print, table } from './support/figures.js';
import { noisyFilm } from './support/long-film.js';
import { measureQuietly } from './support/other-load.js';
import { pageInBox } from './support/pages.js';
import { startupSetup } from './support/startup-setup.js';
import { openWatchedPage } from './support/watched-page.js';

const ROUNDS = number('BENCH_ROUNDS', 1);
const CPU = number('BENCH_CPU', 1);
const LINES = (process.env.BENCH_LINES ?? '0.4,0.8,1.5,3,6,12,25').split(',').map(Number);
const WIDTHS = (process.env.BENCH_BOXES ?? '320,1280').split(',').map(Number);
const BOXES = WIDTHS.map((width) => ({ width, height: (width * 9) / 16 }));
/** How each viewer begins; the last one is told to begin with the lowest quality. */
const WAYS = ['unknown', 'known', 'lowest'] as const;
type Way = (typeof WAYS)[number];
/** Part of a line that a quality may take for good. */
const SHARE = 0.7;
/** How long a viewer watches, who then says how often it has stalled. */
const WATCHED_MS = 30_000;
/** How long one has watched before of whom something is known. */
const KNOWN_MS = 12_000;
const FILM_SECONDS = 48;

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
  film: noisyFilm({ seconds: FILM_SECONDS, size: '1920x1080', megabitsPerSecond: 8 }),
  line: { mbps: LINES[0]!, roundTripMs: 60 },
  tokenMs: 100,
  pages: (facts) =>
    Object.fromEntries(
      BOXES.flatMap((box) => [
        [`/unknown/${box.width}`, pageInBox(box, '', facts)],
        [`/known/${box.width}`, pageInBox(box, '', facts)],
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

async function run(way: Way, mbps: number, box: (typeof BOXES)[number], ended: () => void): Promise<Run> {
  const { page, read, forget, close } = await openWatchedPage({ cpu: CPU, width: 1_400, height: 800 });
  const wanted = deservedHeight(mbps, box.height);
  try {
    setup.newLine({ mbps, roundTripMs: 60 });
    const url = `${setup.origin}/${way}/${box.width}`;
    const begin = async (): Promise<unknown> => {
      await page.goto(url);
      return page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    };
    if (way === 'known') {
      await begin();
      await page.waitForTimeout(KNOWN_MS);
      await forget();
    }
    await begin();
    await page.waitForTimeout(WATCHED_MS);
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

const all: Record<string, Record<Way, Run[]>> = {};
try {
  for (const mbps of LINES) {
    for (const box of BOXES) {
      const runs: Record<Way, Run[]> = { unknown: [], known: [], lowest: [] };
      all[`${mbps} Mbit/s, ${nameOf(box)}`] = runs;
      for (let round = 0; round < ROUNDS; round += 1)
        for (let turn = 0; turn < WAYS.length; turn += 1) {
          const way = WAYS[(turn + round) % WAYS.length]!;
          runs[way].push(await measureQuietly((ended) => run(way, mbps, box, ended)));
        }
    }
  }
  print(
    `\nMedians of ${ROUNDS} rounds; the qualities are ${ladder.map((each) => `${each.height} (${(each.bandwidth / 1e6).toFixed(1)} Mbit/s)`).join(', ')}\n`,
  );
  const seconds = (ms: number): string =>
    ms === Infinity ? `over ${WATCHED_MS / 1000} s` : `${(ms / 1000).toFixed(2)} s`;
  const LABELS: Readonly<Record<Way, string>> = {
    unknown: 'nothing known',
    known: 'watched before',
    lowest: 'told the lowest',
  };
  table(
    ['line, box', 'deserved', 'viewer', 'first frame', '× the lowest', 'deserved after', 'tallest', 'stalls in 30 s'],
    LINES.flatMap((mbps) =>
      BOXES.flatMap((box) =>
        WAYS.map((way) => {
          const runs = all[`${mbps} Mbit/s, ${nameOf(box)}`]!;
          const of = (key: keyof Run): number => median(runs[way].map((each) => each[key]));
          const ratios = runs[way].map(({ frame }, round) => frame / runs.lowest[round]!.frame);
          return [
            `${mbps} Mbit/s, ${nameOf(box)}`,
            String(deservedHeight(mbps, box.height)),
            LABELS[way],
            `${of('height')} at ${seconds(of('frame'))}`,
            median(ratios).toFixed(2),
            seconds(of('deserved')),
            String(Math.max(...runs[way].map(({ tallest }) => tallest))),
            String(runs[way].reduce((sum, { stalls }) => sum + stalls, 0)),
          ];
        }),
      ),
    ),
  );
  keepFigures('first-rung', { rounds: ROUNDS, ladder, all });
} finally {
  await setup.close();
}
