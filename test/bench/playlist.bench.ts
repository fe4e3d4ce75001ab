// Time that playlists of 5 minutes to 10 hours, and one with a line of 10 MB, take between the network and hls.js when
// their token is exchanged, in Node and in Chromium, as it is done and as it was before (support/old-exchange.ts); then the
// longest task of the page at a change of rendition of a 10-hour video, with a processor that is four times slower.
// BENCH_RUNS sets the number of runs, whose median is printed (5).
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Route } from 'playwright';
import { openChromium } from '../journeys/support/chromium.js';
import { startJourney } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const SLOWDOWN = 4;
const TEN_HOURS = 36_000;

/** Times of one playlist, in milliseconds. */
interface Times {
  readonly megabytes: number;
  /** From the answer to what hls.js is given. */
  readonly exchangeMs: number;
  /** First request for a segment after a renewal. */
  readonly resolveMs: number;
  /** The exchange as it was before; 0 where it would not end. */
  readonly beforeMs: number;
}
/** After this time a line of the old exchange is given up. */
const LINE_LIMIT_MS = 20_000;

const SCRIPT = `
import { SignedUrls } from './src/player/delivery/signed-urls.ts';
import { tokenOf, UID } from './test/harness/tokens.ts';
import { OldExchange } from './test/bench/support/old-exchange.ts';

const [first, second] = [1, 2].map((exp) => tokenOf({ sub: UID, exp }));
const segment = (id, number) => '../../' + id + '/video/480/seg_' + number + '.mp4?p=' + 'p'.repeat(330) + '&s=' + 's'.repeat(43);
const lines = (seconds, segmentSeconds, id) => ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-MEDIA-SEQUENCE:1',
  ...Array.from({ length: seconds / segmentSeconds }, (_, at) => '#EXTINF:' + segmentSeconds + '.000000,\\n' + segment(id, at + 1)), '#EXT-X-ENDLIST', ''].join('\\n');

function timeBefore(text, runs) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const old = new OldExchange();
    const at = (token) => 'https://media.example/' + token + '/manifest/stream.m3u8';
    old.exchange(at(first), text, first);
    const startedAt = performance.now();
    old.exchange(at(second), text, first).length;
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

export const hostileLine = (length) => '#EXTM3U\\n#EXTINF:4,\\n' + 'a'.repeat(length) + '\\n';
export const timeLineBefore = (length) => timeBefore(hostileLine(length), 1);

async function time(text, last, runs, isHostile) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const tokens = { value: first, getValid: async () => tokens.value, refreshAfterReject: async () => tokens.value };
    const urls = new SignedUrls(tokens, { origin: 'https://media.example', fetch: async () => new Response('', { status: 503 }) });
    const at = (token) => 'https://media.example/' + token + '/manifest/stream.m3u8';
    urls.remember(at(first), text, first);
    urls.normalizePlaylist(text, first);
    const startedAt = performance.now();
    urls.remember(at(second), text, second);
    urls.normalizePlaylist(text, second).length;
    const exchangedAt = performance.now();
    tokens.value = second;
    await urls.resolve(new URL(last, at(first)).href);
    times.push([exchangedAt - startedAt, performance.now() - exchangedAt]);
  }
  const median = (column) => times.map((row) => row[column]).sort((a, b) => a - b)[Math.floor(runs / 2)];
  return { megabytes: text.length / 1e6, exchangeMs: median(0), resolveMs: median(1), beforeMs: isHostile ? 0 : timeBefore(text, runs) };
}

export async function run(runs) {
  const found = {};
  for (const [name, id] of [['uid', UID], ['token', second]]) {
    for (const segmentSeconds of [2, 4, 6]) {
      for (const [length, seconds] of [['5 min', 300], ['1 h', 3600], ['10 h', ${TEN_HOURS}]]) {
        const last = segment(id, seconds / segmentSeconds);
        found[length + ' of ' + segmentSeconds + ' s under the ' + name] = await time(lines(seconds, segmentSeconds, id), last, runs);
      }
    }
  }
  const line = hostileLine(10_000_000);
  found['a line of 10 MB'] = await time(line, 'a', runs, true);
  found['a tag of 10 MB'] = await time(line.replace('aaa', '#EXT-X-MAP:'), 'a', runs, true);
  return found;
}
`;

