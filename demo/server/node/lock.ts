import fs from 'node:fs';
import path from 'node:path';

/** Says that another process works in a folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly folder: string;

  constructor(folder: string) {
    super(`The folder ${folder} is in use by another process.`);
    this.folder = folder;
  }
}

/** Those that start in the same moment are in each other's way for this long. */
const WAIT_MS = 250;

/**
 * Keeps a folder for this process. The lock is the kernel's, on a file that SQLite opens: containers see it as well,
 * whatever their process ids, and it ends with the process, however that ends.
 *
 * @returns what gives the folder back.
 * @throws {FolderInUseError} when somebody, this process included, has it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const { default: Sqlite } = await import('libsql');
  const file = path.join(folder, 'lock.db');
  fs.mkdirSync(folder, { recursive: true });
  createFile(file);
  const lock = new Sqlite(file, { timeout: WAIT_MS });
  try {
    // Nothing is ever written, so there is no need for a journal beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw (error as { readonly code?: unknown }).code === 'SQLITE_BUSY' ? new FolderInUseError(folder) : error;
  }
  return () => {
    // The file stays: another one of the same name would be another lock.
    lock.exec('ROLLBACK');
    lock.close();
  };
}

/** Makes the file, or fails for a reason that the system names; SQLite only says that it cannot. */
function createFile(file: string): void {
  try {
    // Never opens one that is there: closing it again would end the locks that this process has on it.
    fs.writeFileSync(file, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    fs.accessSync(file, fs.constants.R_OK | fs.constants.W_OK);
  }
}
