// Watches a ladder of qualities with the HLS of WebKitGTK itself, over a line whose speed goes up and down: as a bare `<video>`,
// as one whose source is set anew every eight seconds, in our player, and in our player with tokens of ten seconds, each of which
// is a swap of the source. Prints where each of them waits and stands still, and which qualities were fetched: what a bare
// `<video>` does as well is not the player's doing. Fails where our player stands still for good in a browser that answers.
// GStreamer's demuxer says `waiting` at each change of quality, may fail to decode at one, and hangs where the source is changed
// while it fetches the playlist of another quality: it holds a lock for which the page waits that is to fetch it.
// `npm run soak native-ladder`; SOAK_ROUNDS sets how often (1), SOAK_ONLY picks ways and lines that have that word in their names.
import { setTimeout as pause } from 'node:timers/promises';
import { openPage } from '../journeys/support/browsers.js';
import { startJourney, type JourneyDemo } from '../journeys/support/demo.js';
import { until } from '../journeys/support/until.js';
import { BrowserHung } from '../journeys/support/webkit.js';

const rounds = Number(process.env.SOAK_ROUNDS ?? 1);
const only = process.env.SOAK_ONLY ?? '';
/** What is watched of the video each time. */
const SECONDS = 40;
/** Longest that a position may stand still: then it hangs. */
const HUNG_MS = 30_000;

/** Bytes a second of each segment, one after the other, for four seconds each; `undefined` is as fast as it gets. */
const LINES: Readonly<Record<string, readonly (number | undefined)[]>> = {
  'a fast line': [undefined],
  'a line that falls and comes back': [undefined, undefined, 40_000, 40_000],
  'a line that changes all the time': [undefined, 30_000, 120_000],
};
const WAYS = ['a bare <video>', 'a bare <video> that begins again', 'our player', 'our player, renewing'] as const;

/** A stop as the viewer has it. */
interface Stop {
  readonly at: number;
  readonly ms: number;
  /** Milliseconds since the last source was set. */
  readonly sinceSource: number;
}

/** What a watching has led to, in the page. */
interface Watched {
  readonly time: number;
  readonly stops: readonly Stop[];
  readonly waits: readonly { readonly at: number; readonly sinceSource: number }[];
  readonly sources: number;
  readonly sizes: readonly string[];
  readonly errors: readonly string[];
  readonly standsMs: number;
  readonly readyState: number;
  readonly networkState: number;
  readonly paused: boolean;
  readonly ended: boolean;
}

const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** Changes the speed of the line until the signal is aborted. */
async function driveLine(
  demo: JourneyDemo,
  speeds: readonly (number | undefined)[],
  signal: AbortSignal,
): Promise<void> {
  const faults = `${demo.stream.origin}/__sim/faults`;
  for (let turn = 0; !signal.aborted; turn += 1) {
    await fetch(faults, { method: 'DELETE' });
    const bytesPerSecond = speeds[turn % speeds.length];
    if (bytesPerSecond !== undefined) await demo.addFault({ path: '/(video|audio)/.*seg', bytesPerSecond });
    await pause(4_000, undefined, { signal }).catch(() => undefined);
  }
  await fetch(faults, { method: 'DELETE' });
}

