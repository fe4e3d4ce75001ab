import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../../../demo/start/options.js';
import { callsTo } from '../../demo/emulator/support/running-stream.js';
import { startJourney } from '../../journeys/support/demo.js';
import { until } from '../../journeys/support/until.js';
import { startBenchSite } from './bench-site.js';
import type { PageFacts } from './pages.js';
import { SlowLine, type LineOptions } from './slow-line.js';

const PEERS = path.join(PROJECT, 'test/bench/peers');

/** Pages over a line. */
export interface StartupSetup {
  readonly origin: string;
  /** Gives the connections to come a line of their own, of the same kind or another. */
  newLine(options?: LineOptions): SlowLine;
  /** Fetches the master playlist, past the line. */
  master(): Promise<string>;
  /** Gives the seconds of the picture's segments by the names of their files. */
  segmentSeconds(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

export interface StartupSetupOptions {
  /** Pages by their paths. */
  readonly pages: (facts: PageFacts) => Readonly<Record<string, string>>;
  /** Other players that they need. */
  readonly peers?: readonly string[];
  readonly line: LineOptions;
  readonly tokenMs: number;
  /** A film other than the sample. */
  readonly film?: Uint8Array<ArrayBuffer>;
  /** Whether that is served in the one quality it has, without being encoded. */
  readonly isRemuxed?: boolean;
}

/** Builds the script-tag files, takes a film of a local Stream, and starts the pages. */
export async function startupSetup(options: StartupSetupOptions): Promise<StartupSetup> {
  const { pages, line, tokenMs, film } = options;
  // BENCH_BUILD=0 takes what was built before.
  if (process.env.BENCH_BUILD !== '0') npm(['run', '-s', 'build'], PROJECT);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-site-'));
  fs.cpSync(path.join(PROJECT, 'dist/cdn'), path.join(folder, 'cdn'), { recursive: true });
  fs.copyFileSync(path.join(PROJECT, 'node_modules/hls.js/dist/hls.min.mjs'), path.join(folder, 'hls.min.mjs'));
  await addPeers(options.peers ?? [], folder);
  const demo = await startJourney({ sample: !film, ...(options.isRemuxed && { transcoder: 'remux' }) });
  const stream = callsTo(demo.stream);
  const uid = film ? await stream.upload(film, { requiresignedurls: null }) : await demo.waitForSample();
  await until(
    'the film is ready in all qualities',
    async () => Number((await stream.video(uid)).status.pctComplete) >= 100,
    {
      timeoutMs: 600_000,
      intervalMs: 1_000,
    },
  );
  const token = await stream.token(uid, { exp: Date.now() / 1_000 + 86_000 });
  const poster = await fetch(`${demo.stream.origin}/${token}/thumbnails/thumbnail.jpg?time=10s&height=360`);
  fs.writeFileSync(path.join(folder, 'poster.jpg'), Buffer.from(await poster.arrayBuffer()));
  const site = await startBenchSite(
    {
      files: folder,
      stream: demo.stream.origin,
      token,
      tokenMs,
      pages: ({ media }) => pages({ uid, token, media }),
    },
    new SlowLine(line),
  );
  const fetchText = async (url: string): Promise<string> => (await fetch(url)).text();
  const masterUrl = `${demo.stream.origin}/${token}/manifest/video.m3u8`;
  return {
    origin: site.origin,
    newLine: (options = line) => {
      const next = new SlowLine(options);
      site.useLine(next);
      return next;
    },
    master: () => fetchText(masterUrl),
    segmentSeconds: async () => {
      const uri = /^[^#\s].*$/m.exec(await fetchText(masterUrl))![0];
      const playlist = await fetchText(new URL(uri, masterUrl).href);
      return new Map(
        [...playlist.matchAll(/^#EXTINF:([\d.]+).*\n([^?\n]+)/gm)].map(([, seconds, path]) => [
          path!.split('/').at(-1)!,
          Number(seconds),
        ]),
      );
    },
    close: async () => {
      site.close();
      await demo.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** Installs other players where some are asked for, and bundles each. */
async function addPeers(peers: readonly string[], folder: string): Promise<void> {
  if (peers.length === 0) return;
  if (!fs.existsSync(path.join(PEERS, 'node_modules'))) npm(['ci', '--ignore-scripts', '--loglevel=error'], PEERS);
  await build({
    entryPoints: peers.map((name) => path.join(PEERS, `${name}.mjs`)),
    outdir: path.join(folder, 'peers'),
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const name of ['plyr.css', 'plyr.svg'])
    if (peers.includes('plyr'))
      fs.copyFileSync(path.join(PEERS, 'node_modules/plyr/dist', name), path.join(folder, 'peers', name));
}

function npm(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}: ${stderr}`);
}
