// Seconds of video that are fetched, which Stream bills, against those that are watched: `npm run bench delivered`. Viewers of
// a film of ten minutes: one leaves after ten seconds, one after a minute, one pauses after ten seconds and is gone half a
// minute later, one skips through it, and watches five seconds in each of four places. Beside hls.js by its defaults, on the
// page that somebody wrote by hand, and other players (BENCH_PEERS). The film takes 2.5 Mbit/s (BENCH_FILM_MBPS), the line has 25
// (BENCH_MBPS) and 30 ms (BENCH_RTT_MS); BENCH_ROUNDS (1) repeats it, BENCH_ROWS picks viewers by a word. Takes ten minutes.
// A segment counts whole once its first byte is there. Figures: .build/bench/delivered.json.
import { keepFigures, median, number, print, table } from './support/figures.js';
import { longFilm } from './support/long-film.js';
import { comparedPages } from './support/pages.js';
import { startupSetup } from './support/startup-setup.js';
import { openWatchedPage } from './support/watched-page.js';

const FILM_SECONDS = 600;
/** Within what Stream's 720p takes; hls.js by itself loads minutes ahead, up to 60 MB. One request sends 200 MiB at most. */
const MEGABITS = number('BENCH_FILM_MBPS', 2.5);
const ROUNDS = number('BENCH_ROUNDS', 1);
const peers = process.env.BENCH_PEERS?.split(',').filter(Boolean) ?? [];
const names = ['bare', 'ours', ...peers];

/** What is done, in seconds: play so long, go there, pause. */
type Step = { readonly play: number } | { readonly seek: number } | { readonly pause: number };
const VIEWERS: Readonly<Record<string, readonly Step[]>> = {
  'leaves after 10 s': [{ play: 10 }],
  'leaves after a minute': [{ play: 60 }],
  'pauses after 10 s, leaves 30 s later': [{ play: 10 }, { pause: 30 }],
  'skips through it': [{ play: 5 }, { seek: 150 }, { play: 5 }, { seek: 300 }, { play: 5 }, { seek: 450 }, { play: 5 }],
};
const viewers = Object.keys(VIEWERS).filter((name) =>
  (process.env.BENCH_ROWS ?? '').split(',').some((word) => name.includes(word)),
);

const setup = await startupSetup({
  pages: (facts) => comparedPages(names, facts),
  peers,
  line: { mbps: number('BENCH_MBPS', 25), roundTripMs: number('BENCH_RTT_MS', 30) },
  tokenMs: 100,
  film: longFilm(FILM_SECONDS, { size: '1280x720', megabitsPerSecond: MEGABITS }),
  isRemuxed: true,
});

interface Run {
  /** Seconds of video in the segments that have come. */
  readonly fetched: number;
  readonly watched: number;
  readonly megabytes: number;
}

async function run(name: string, steps: readonly Step[]): Promise<Run> {
  const { page, requests, close } = await openWatchedPage();
  try {
    const line = setup.newLine();
    await page.goto(`${setup.origin}/${name}/autoplay`);
    await page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    let watched = 0;
    for (const step of steps) {
      if ('seek' in step) {
        await page.evaluate(`seekTo(${step.seek})`);
      } else if ('pause' in step) {
        await page.evaluate('watchedVideo().pause()');
        await page.waitForTimeout(step.pause * 1_000);
      } else {
        const from = await page.evaluate<number>('watchedVideo().currentTime');
        const until = `watchedVideo().currentTime >= ${from + step.play}`;
        await page.waitForFunction(until, undefined, { timeout: 180_000, polling: 50 });
        watched += step.play;
      }
    }
    const segments = requests().filter(({ name, answered }) => /\/video\/.*seg_/.test(name) && answered !== undefined);
    const lengths = await setup.segmentSeconds();
    const fetched = segments.reduce((sum, { name }) => sum + (lengths.get(name.split('/').at(-1)!) ?? NaN), 0);
    return { fetched, watched, megabytes: line.delivered / 1e6 };
  } finally {
    await close();
  }
}

const all: Record<string, Record<string, Run[]>> = {};
try {
  for (const viewer of viewers) {
    const runs: Record<string, Run[]> = Object.fromEntries(names.map((name) => [name, []]));
    all[viewer] = runs;
    for (let round = 0; round < ROUNDS; round += 1)
      for (const name of names) runs[name]!.push(await run(name, VIEWERS[viewer]!));
    print(`\nWho ${viewer}\n`);
    table(
      ['page', 'fetched', 'watched', 'fetched for each second', 'bytes'],
      names.map((name) => {
        const of = (key: keyof Run): number => median(runs[name]!.map((each) => each[key]));
        return [
          name,
          `${of('fetched').toFixed(0)} s`,
          `${of('watched').toFixed(0)} s`,
          (of('fetched') / of('watched')).toFixed(2),
          `${of('megabytes').toFixed(1)} MB`,
        ];
      }),
    );
  }
  keepFigures('delivered', { rounds: ROUNDS, names, all });
} finally {
  await setup.close();
}
