// Starts three reference servers at once on one folder, each in a container of its own where runc is there (RUNC names one),
// otherwise in a PID namespace, sends uploads to whichever has it, starts more meanwhile, and kills it with SIGKILL at an
// arbitrary moment. Checks that there is one at a time, and that every upload that was answered has its row. SEED repeats a
// run, ROUNDS sets their number.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { openDatabase } from '../../demo/server/node/database.js';
import { serve } from '../../demo/server/node/serve.js';
import { seeded } from '../demo/emulator/support/killing.js';
import { createFakeStream } from '../demo/server/support/fake-stream.js';
import { ENVIRONMENT, tusCreation } from '../demo/server/support/test-server.js';
import { findRunc, startContainer } from './support/container.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const rounds = Number(process.env.ROUNDS ?? 50);
const random = seeded(seed);
const namespace = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
const isAlone = spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0;
const runc = findRunc();
const where = isAlone ? 'each in a PID namespace of its own' : 'all in one PID namespace';
console.log(`seed ${seed}, ${rounds} rounds, ${runc === undefined ? where : 'each in a container of its own'}`);

// Ready to run: to compile it at each start would spread the starts over seconds.
const cache = path.join(ROOT, 'node_modules/.cache/one-folder');
const main = path.join(cache, 'main.mjs');
await build({
  entryPoints: [path.join(ROOT, 'demo/server/node/main.ts')],
  outfile: main,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'one-folder-'));
const stream = createFakeStream({
  get now() {
    return Date.now();
  },
});
const api = await serve({
  port: 0,
  async fetch(request) {
    const body = await request.text();
    const { method, headers } = request;
    return stream.fetch(request.url, { method, headers, ...(body === '' ? {} : { body }) });
  },
});

interface Server {
  readonly child: ChildProcess;
  /** With SIGKILL. */
  kill(): void;
  /** Where it listens, or `undefined` where the folder was refused to it. */
  readonly origin: Promise<string | undefined>;
}

function start(startAt: number): Server {
  const waiting = `data:text/javascript,while(Date.now()<${startAt});`;
  const node = [process.execPath, '--import', waiting, main];
  const env = {
    PATH: process.env.PATH,
    ALLOW_EVERYONE: '1',
    ...ENVIRONMENT,
    STREAM_API_BASE: `http://127.0.0.1:${api.port}/client/v4`,
    PORT: '0',
    DATA_DIR: folder,
  };
  const { child, kill } =
    runc === undefined ? startHere(node, env) : startContainer(runc, node, env, { read: ROOT, shared: folder });
  let said = '';
  const origin = new Promise<string | undefined>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const port = /listens on port (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => {
      if (said.includes('is in use by')) resolve(undefined);
      else reject(new Error(`A server ended otherwise: ${said}`));
    });
  });
  return { child, kill, origin };
}

function startHere(node: readonly string[], env: NodeJS.ProcessEnv): Pick<Server, 'child' | 'kill'> {
  const [program = '', ...args] = [...(isAlone ? namespace : []), ...node];
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, kill: () => void child.kill('SIGKILL') };
}

async function end({ child, kill }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  kill();
  await closed;
}

async function findRows(): Promise<Set<unknown>> {
  const database = await openDatabase({ folder });
  const rows = await database.query('SELECT cf_uid FROM videos');
  await database.close();
  return new Set(rows.map((row) => row.cf_uid));
}

const answered = new Set<string>();
/** Sends uploads one after the other until the server is gone. */
async function send(origin: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${origin}/api/uploads`, tusCreation()).catch(() => undefined);
    if (!response) return;
    if (response.status === 201) answered.add(response.headers.get('stream-media-id')!);
    // Beyond its burst, uploads are limited.
    if (response.status === 429) await wait(20);
  }
}

let [together, lost] = [0, 0];
const startedAt = performance.now();
try {
  for (let round = 1; round <= rounds; round++) {
    const servers = [0, 1, 2].map(() => start(Date.now() + 300));
    const origins = (await Promise.all(servers.map(({ origin }) => origin))).filter((each) => each !== undefined);
    if (origins.length === 0) throw new Error('Nobody got the folder.');
    const sending = Promise.all(origins.flatMap((origin) => [send(origin), send(origin)]));
    // Fewer than a server lets one address have open at a time.
    const enough = answered.size + random() * 15;
    const late = start(0);
    // In every other round it meets the folder in use; else the kill comes while it starts.
    if (round % 2 === 0 && (await late.origin) !== undefined) together += 1;
    while (answered.size < enough) await wait(1);
    await wait(random() * 20);
    await Promise.all(servers.map(end));
    await sending;
    await late.origin;
    await end(late);
    if (origins.length > 1) together += 1;
    const rows = await findRows();
    const missing = [...answered].filter((uid) => !rows.has(uid)).length;
    lost = Math.max(lost, missing);
    if (round % 10 === 0 || missing > 0 || origins.length > 1)
      console.log(
        `round ${round}: ${answered.size} uploads answered, ${missing} without a row, ${origins.length} at once`,
      );
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(
    `${rounds} rounds in ${seconds} s: ${answered.size} answered, ${lost} lost, ${together} times two at once`,
  );
  if (lost > 0 || together > 0) process.exitCode = 1;
} finally {
  await api.close();
  fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(cache, { recursive: true, force: true });
}
