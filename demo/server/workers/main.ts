// The reference server on Cloudflare Workers. README.md says how to deploy it; wrangler.jsonc beside this is the start.
import { formatLogEntry, type LogEntry } from '../log.js';
import { createServer, type ReferenceServer } from '../server.js';
import { SettingsError, readSettings, type Environment } from '../settings.js';
import { createHyperdriveQuery, type Hyperdrive } from './database.js';

/** Variables and secrets, and the database. */
export interface WorkerEnvironment {
  readonly HYPERDRIVE: Hyperdrive;
  readonly [setting: string]: unknown;
}

/** Messages of a queue, as Workers hand them over. */
export interface QueueBatch {
  readonly messages: readonly { readonly body: unknown; ack(): void; retry(): void }[];
}

// One for all requests of an isolate: it holds the imported key, the percentages, the rate limits and the call budget.
let server: ReferenceServer | undefined;
let isPrepared = false;

async function serverFor(env: WorkerEnvironment): Promise<ReferenceServer> {
  server ??= createServer({
    settings: readSettings(env as unknown as Environment),
    query: createHyperdriveQuery(env.HYPERDRIVE),
    log,
    // Called as a method of something else, Workers' fetch refuses.
    fetch: (input, init) => fetch(input, init),
  });
  if (!isPrepared) {
    await server.prepare();
    isPrepared = true;
  }
  return server;
}

/** Workers Logs take each line of JSON apart, so that it can be searched by its members. */
function log(entry: LogEntry): void {
  console[entry.level](formatLogEntry(entry));
}

export default {
  async fetch(request: Request, env: WorkerEnvironment): Promise<Response> {
    try {
      return await (await serverFor(env)).fetch(request, request.headers.get('CF-Connecting-IP') ?? undefined);
    } catch (error) {
      // Its sentence names settings and no value of one. Whatever else it is, only its kind is told.
      // oxlint-disable-next-line no-console
      console.error(
        error instanceof SettingsError ? error.message : `The server cannot start (${(error as Error).name}).`,
      );
      return Response.json(
        { error: { code: 'INTERNAL', message: 'The server cannot start; its log says why.' } },
        { status: 500 },
      );
    }
  },
  async scheduled(_event: unknown, env: WorkerEnvironment): Promise<void> {
    await (await serverFor(env)).poll.run();
  },
  /** Stream's events. A message comes again where its news could not be kept. */
  async queue({ messages }: QueueBatch, env: WorkerEnvironment): Promise<void> {
    const events = await serverFor(env);
    for (const message of messages) {
      await events.takeEvent(message.body).then(
        () => message.ack(),
        () => message.retry(),
      );
    }
  },
};
