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

/** Batch of queue messages on Workers. */
export interface QueueBatch {
  readonly messages: readonly { readonly body: unknown; ack(): void; retry(): void }[];
}

// Shared by all requests of an isolate: holds the imported key, cached progress, rate limits and the call budget.
let server: ReferenceServer | undefined;
let isPrepared = false;

async function serverFor(env: WorkerEnvironment): Promise<ReferenceServer> {
  server ??= createServer({
    settings: readSettings(env as unknown as Environment),
    query: createHyperdriveQuery(env.HYPERDRIVE),
    log,
    // Workers' fetch throws when called as a method of another object.
    fetch: (input, init) => fetch(input, init),
  });
  if (!isPrepared) {
    await server.prepare();
    isPrepared = true;
  }
  return server;
}

/** Logs JSON: Workers Logs index its members for search. */
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
  /** Handles Stream's events. A message is retried if it could not be stored. */
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
