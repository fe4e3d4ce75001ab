// The reference server by itself, on Node: `tsx demo/server/node/main.ts`, with the settings in the environment.
import { formatLogEntry } from '../log.js';
import { createServer } from '../server.js';
import { SettingsError, readSettings } from '../settings.js';
import { DatabaseError, openDatabase } from './database.js';
import { FolderInUseError } from './lock.js';
import { serve } from './serve.js';

const { env } = process;

try {
  const settings = readSettings(env);
  const proxies = Number(env.TRUSTED_PROXIES ?? 0);
  if (!Number.isInteger(proxies) || proxies < 0) throw new SettingsError('TRUSTED_PROXIES must be a whole number.');
  const database = await openDatabase({ url: env.DATABASE_URL, folder: env.DATA_DIR ?? 'data' });
  const server = createServer({
    settings,
    query: database.query,
    log: (entry) => void process.stdout.write(`${formatLogEntry(entry)}\n`),
  });
  await server.prepare();
  const listener = await serve({
    fetch: (request, client) => server.fetch(request, client),
    proxies,
    port: Number(env.PORT ?? 3000),
    host: env.HOST ?? '127.0.0.1',
  });
  const stopPoll = server.poll.start();
  process.stdout.write(`The server listens on port ${listener.port}.\n`);

  // Asked twice, it still ends once.
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
  if (!expected && (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
