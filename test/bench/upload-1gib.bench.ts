// Sends 64 MiB and 1 GiB to a local Stream in a process of its own, with tus-js-client and with Uppy in Chromium: the
// server's peak memory, and its throughput compared with a plain PUT to a bare Node server that writes a file.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Upload } from 'tus-js-client';
import { StreamProcess } from '../demo/emulator/support/stream-process.js';
import { chromiumSkipReason } from '../journeys/support/browsers.js';
import { openUppy } from '../journeys/support/uppy-page.js';

const MIB = 1_048_576;
const SIZES = [64, 1024];
/** Chunk size that Cloudflare recommends for reliable connections. */
const CHUNK = 52_428_800;

/** Source of the bare server, which responds with its peak memory in KiB. */
const PUT_SERVER = `
  const server = require('node:http').createServer((req, res) => {
    req.pipe(require('node:fs').createWriteStream(process.argv[1])).on('finish', () => res.end(String(process.resourceUsage().maxRSS)));
  }).listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** Result of one upload. */
interface Measurement {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly hash: string;
}

const folder = await mkdtemp(join(tmpdir(), 'upload-bench-'));
const source = join(folder, 'source.mp4');

async function makeFile(mib: number): Promise<void> {
  const file = await open(source, 'w');
  const block = Buffer.alloc(MIB);
  for (let index = 0; index < mib; index += 1) await file.write(randomFillSync(block));
  await file.close();
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function measureSeconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function plainPut(bytes: number): Promise<Measurement> {
  const target = join(folder, 'put');
  const child: ChildProcess = spawn(process.execPath, ['-e', PUT_SERVER, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout!, 'data')) as [Buffer];
  let peakKiB = 0;
  const seconds = await measureSeconds(async () => {
    const sending = request({
      port: Number(port),
      host: '127.0.0.1',
      method: 'PUT',
      headers: { 'content-length': bytes },
    });
    const answered = once(sending, 'response');
    await pipeline(createReadStream(source), sending);
    const [response] = (await answered) as [AsyncIterable<Buffer>];
    for await (const text of response) peakKiB = Number(text);
  });
  child.kill();
  const hash = await hashOf(target);
  await rm(target);
  return { seconds, peakMiB: peakKiB / 1024, hash };
}

async function throughStream(
  send: (stream: StreamProcess) => Promise<{ readonly seconds: number; readonly url: string }>,
): Promise<Measurement> {
  const dataDir = await mkdtemp(join(folder, 'stream-'));
  const stream = new StreamProcess(dataDir);
  await stream.start();
  try {
    const { seconds, url } = await send(stream);
    const peakMiB = await stream.peakMiB();
    const uid = /\/tus\/([0-9a-f]{32})\./.exec(url)?.[1] ?? '';
    return { seconds, peakMiB, hash: await hashOf(join(dataDir, 'videos', uid, 'original')) };
  } finally {
    await stream.kill();
    await rm(dataDir, { recursive: true });
  }
}

function tusClient(bytes: number): Promise<Measurement> {
  return throughStream(async (stream) => {
    const { url } = await stream.createTus(bytes);
    const seconds = await measureSeconds(
      () =>
        new Promise((onSuccess, onError) => {
          new Upload(createReadStream(source), {
            uploadUrl: url,
            chunkSize: CHUNK,
            uploadSize: bytes,
            onError,
            onSuccess: () => onSuccess(),
          }).start();
        }),
    );
    return { seconds, url };
  });
}

function uppyClient(): Promise<Measurement> {
  return throughStream(async (stream) => {
    const uppy = await openUppy((headers) => stream.api('?direct_user=true', { method: 'POST', headers }));
    try {
      let url = '';
      const seconds = await measureSeconds(async () => {
        url = await uppy.send(source, CHUNK);
      });
      return { seconds, url };
    } finally {
      await uppy.close();
    }
  });
}

try {
  const clients: [string, (bytes: number) => Promise<Measurement>][] = [
    ['plain PUT', plainPut],
    ['tus-js-client', tusClient],
  ];
  const skipReason = await chromiumSkipReason();
  if (skipReason) console.log(`Uppy is skipped: ${skipReason}.`);
  else clients.push(['Uppy in Chromium', uppyClient]);
  for (const mib of SIZES) {
    await makeFile(mib);
    const hash = await hashOf(source);
    let reference = 0;
    for (const [name, send] of clients) {
      const measurement = await send(mib * MIB);
      reference ||= measurement.seconds;
      const ratio = (reference / measurement.seconds).toFixed(2);
      const isIntact = measurement.hash === hash;
      console.log(
        `${String(mib).padStart(4)} MiB  ${name.padEnd(17)} ${(mib / measurement.seconds).toFixed(0).padStart(5)} MiB/s, ${ratio} of the plain PUT; ` +
          `server peak ${measurement.peakMiB.toFixed(0)} MiB; stored ${isIntact ? 'as sent (sha256 equal)' : 'DIFFERENTLY'}`,
      );
      if (!isIntact) process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
