import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../../harness/fuzz.js';
import { clip, head, patch, until } from './running-stream.js';
import { StreamProcess } from './stream-process.js';

const MIB = 1_048_576;
const CHUNK = 5 * MIB;

interface Sent {
  readonly uid: string;
  readonly url: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A local Stream that is killed again and again, with its uploads and its webhook receiver. */
export class Killing {
  readonly process: StreamProcess;
  readonly told: string[] = [];
  /** Called when a webhook has arrived and is not answered yet. */
  onWebhook: () => Promise<void> = () => Promise.resolve();
  readonly #dataDir: string;
  readonly #sent: Sent[] = [];
  readonly #server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      this.told.push((JSON.parse(Buffer.concat(chunks).toString()) as { uid: string }).uid);
      void this.onWebhook().then(() => res.writeHead(204).end());
    });
  });

  private constructor(dataDir: string, jobMs: number) {
    this.#dataDir = dataDir;
    this.process = new StreamProcess(dataDir, jobMs);
  }

  static async start(jobMs = 0): Promise<Killing> {
    const killing = new Killing(await mkdtemp(join(tmpdir(), 'local-stream-killed-')), jobMs);
    killing.#server.listen(0, '127.0.0.1');
    await once(killing.#server, 'listening');
    await killing.process.start();
    const notificationUrl = `http://127.0.0.1:${(killing.#server.address() as AddressInfo).port}/`;
    await killing.process.api('/webhook', { method: 'PUT', body: JSON.stringify({ notificationUrl }) });
    return killing;
  }

  async close(): Promise<void> {
    await this.process.kill();
    this.#server.closeAllConnections();
    this.#server.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Creates an upload of two chunks that is a real video and different each time. */
  async create(): Promise<Sent> {
    const filler = Buffer.concat([Buffer.alloc(8), randomBytes(CHUNK + 1000)]);
    filler.writeUInt32BE(filler.length);
    filler.write('free', 4);
    const bytes = new Uint8Array(Buffer.concat([await clip(), filler]));
    const sent = { ...(await this.process.createTus(bytes.length)), bytes };
    this.#sent.push(sent);
    return sent;
  }

  /** Sends the beginning of a chunk, or all of it, and waits for no answer. */
  async beginChunk({ url, bytes }: Sent, offset: number, share: number): Promise<void> {
    const chunk = bytes.subarray(offset, offset + CHUNK);
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': offset,
      'content-length': chunk.length,
      'content-type': 'application/offset+octet-stream',
    };
    const sending = request(url, { method: 'PATCH', headers }).on('error', () => undefined);
    const piece = chunk.subarray(0, Math.ceil(chunk.length * share));
    await new Promise<void>((resolve) => sending.write(piece, () => resolve()));
  }

  /** Sends what is missing, chunk by chunk, as clients do: across broken connections and killed processes. */
  async carry({ url, bytes }: Sent): Promise<void> {
    await until(async () => {
      const state = await head(url).catch(() => undefined);
      if (!state || state.status >= 500) return undefined;
      const offset = Number(state.headers.get('upload-offset') ?? NaN);
      if (Number.isNaN(offset)) throw new Error(`The upload is lost: HEAD was answered with ${state.status}.`);
      if (offset === bytes.length) return true;
      await patch(url, offset, bytes.slice(offset, offset + CHUNK)).catch(() => undefined);
      return undefined;
    }, 60_000);
  }

  /** Waits until each video can be played and its webhook has arrived; compares what is stored with what was sent. */
  async settle(): Promise<void> {
    for (const { uid, bytes } of this.#sent) {
      await until(async () => {
        const { status } = await this.process.video(uid);
        if (status.state === 'error') throw new Error(`Video ${uid} ended in ${status.errorReasonCode}.`);
        return status.state === 'ready' ? true : undefined;
      }, 60_000);
      const stored = await readFile(join(this.#dataDir, 'videos', uid, 'original'));
      if (hash(stored) !== hash(bytes)) throw new Error(`What is stored of ${uid} is not what was sent.`);
      await until(() => (this.told.includes(uid) ? true : undefined));
      const folder = await until(async () => {
        const names = await readdir(join(this.#dataDir, 'videos', uid));
        return names.some((name) => /part|tmp/.test(name)) ? undefined : names;
      });
      if (!folder.includes('media')) throw new Error(`Video ${uid} has no renditions.`);
    }
    const rest = await readdir(join(this.#dataDir, 'tus'));
    if (rest.length > 0) throw new Error(`${rest.length} files of finished uploads were left.`);
    this.#sent.length = 0;
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The same numbers from 0 to 1 for the same seed. */
export function seeded(seed: number): () => number {
  const random = new Random(seed);
  return () => random.next();
}
