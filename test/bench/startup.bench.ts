// Time to the first frame beside a page that somebody wrote by hand, and beside other players: `npm run bench startup`.
// At once (autoplay), after a click on a page at rest, and after a click that the pointer hovered for 300 ms before. The page
// and the video come from two origins over one line, HTTP/2 over TLS and Brotli, at 9 Mbit/s, with 60 ms for the way there
// and back and a main thread four times slower; this player fetches its token, which takes the server 100 ms, and all others
// have one in the page. BENCH_ROUNDS (7), BENCH_MBPS, BENCH_RTT_MS, BENCH_CPU and BENCH_TOKEN_MS change that; BENCH_ROWS picks
// rows, and BENCH_PEERS=plyr,media-chrome adds players, which are then installed into a folder of their own. Every run has a
// browser of its own, and all pages take turns; a run in which other programs had more than 15 % of the processors is taken
// again, three times at most (BENCH_MAX_OTHERS=1 never does). Ratios are those of each round to the bare page, and their medians are told;
// all figures are kept in .build/bench/startup.json.
import { startupSetup } from './support/startup-setup.js';
import { keepFigures, median, number, print, table } from './support/figures.js';
import { measureQuietly } from './support/other-load.js';
import { comparedPages } from './support/pages.js';
import { keepWaterfall, printWaterfall, type SentRequest } from './support/requests.js';
import { openWatchedPage, type Watched } from './support/watched-page.js';

const ROUNDS = number('BENCH_ROUNDS', 7);
const CPU = number('BENCH_CPU', 4);
const peers = process.env.BENCH_PEERS?.split(',').filter(Boolean) ?? [];
const PAGES = ['ours', 'ours-snippet', 'ours-token'];
const names = ['bare', ...(process.env.BENCH_PAGES?.split(',') ?? PAGES), ...peers];

/** How long a page is left alone before somebody clicks. */
const REST_MS = 2_500;
const ROWS = ['autoplay', 'click', 'hover'] as const;
type Row = (typeof ROWS)[number];
const rows = ROWS.filter((row) => process.env.BENCH_ROWS?.split(',').includes(row) ?? true);

/** Figures of one run, in milliseconds; bytes of everything until the first frame. */
interface Run {
  readonly frame: number;
  /** Sum of what long tasks took beyond 50 ms, until then. */
  readonly blocked: number;
  readonly longest: number;
  readonly bytes: number;
  /** When the largest picture of a page at rest was on the screen. */
  readonly poster: number | undefined;
  /** Requests, and from when to when they are of interest. */
  readonly requests: readonly SentRequest[];
  readonly from: number;
  /** Part of the processors that other programs had. */
  readonly others?: number;
}

const setup = await startupSetup({
  pages: (facts) => comparedPages(names, facts),
  peers,
  line: { mbps: number('BENCH_MBPS', 9), roundTripMs: number('BENCH_RTT_MS', 60) },
  tokenMs: number('BENCH_TOKEN_MS', 100),
});

async function run(name: string, row: Row, ended: () => void): Promise<Run> {
  const { page, read, requests, close } = await openWatchedPage({ cpu: CPU });
  try {
    const line = setup.newLine();
    await page.goto(`${setup.origin}/${name}/${row === 'autoplay' ? 'autoplay' : 'click'}`);
    let poster: number | undefined;
    if (row !== 'autoplay') {
      await page.waitForTimeout(REST_MS);
      poster = (await read()).largestPaint;
      line.delivered = 0;
      if (row === 'hover') {
        await page.mouse.move(320, 180);
        await page.waitForTimeout(300);
      }
      await page.mouse.click(320, 180);
    }
    await page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    const bytes = line.delivered;
    const watched = await read();
    ended();
    const from = watched.click ?? 0;
    const frame = watched.firstFrame! - from;
    return { frame, ...blocking(watched, from), bytes, poster, requests: requests(), from };
  } finally {
    await close();
  }
}

function blocking({ tasks, firstFrame = 0 }: Watched, from: number): Pick<Run, 'blocked' | 'longest'> {
  const long = tasks.filter(({ at, ms }) => at + ms > from && at < firstFrame);
  return {
    blocked: long.reduce((sum, { ms }) => sum + ms - 50, 0),
    longest: Math.max(0, ...long.map(({ ms }) => ms)),
  };
}

/** They are files of their own. */
const withoutRequests = (rows: object): object =>
  JSON.parse(JSON.stringify(rows, (key, value: unknown) => (key === 'requests' ? undefined : value))) as object;

const all: Partial<Record<Row, Record<string, Run[]>>> = {};
try {
  for (const row of rows) {
    const runs: Record<string, Run[]> = Object.fromEntries(names.map((name) => [name, []]));
    all[row] = runs;
    for (let round = 0; round < ROUNDS; round += 1) {
      // Whoever is first warms the disk's cache for the next.
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(turn + round) % names.length]!;
        const { requests, ...figures } = await measureQuietly((ended) => run(name, row, ended));
        runs[name]!.push({ ...figures, requests });
        keepWaterfall(`startup-${row}-${name}-${round + 1}`, { name, row, ...figures, requests });
      }
    }
    print(`\n${row}: medians of ${ROUNDS} rounds\n`);
    table(
      [
        'page',
        '× bare',
        'lowest to highest',
        'first frame',
        'blocked',
        'longest task',
        'bytes until then',
        'poster',
        '× bare ',
        'others',
      ],
      names.map((name) => {
        const own = runs[name]!;
        const ratios = own.map(({ frame }, round) => frame / runs.bare![round]!.frame);
        const posters = own.map(({ poster = NaN }, round) => poster / (runs.bare![round]!.poster ?? NaN));
        const of = (key: Exclude<keyof Run, 'requests'>): number => median(own.map((each) => each[key] ?? NaN));
        return [
          name,
          median(ratios).toFixed(2),
          `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
          `${of('frame').toFixed(0)} ms`,
          `${of('blocked').toFixed(0)} ms`,
          `${of('longest').toFixed(0)} ms`,
          `${(of('bytes') / 1000).toFixed(0)} KB`,
          ...(row === 'autoplay' ? ['–', '–'] : [`${of('poster').toFixed(0)} ms`, median(posters).toFixed(2)]),
          `${(of('others') * 100).toFixed(0)} %`,
        ];
      }),
    );
    for (const name of names) {
      const sorted = runs[name]!.toSorted((a, b) => a.frame - b.frame);
      const { requests, from, frame } = sorted[Math.floor(sorted.length / 2)]!;
      print(`\n${row}, ${name}: ${frame.toFixed(0)} ms\n`);
      printWaterfall(requests, from, from + frame);
    }
  }
  keepFigures('startup', { rounds: ROUNDS, names, all: withoutRequests(all) });
} finally {
  await setup.close();
}