async function watch(demo: JourneyDemo, uid: string, way: (typeof WAYS)[number], line: string): Promise<Watched> {
  await fetch(`${demo.stream.origin}/__sim/requests`, { method: 'DELETE' });
  const over = new AbortController();
  const driven = driveLine(demo, LINES[line]!, over.signal);
  const page = await openPage('webkit');
  try {
    await page.goto(`${demo.url}/player.html?v=${uid}`);
    await until('the player is there', () =>
      page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await page.evaluate(playAndRecord, way.startsWith('a bare'), way.endsWith('again'), demo.stream.origin, uid);
    const watched = await until(
      'it has been watched, or hangs',
      async () => {
        const now = await page.evaluate(() => (window as unknown as { watched(): Watched }).watched());
        return (now.ended || now.time >= SECONDS || now.standsMs > HUNG_MS || now.errors.length > 0) && now;
      },
      { timeoutMs: 150_000, intervalMs: 1_000 },
    );
    return watched;
  } finally {
    over.abort();
    await driven;
    await page.close().catch((error: unknown) => write(`    ${String(error)}`));
  }
}

/** Plays and records. Runs in the page. */
async function playAndRecord(isBare: boolean, beginsAgain: boolean, origin: string, uid: string): Promise<void> {
  const player = document.querySelector('cf-stream-player')!;
  const stops: Stop[] = [];
  const waits: { at: number; sinceSource: number }[] = [];
  const sizes: string[] = [];
  const errors: string[] = [];
  let sources = 0;
  let setAt = performance.now();
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!;
  Object.defineProperty(HTMLMediaElement.prototype, 'src', {
    ...source,
    set(this: HTMLMediaElement, url: string) {
      sources += 1;
      setAt = performance.now();
      source.set!.call(this, url);
    },
  });
  let media: HTMLVideoElement | typeof player = player;
  if (isBare) {
    const { token } = (await (await fetch(`/api/videos/${uid}/token`)).json()) as { token: string };
    const video = document.createElement('video');
    player.replaceWith(video);
    video.src = `${origin}/${token}/manifest/video.m3u8`;
    let at = 0;
    video.addEventListener('timeupdate', () => (at = video.currentTime || at));
    // As our player does with another token, and after an error.
    const beginAgain = (): void => {
      const url = video.src;
      const to = at;
      video.src = url;
      video.addEventListener('loadedmetadata', () => (video.currentTime = to), { once: true });
      void video.play();
    };
    if (beginsAgain) setInterval(beginAgain, 8_000);
    video.addEventListener('error', () => {
      if (beginsAgain && sources < 12) beginAgain();
      else errors.push(video.error?.message ?? 'error');
    });
    media = video;
  } else {
    player.setAttribute('engine', 'native');
    player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  }
  const sinceSource = (): number => Math.round(performance.now() - setAt);
  let hasPlayed = false;
  media.addEventListener('playing', () => (hasPlayed = true));
  media.addEventListener('waiting', () => {
    if (hasPlayed) waits.push({ at: media.currentTime, sinceSource: sinceSource() });
  });
  let last = { time: -1, now: performance.now() };
  setInterval(() => {
    const now = performance.now();
    const time = media.currentTime;
    const size = `${media.videoWidth}×${media.videoHeight}`;
    if (size !== sizes.at(-1)) sizes.push(size);
    if (time === last.time) return;
    if (now - last.now > 500 && last.time > 0)
      stops.push({ at: last.time, ms: Math.round(now - last.now), sinceSource: Math.round(last.now - setAt) });
    last = { time, now };
  }, 50);
  Object.assign(window, {
    watched: (): Watched => ({
      time: media.currentTime,
      stops,
      waits,
      sources,
      sizes,
      errors,
      standsMs: Math.round(performance.now() - last.now),
      readyState: media.readyState,
      networkState: media.networkState,
      paused: media.paused,
      ended: media.ended,
    }),
  });
  media.muted = true;
  media.play().catch((error: unknown) => beginsAgain || errors.push(String(error)));
}

for (const ttl of [3_600, 10]) {
  const ways = WAYS.filter((way) => (ttl === 10) === way.endsWith('renewing'));
  const pairs = Object.keys(LINES).flatMap((line) => ways.map((way) => ({ line, way })));
  const chosen = pairs.filter(({ line, way }) => `${way}, ${line}`.includes(only));
  if (chosen.length === 0) continue;
  const demo = await startJourney({
    sample: true,
    tokenTtlSeconds: ttl,
    segmentAccess: 'token-path',
    segmentSeconds: 2,
    transcoder: 'ffmpeg',
  });
  try {
    const uid = await demo.waitForSample();
    for (const { line, way } of chosen)
      for (let round = 1; round <= rounds; round += 1) {
        write(`\n${way}, ${line}, ${round}`);
        const result = await watch(demo, uid, way, line).catch((error: unknown) => error as Error);
        if (result instanceof Error) {
          write(`  ${result instanceof BrowserHung ? 'the browser hangs' : `✖ ${String(result)}`}`);
          if (!(result instanceof BrowserHung)) process.exitCode = 1;
          continue;
        }
        const { waits, stops } = result;
        const fetched = (await demo.requests())
          .map(({ path }) => /\/video\/(\d+)\/seg/.exec(path)?.[1])
          .filter((quality, at, all) => quality !== undefined && quality !== all[at - 1]);
        write(
          `  to ${result.time.toFixed(1)} s, ${result.sources} sources, sizes ${result.sizes.join(' ')}; fetched ${fetched.join(' ')}`,
        );
        for (const { at, sinceSource } of waits)
          write(`  waiting at ${at.toFixed(2)}, ${sinceSource} ms after a source`);
        for (const { at, ms, sinceSource } of stops)
          write(`  stands at ${at.toFixed(2)} for ${ms} ms, ${sinceSource} ms after a source`);
        if (result.errors.length > 0) write(`  errors: ${result.errors.join(', ')}`);
        if (result.standsMs <= HUNG_MS) continue;
        write(`  ✖ hangs: ${JSON.stringify(result)}`);
        if (!way.startsWith('a bare')) process.exitCode = 1;
      }
  } finally {
    await demo.close();
  }
}
