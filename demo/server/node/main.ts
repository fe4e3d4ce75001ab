// The reference server by itself, on Node: `tsx demo/server/node/main.ts`, with the settings in the environment.
import { formatLogEntry } from '../log.js';
import { createServer } from '../server.js';
import { SettingsError, readSettings, textOf } from '../settings.js';
import { DatabaseError, openDatabase } from './database.js';
import { FolderInUseError } from './lock.js';
import { readNodeSettings } from './node-settings.js';
import { serve } from './serve.js';

const { env } = process;

try {
  const settings = readSettings(env);
  const nodeSettings = readNodeSettings(env);
  const database = await openDatabase({ url: env.DATABASE_URL, folder: textOf(env, 'DATA_DIR') || 'data' });
  const server = createServer({
    settings,
    query: database.query,
    log: (entry) => void process.stdout.write(`${formatLogEntry(entry)}\n`),
  });
  await server.prepare();
  const listener = await serve({
    fetch: (request, client) => server.fetch(request, client),
    ...nodeSettings,
  });
  const stopPoll = server.poll.start();
  process.stdout.write(`The server listens on port ${listener.port}.\n`);

  // A second signal does not end it twice.
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    stopPoll();
    await listener.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void (ending ??= end()));
  process.on('SIGTERM', () => void (ending ??= end()));
} catch (error) {
  const expected =
    error instanceof SettingsError || error instanceof DatabaseError || error instanceof FolderInUseError;
  // Errors of the system speak for themselves: a port in use, a missing host or folder.
  if (!expected && (error as NodeJS.ErrnoException).syscall === undefined) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
