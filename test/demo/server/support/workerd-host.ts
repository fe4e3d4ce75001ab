import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { Hono } from 'hono';
import type { Action } from '../../../../demo/server/authorize.js';
import type { LogEntry } from '../../../../demo/server/log.js';
import { serve } from '../../../../demo/server/node/serve.js';
import { createVideoStore, type Query } from '../../../../demo/server/videos.js';
import { findWorkerd } from '../../../harness/tools.mjs';
import type { Host, HostedParts } from './host.js';
import { createEmptying } from './node-host.js';

/** The Workers runtime with the server in it. */
export interface WorkerdHost extends Host {
  close(): Promise<void>;
}

/** What {@link startWorkerd} takes. */
export interface WorkerdOptions {
  readonly name: string;
  /** The database as the tests see it; the server's too, unless there is a `postgresUrl`. */
  readonly query: Query;
  /** Reached from the server as on Workers: with `pg`, through a Hyperdrive binding. */
  readonly postgresUrl?: string;
}

/** Starts the Workers runtime. @returns undefined where it is not installed. */
export async function startWorkerd({ name, query, postgresUrl }: WorkerdOptions): Promise<WorkerdHost | undefined> {
  const workerd = findWorkerd();
  if (workerd === undefined) return undefined;
  const servers = new Map<string, HostedParts>();
  const listener = await serve({ port: 0, fetch: createTestSide(servers, query) });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workerd-test-'));
  await bundle(path.join(folder, 'server.js'));
  fs.writeFileSync(path.join(folder, 'config.capnp'), configOf(listener.port, postgresUrl));
  const child = spawn(workerd, ['serve', 'config.capnp', '--control-fd=3', '--socket-addr=http=127.0.0.1:0'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const origin = `http://127.0.0.1:${await readPort(child.stdio[3] as NodeJS.ReadableStream, child)}`;
  let made = 0;
  const empty = createEmptying(query);

  return {
    name,
    start(parts) {
      const id = String(++made);
      const { env, clock, log, authorize, rateLimit } = parts;
      if (rateLimit) throw new Error('A rate limit of the test’s own cannot be handed to another process.');
      servers.set(id, parts);
      let failure: string | undefined;
      const control = async (what: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
        fetch(`${origin}/test/${what}`, {
          method: 'POST',
          headers: { 'x-test-server': id, ...headers },
          body: JSON.stringify(body),
        });
      const started = empty().then(() => control('start', { settings: env, hasAuthorize: authorize !== undefined }));
      const headersNow = (): Record<string, string> => ({
        'x-test-server': id,
        'x-test-now': String(clock.now),
        'x-test-set-back': String(clock.setBackMs),
        ...(failure === undefined ? {} : { 'x-test-failure': encodeURIComponent(failure) }),
      });
      const takeLog = (response: Response): void => {
        for (const entry of JSON.parse(decodeURIComponent(response.headers.get('x-test-log') ?? '[]')) as LogEntry[])
          log(entry);
      };
      return {
        store: createVideoStore(
          async (text, params) => {
            await started;
            return query(text, params);
          },
          () => clock.now,
        ),
        poll: {
          async run(options = {}) {
            await started;
            const response = await control('poll', options, headersNow());
            takeLog(response);
            if (!response.ok) throw new Error('the poll failed');
          },
        },
        async fetch(request, client) {
          await started;
          const { pathname, search } = new URL(request.url);
          const headers = new Headers(request.headers);
          for (const [key, value] of Object.entries(headersNow())) headers.set(key, value);
          if (client !== undefined) headers.set('x-test-client', client);
          const { method, body } = request;
          const response = await fetch(origin + pathname + search, {
            method,
            headers,
            ...(body ? { body, duplex: 'half' } : {}),
          });
          takeLog(response);
          return response;
        },
        failDatabase: (error) => (failure = error?.message),
      };
    },
    async close() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await listener.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** Answers the worker over HTTP: Stream, the rows and `authorize` are in the test's process. */
function createTestSide(
  servers: ReadonlyMap<string, HostedParts>,
  query: Query,
): (request: Request) => Promise<Response> | Response {
  const app = new Hono();
  app.post('/:id/query', async (c) => {
    const { text, params } = await c.req.json<{ text: string; params?: unknown[] }>();
    return c.json(await query(text, params));
  });
  app.post('/:id/authorize', async (c) => {
    const { url, method, headers, action, uid } = await c.req.json<{
      url: string;
      method: string;
      headers: [string, string][];
      action: Action;
      uid?: string;
    }>();
    return c.json(
      (await servers.get(c.req.param('id'))?.authorize?.(new Request(url, { method, headers }), action, uid)) ?? null,
    );
  });
  app.all('/:id/stream/*', async (c) => {
    const { stream } = servers.get(c.req.param('id'))!;
    const url = c.req.url.replace(/\/\d+\/stream\//, '/');
    const body = await c.req.text();
    try {
      return await stream.fetch(url, {
        method: c.req.method,
        headers: c.req.raw.headers,
        ...(body === '' ? {} : { body }),
      });
    } catch {
      // The closest to a dead connection that is possible here: the server treats both alike.
      return new Response(null, { status: 502 });
    }
  });
  return (request) => app.fetch(request);
}

async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'workerd-server.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    mainFields: ['module', 'main'],
    external: ['cloudflare:*', 'pg-native'],
    logLevel: 'error',
    // pg is CommonJS and asks for Node's modules by `require`.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
  });
}

function configOf(testPort: number, postgresUrl: string | undefined): string {
  const { hostname, port, username, pathname } = new URL(postgresUrl ?? 'postgres://none:1/none');
  const hyperdrive =
    postgresUrl === undefined
      ? ''
      : `
      ( name = "HYPERDRIVE", hyperdrive = ( designator = "database", database = "${pathname.slice(1)}", user = "${username}", password = "none", scheme = "postgres" ) ),`;
  const database =
    postgresUrl === undefined
      ? ''
      : `
    ( name = "database", external = ( address = "${hostname}:${port}", tcp = () ) ),`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ( name = "main", worker = (
      modules = [ ( name = "server.js", esModule = embed "server.js" ) ],
      compatibilityDate = "2026-10-01",
      bindings = [${hyperdrive}
      ( name = "TEST", text = "http://127.0.0.1:${testPort}" ) ],
      globalOutbound = "loopback",
    ) ),
    ( name = "loopback", network = ( allow = [ "private" ] ) ),${database}
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "main" ) ],
);
`;
}

/** Reads the port that workerd reports on its control channel. */
async function readPort(channel: NodeJS.ReadableStream, child: NodeJS.EventEmitter): Promise<number> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('workerd did not start')));
    channel.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /"event":"listen"[^\n]*"port":(\d+)/.exec(text)?.[1];
      if (port) resolve(Number(port));
    });
  });
}