/** Times a line in the exchange of before, in a thread that can be ended. */
async function timeLineBefore(url: string, length: number): Promise<string> {
  const code = `const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(url)}).then(({ timeLineBefore }) => parentPort.postMessage(timeLineBefore(${length})));`;
  const worker = new Worker(code, { eval: true });
  const limit = new AbortController();
  const text = await Promise.race([
    once(worker, 'message').then(([ms]) => `${(ms as number).toFixed(0)} ms`),
    wait(LINE_LIMIT_MS, `more than ${LINE_LIMIT_MS} ms`, { signal: limit.signal }),
  ]);
  limit.abort();
  await worker.terminate();
  return text;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function measureExchange(): Promise<void> {
  const bundle = async (format: 'esm' | 'iife'): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents: SCRIPT, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      write: false,
      format,
      target: 'es2022',
      globalName: 'bench',
    });
    return outputFiles[0]!.text;
  };
  const url = `data:text/javascript,${encodeURIComponent(await bundle('esm'))}`;
  const inNode = await ((await import(url)) as { run(runs: number): Promise<Record<string, Times>> }).run(RUNS);
  const chromium = await openChromium();
  try {
    await chromium.page.addScriptTag({ content: await bundle('iife') });
    const inChromium = await chromium.evaluate(
      (runs) => (window as unknown as { bench: { run(runs: number): Promise<Record<string, Times>> } }).bench.run(runs),
      RUNS,
    );
    print(`exchange of the token before and now, and the first segment after it; medians of ${RUNS} in ms`);
    print(`${' '.repeat(38)}${'MB'.padStart(6)}   ${'Node'.padEnd(24)} Chromium`);
    const row = ({ beforeMs, exchangeMs, resolveMs }: Times): string =>
      [beforeMs, exchangeMs, resolveMs].map((ms, at) => (at || ms ? ms.toFixed(1) : '–').padStart(8)).join('');
    for (const [name, times] of Object.entries(inNode)) {
      print(`  ${name.padEnd(36)}${times.megabytes.toFixed(2).padStart(6)}${row(times)}  ${row(inChromium[name]!)}`);
    }
    for (const length of [10_000, 30_000, 100_000, 10_000_000])
      print(`  a line of ${length / 1000} kB before: ${await timeLineBefore(url, length)} in Node`);
  } finally {
    await chromium.close();
  }
}

/** Makes the playlists of the sample ten hours long, and lists its rendition three times. */
async function lengthen(route: Route): Promise<void> {
  const response = await route.fetch();
  const text = await response.text();
  const body = text.includes('#EXT-X-STREAM-INF') ? withRenditions(text) : withHours(text);
  await route.fulfill({ response, body });
}

function withRenditions(master: string): string {
  return master.replace(/^(#EXT-X-STREAM-INF:.*)\n(.*)$/m, (_whole, info: string, uri: string) =>
    [1, 2, 3]
      .map((number) => {
        const sized = info
          .replace(/RESOLUTION=\d+x\d+/, `RESOLUTION=${number * 320}x${number * 180}`)
          .replace(/BANDWIDTH=\d+/, `BANDWIDTH=${number * 1_000_000}`);
        return `${sized}\n${uri}${uri.includes('?') ? '&' : '?'}rendition=${number}`;
      })
      .join('\n'),
  );
}

function withHours(playlist: string): string {
  const [, length = '2', uri = ''] = /#EXTINF:([\d.]+),\n(.*seg_1\.mp4.*)\n/.exec(playlist) ?? [];
  const listed = playlist.match(/^#EXTINF/gm)?.length ?? 0;
  const further = Array.from(
    { length: Math.ceil(TEN_HOURS / Number(length)) - listed },
    (_, at) => `#EXTINF:${length},\n${uri.replace('seg_1.mp4', `seg_${listed + at + 1}.mp4`)}\n`,
  );
  return playlist.replace('#EXT-X-ENDLIST', `${further.join('')}#EXT-X-ENDLIST`);
}

async function measureRenditions(): Promise<void> {
  const demo = await startJourney({
    sample: true,
    transcoder: 'remux',
    tokenTtlSeconds: 3_600,
    segmentSeconds: 2,
  });
  const chromium = await openChromium();
  try {
    const uid = await demo.waitForSample();
    await chromium.context.route(/\.m3u8/, lengthen);
    await chromium.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () =>
      chromium.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    const cdp = await chromium.context.newCDPSession(chromium.page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await chromium.evaluate(() => {
      const player = document.querySelector('cf-stream-player')!;
      const tasks: number[] = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
      Object.assign(window, { tasks });
      player.muted = true;
      void player.play().catch(() => undefined);
    });
    const playingRendition = (): Promise<string | undefined> =>
      chromium.evaluate(() => document.querySelector('cf-stream-player')!.renditions.find(({ active }) => active)?.id);
    const takeTasks = (): Promise<number[]> =>
      chromium.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));
    await until(
      'it plays',
      () => chromium.evaluate(() => document.querySelector('cf-stream-player')!.currentTime > 1),
      { timeoutMs: 60_000 },
    );
    const seconds = await chromium.evaluate(() => document.querySelector('cf-stream-player')!.duration);
    print(`\na video of ${(seconds / 3_600).toFixed(1)} h, processor ${SLOWDOWN} times slower`);
    print(`  start: longest task ${Math.max(0, ...(await takeTasks())).toFixed(0)} ms`);
    const first = await playingRendition();
    for (const id of ['0', '1', '2'].filter((other) => other !== first)) {
      await chromium.evaluate((wanted) => {
        document.querySelector('cf-stream-player')!.selectedRendition = wanted;
      }, id);
      await until('the rendition has changed', async () => (await playingRendition()) === id, { timeoutMs: 60_000 });
      const tasks = await takeTasks();
      const total = tasks.reduce((sum, ms) => sum + ms, 0);
      print(
        `  change of rendition: longest task ${Math.max(0, ...tasks).toFixed(0)} ms, long tasks ${total.toFixed(0)} ms together`,
      );
    }
    for (const problem of chromium.problems) print(`  ${problem}`);
  } finally {
    await chromium.close();
    await demo.close();
  }
}

await measureExchange();
await measureRenditions();
