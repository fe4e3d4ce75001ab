import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { LocalStreamOptions } from '../../../demo/emulator/local-stream.js';
import type { LogEntry } from '../../../demo/server/log.js';
import { openDatabase } from '../../../demo/server/node/database.js';
import { serve } from '../../../demo/server/node/serve.js';
import { createServer, type ReferenceServer, type ServerOptions } from '../../../demo/server/server.js';
import { readSettings, type Environment } from '../../../demo/server/settings.js';
import { prepareAccount } from '../../../demo/start/stream-account.js';
import { startStream, type RunningStream } from '../../demo/emulator/support/running-stream.js';

/** A reference server on a socket, with a database of its own and a local Stream. */
export interface Site {
  readonly url: string;
  readonly server: ReferenceServer;
  readonly stream: RunningStream;
  /** The server's settings, as a separate process would get them. */
  readonly env: Environment;
  readonly folder: string;
  readonly entries: readonly LogEntry[];
  /** Method and path, below `/stream`, of each call of the server to Stream so far. */
  readonly calls: string[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  json<T>(path: string, headers?: Record<string, string>): Promise<T>;
  /** The first playlist of a video, as a player with this token gets it. */
  playlist(token: string): Promise<Response>;
}

/** What {@link startSite} may be told. */
export interface SiteOptions extends Partial<Omit<ServerOptions, 'settings' | 'query' | 'log' | 'fetch'>> {
  readonly env?: Environment;
  readonly stream?: Partial<LocalStreamOptions>;
}

/** Starts a server and its local Stream. Requests come from the address that `X-Forwarded-For` names. */
export async function startSite(
  t: Pick<TestContext, 'after'>,
  { env = {}, stream: streamOptions, ...options }: SiteOptions = {},
): Promise<Site> {
  const stream = await startStream(t, streamOptions);
  const folder = await mkdtemp(path.join(tmpdir(), 'site-'));
  const database = await openDatabase({ folder: path.join(folder, 'rows') });
  let handle: (request: Request, client?: string) => Response | Promise<Response> = () => new Response(null);
  const listener = await serve({ port: 0, proxies: 1, fetch: (request, client) => handle(request, client) });
  const url = `http://127.0.0.1:${listener.port}`;
  t.after(async () => {
    await listener.close();
    await database.close();
    await rm(folder, { recursive: true });
  });
  const account = await prepareAccount({
    stream: stream.stream,
    keyFile: path.join(folder, 'key.json'),
    webhookUrl: `${url}/webhooks/stream`,
  });
  const calls: string[] = [];
  const entries: LogEntry[] = [];
  const allEnv = { ...account, ALLOW_EVERYONE: options.authorize ? '' : '1', ...env };
  const server = createServer({
    ...options,
    settings: readSettings(allEnv),
    query: database.query,
    log: (entry) => entries.push(entry),
    fetch: (input, init) => {
      const { method, url: asked } = new Request(input, init);
      calls.push(`${method} ${new URL(asked).pathname.replace(/^.*\/stream(?=\/|$)/, '')}`);
      return fetch(input, init);
    },
  });
  await server.prepare();
  handle = (request, client) => server.fetch(request, client);

  const send: Site['send'] = (method, at, body, headers) =>
    fetch(url + at, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    url,
    server,
    stream,
    env: allEnv,
    folder,
    entries,
    calls,
    send,
    get: (at, headers) => send('GET', at, undefined, headers),
    json: async <T>(at: string, headers?: Record<string, string>) =>
      (await send('GET', at, undefined, headers)).json() as Promise<T>,
    playlist: (token) => fetch(`${stream.origin}/${token}/manifest/video.m3u8`),
  };
}
