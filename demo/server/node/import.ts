// `npm run import-library`: gives a row to every video and live input of the account. README.md says when that is of use.
import { ApiError } from '../errors.js';
import { importLibrary, type ImportCounts } from '../import-library.js';
import { SettingsError, readStreamSettings, textOf } from '../settings.js';
import { createStreamApi } from '../stream-api.js';
import { createVideoStore } from '../videos.js';
import { DatabaseError, openDatabase } from './database.js';
import { FolderInUseError } from './lock.js';

const { env } = process;
const describe = ({ videos, liveInputs, added }: ImportCounts): string =>
  `${videos} videos and ${liveInputs} live inputs, ${added} of them new here`;

try {
  const stream = createStreamApi(readStreamSettings(env));
  const database = await openDatabase({ url: env.DATABASE_URL, folder: textOf(env, 'DATA_DIR') || 'data' });
  try {
    const store = createVideoStore(database.query);
    await store.prepare();
    const onPage = (counts: ImportCounts): void => void process.stderr.write(`… ${describe(counts)}\n`);
    process.stdout.write(`The account has ${describe(await importLibrary({ store, stream, onPage }))}.\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  const expected = [SettingsError, DatabaseError, FolderInUseError, ApiError].some((kind) => error instanceof kind);
  if (!expected && (error as NodeJS.ErrnoException).syscall === undefined) throw error;
  process.stderr.write(`import-library: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
