// Time from a seek to a place that is not buffered until a frame of it is on the screen, beside a page that somebody wrote by
// hand, and beside other players: `npm run bench seek`. Pages, line and processor are those of the startup bench, and so are
// BENCH_MBPS, BENCH_RTT_MS, BENCH_CPU and BENCH_PEERS; BENCH_SEEKS (20) is how many there are, each in a playback that goes on.
// All pages go to the same places, in a film of ten minutes. All figures are kept in .build/bench/seek.json.
import { keepFigures, median, number, print, table } from './support/figures.js';
import { longFilm } from './support/long-film.js';
import { measureQuietly } from './support/other-load.js';
import { comparedPages } from './support/pages.js';
import { startupSetup } from './support/startup-setup.js';
import { openWatchedPage } from './support/watched-page.js';

const SEEKS = number('BENCH_SEEKS', 20);
const FILM_SECONDS = 600;
/** What plays between two seeks, in milliseconds. */
const REST_MS = 1_500;
const peers = process.env.BENCH_PEERS?.split(',').filter(Boolean) ?? [];
const names = ['bare', 'ours', ...peers];

const setup = await startupSetup({
  pages: (facts) => comparedPages(names, facts),
  peers,
  line: { mbps: number('BENCH_MBPS', 9), roundTripMs: number('BENCH_RTT_MS', 60) },
  tokenMs: 100,
  film: longFilm(FILM_SECONDS),
  isRemuxed: true,
});

/** Places far from each other and from what was buffered before, within segments. */
const places = Array.from({ length: SEEKS }, (_, at) => 65 + ((at * 223) % (FILM_SECONDS - 130)) + (at % 7) / 2);

async function run(name: string, ended: () => void): Promise<{ readonly seeks: readonly number[] }> {
  const { page, close } = await openWatchedPage({ cpu: number('BENCH_CPU', 4) });
  try {
    setup.newLine();
    await page.goto(`${setup.origin}/${name}/autoplay`);
    await page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    const seeks: number[] = [];
    for (const place of places) {
      await page.waitForTimeout(REST_MS);
      seeks.push(await page.evaluate<number>(`seekTo(${place})`));
    }
    ended();
    return { seeks };
  } finally {
    await close();
  }
}

try {
  const all: Record<string, readonly number[]> = {};
  for (const name of names) all[name] = (await measureQuietly((ended) => run(name, ended))).seeks;
  print(`\nMedians of ${SEEKS} seeks\n`);
  table(
    ['page', '× bare', 'lowest to highest', 'time'],
    names.map((name) => {
      const ratios = all[name]!.map((ms, at) => ms / all.bare![at]!);
      return [
        name,
        (median(all[name]!) / median(all.bare!)).toFixed(2),
        `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
        `${median(all[name]!).toFixed(0)} ms`,
      ];
    }),
  );
  keepFigures('seek', { seeks: SEEKS, all });
} finally {
  await setup.close();
}
