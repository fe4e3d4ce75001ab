// Overhead of the token route beside the signature: the reference server against a bare Node server that only signs, side
// by side in processes of their own; and memory after 100,000 requests. Needs wrk.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { createPrivateKey, createSign } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../demo/server/node/database.js';
import { serve } from '../../demo/server/node/serve.js';
import { createRateLimit } from '../../demo/server/rate-limit.js';
import { createServer } from '../../demo/server/server.js';
import { readSettings } from '../../demo/server/settings.js';
import { startPostgres } from '../demo/server/support/postgres.js';
import { ENVIRONMENT, KEY_ID, privateKey } from '../demo/server/support/test-server.js';
import { findWrk } from '../harness/tools.mjs';

const UID = 'abcdef0123456789abcdef0123456789';
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 100_000);

/** Resources that a server process has used. */
interface Usage {
  readonly cpuMs: number;
  readonly rssMib: number;
  readonly heapMib: number;
}
/** A server in a process of its own. */
interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  usage(): Promise<Usage>;
}

const role = process.env.BENCH_ROLE;
if (role) await runServer(role);
else await measure();

async function runServer(name: string): Promise<void> {
  const port = name === 'bare' ? await serveBare() : await serveReference(name);
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({
      cpuMs: (user + system) / 1_000,
      rssMib: rss / 1024 ** 2,
      heapMib: heapUsed / 1024 ** 2,
    } satisfies Usage);
  });
  process.on('disconnect', () => process.exit());
  process.send?.(port);
}

/** Serves the minimum: one signature and one response. */
async function serveBare(): Promise<number> {
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = encode({ alg: 'RS256', kid: KEY_ID });
  const server = http.createServer((_request, response) => {
    const now = Math.floor(Date.now() / 1000);
    const signed = `${header}.${encode({ sub: UID, kid: KEY_ID, nbf: now - 60, exp: now + 3_600 })}`;
    const token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
    response
      .setHeader('Content-Type', 'application/json')
      .end(JSON.stringify({ token, expiresAt: new Date((now + 3_600) * 1000).toISOString() }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

async function serveReference(database: string): Promise<number> {
  const { query } = await openDatabase(
    database.startsWith('postgres:') ? { url: database, folder: '' } : { folder: database },
  );
  const rate = { burst: 1e9, perSecond: 1e9 };
  const server = createServer({
    settings: readSettings(ENVIRONMENT),
    query,
    log: () => undefined,
    rateLimit: createRateLimit(Date.now, {
      watch: rate,
      status: rate,
      list: rate,
      upload: rate,
      edit: rate,
      delete: rate,
    }),
  });
  await server.prepare();
  await server.store.add(UID, 'x');
  await server.store.apply(UID, { status: 'ready', percent: null, duration: 1, errorCode: null, readyAt: null });
  return (await serve({ port: 0, fetch: (request, client) => server.fetch(request, client) })).port;
}

async function startServer(name: string): Promise<ServerProcess> {
  const child = fork(import.meta.filename, {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { ...process.env, BENCH_ROLE: name },
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    child,
    url: `http://127.0.0.1:${port}/api/videos/${UID}/token`,
    async usage() {
      child.send('usage');
      return ((await once(child, 'message')) as [Usage])[0];
    },
  };
}

/** Sends requests over 16 connections for some seconds; returns their number and rate. */
function load(url: string, seconds: number): { requests: number; perSecond: number } {
  const { stdout } = spawnSync(findWrk() ?? 'wrk', ['-t1', '-c16', `-d${seconds}s`, url], { encoding: 'utf8' });
  if (stdout.includes('Non-2xx')) throw new Error(`Not all answers were tokens:\n${stdout}`);
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    perSecond: Number(/Requests\/sec: +([\d.]+)/.exec(stdout)?.[1]),
  };
}

async function measure(): Promise<void> {
  if (!findWrk()) return void process.stdout.write('wrk was not found: install it (apt-get install wrk).\n');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'token-bench-'));
  const postgres = await startPostgres();
  const names = { bare: 'bare', SQLite: folder, ...(postgres ? { PostgreSQL: postgres.url } : {}) };
  const servers: [string, ServerProcess][] = [];
  for (const [name, target] of Object.entries(names)) servers.push([name, await startServer(target)]);
  const rates = new Map<string, number[]>();
  const costs = new Map<string, number[]>();
  for (const [, { url }] of servers) load(url, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, server] of servers) {
      const before = await server.usage();
      const { requests, perSecond } = load(server.url, SECONDS);
      const after = await server.usage();
      rates.set(name, [...(rates.get(name) ?? []), perSecond]);
      costs.set(name, [...(costs.get(name) ?? []), (after.cpuMs - before.cpuMs) / requests]);
    }
  }
  const median = (values: number[] = []): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const bare = { rate: median(rates.get('bare')), cost: median(costs.get('bare')) };
  for (const [name] of servers) {
    const [rate, cost] = [median(rates.get(name)), median(costs.get(name))];
    process.stdout.write(
      `${name.padEnd(10)} ${rate.toFixed(0).padStart(6)} tokens/s (${(rate / bare.rate).toFixed(2)} of bare)  ${cost.toFixed(3)} ms of processor each (${(cost / bare.cost).toFixed(2)} of bare)\n`,
    );
  }
  const [, reference] = servers.at(-1)!;
  const before = await reference.usage();
  let sent = 0;
  while (sent < REQUESTS) sent += load(reference.url, SECONDS).requests;
  const after = await reference.usage();
  process.stdout.write(
    `after ${sent} more requests: heap ${before.heapMib.toFixed(1)} → ${after.heapMib.toFixed(1)} MiB, resident ${before.rssMib.toFixed(0)} → ${after.rssMib.toFixed(0)} MiB\n`,
  );
  for (const [, { child }] of servers) child.kill();
  await postgres?.close();
  fs.rmSync(folder, { recursive: true });
}
