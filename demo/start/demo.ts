import fs from 'node:fs';
import path from 'node:path';
import type { LocalStream } from '../emulator/options.js';
import { createLocalStream } from '../emulator/local-stream.js';
import { formatLogEntry } from '../server/log.js';
import { openDatabase, type Database } from '../server/node/database.js';
import { lockFolder } from '../server/node/lock.js';
import { serve, type Listener } from '../server/node/serve.js';
import { createServer, type ReferenceServer } from '../server/server.js';
import { readSettings } from '../server/settings.js';
import { buildPages } from './build-pages.js';
import { explainFolder, explainPort } from './demo-error.js';
import { PROJECT, type DemoOptions } from './options.js';
import { loadPages } from './pages.js';
import { addSample } from './sample.js';
import { prepareAccount } from './stream-account.js';

/** The running demo: pages, reference server and local Stream. */
export interface Demo {
  /** Where the pages and the server's routes are, without a slash at the end. */
  readonly url: string;
  readonly stream: LocalStream;
  readonly server: ReferenceServer;
  readonly dataDir: string;
  /** Lines worth showing, such as why there is no sample. */
  readonly notes: readonly string[];
  /** Ends everything that was started. What was half done is taken up at the next start. */
  close(): Promise<void>;
}

/**
 * Starts the demo.
 *
 * @throws {DemoError} when it cannot start, saying what to do.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 4_400, streamPort = 4_401, sample = true } = options;
  const dataDir = path.resolve(options.dataDir ?? path.join(PROJECT, 'demo/.data'));
  const started: Started = {};
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= end(started));
  const log: NonNullable<DemoOptions['log']> = (line, level) => {
    // Work that is cut off by the end is no news.
    if (!closing) options.log?.(line, level);
  };

  try {
    // It holds the signing key and the local Stream's API token.
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    started.unlock = await lockFolder(dataDir);
    let handle: (request: Request) => Response | Promise<Response> = () =>
      new Response('Starting the demo…\n', {
        status: 503,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '1', Refresh: '1' },
      });
    started.listener = await serve({ port, fetch: (request) => handle(request) }).catch((error: unknown) => {
      throw explainPort(error, 'PORT', port);
    });
    const url = `http://localhost:${started.listener.port}`;

    const notes: string[] = [];
    const starting = [
      startStream({ ...options, streamPort }, dataDir, (line) => {
        // What it says before it runs is about this machine, and worth showing.
        if (!started.stream) notes.push(line);
        log(line, 'info');
      }).then((stream) => (started.stream = stream)),
      openDatabase({ url: options.databaseUrl, folder: path.join(dataDir, 'server') }).then(
        (database) => (started.database = database),
      ),
      options.pages === undefined ? buildPages() : Promise.resolve(options.pages),
    ] as const;
    // All of them, so that what did start can be ended when something else did not.
    await Promise.allSettled(starting);
    const [stream, database, folder] = await Promise.all(starting);

    const account = await prepareAccount({
      stream,
      keyFile: path.join(dataDir, 'signing-key.json'),
      webhookUrl: `${url}/webhooks/stream`,
    });
    const serverWith = (tokenTtl: string | undefined): ReferenceServer =>
      createServer({
        settings: readSettings({ ...account, ALLOW_EVERYONE: '1', TOKEN_TTL_SECONDS: tokenTtl }),
        query: database.query,
        ...(options.authorize && { authorize: options.authorize }),
        log: (entry) => log(formatLogEntry(entry), entry.level),
      });
    const server = serverWith(options.tokenTtlSeconds?.toString());
    // The same server once more, so that a visitor can watch renewals: nobody can ask the first one for such tokens.
    const shortLived = serverWith('10');
    await server.prepare();
    const pages = folder === false ? undefined : await loadPages(folder, stream.origin);
    handle = (request) => {
      const { pathname, origin } = new URL(request.url);
      const [, uid] = /^\/ten-second-tokens\/(\w+)$/.exec(pathname) ?? [];
      if (uid) return shortLived.fetch(new Request(`${origin}/api/videos/${uid}/token`, request));
      return !pages || /^\/(api|webhooks)\//.test(pathname) ? server.fetch(request) : pages(request);
    };
    started.stopPoll = server.poll.start();

    const isEmpty = (await server.store.list(1)).length === 0;
    const note = sample && isEmpty ? await addSample(url) : undefined;
    if (note !== undefined) notes.push(note);
    return { url, stream, server, dataDir, notes, close };
  } catch (error) {
    await close();
    throw explainFolder(error, dataDir);
  }
}

/** Whatever has to be ended. */
interface Started {
  unlock?: () => void;
  listener?: Listener;
  database?: Database;
  stream?: LocalStream;
  stopPoll?: () => void;
}

async function end({ stopPoll, stream, listener, database, unlock }: Started): Promise<void> {
  stopPoll?.();
  // The local Stream at once: Ctrl-C reaches its ffmpeg as well, which must not look like a video that failed.
  await Promise.all([stream?.close(), listener?.close()]);
  await database?.close();
  unlock?.();
}

async function startStream(
  options: DemoOptions & { readonly streamPort: number },
  dataDir: string,
  log: (line: string) => void,
): Promise<LocalStream> {
  const { streamPort, segmentAccess, segmentSeconds, transcoder } = options;
  try {
    return await createLocalStream({
      port: streamPort,
      dataDir: path.join(dataDir, 'stream'),
      log,
      ...(segmentAccess === undefined ? {} : { segmentAccess }),
      ...(segmentSeconds === undefined ? {} : { segmentSeconds }),
      ...(transcoder === undefined ? {} : { transcoder }),
    });
  } catch (error) {
    throw explainPort(error, 'STREAM_PORT', streamPort);
  }
}
