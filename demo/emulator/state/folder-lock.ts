import { accessSync, constants, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';

/** Those that start in the same moment are in each other's way for this long. */
const WAIT_MS = 250;

/**
 * Locks a folder for this process: two writers would destroy each other's data. The kernel's lock is on a file opened
 * by SQLite, as Node itself has no locks. It also works across containers, whatever their process ids, and ends with
 * the process.
 *
 * @returns what gives the folder back.
 * @throws {Error} with `code` `ERR_FOLDER_IN_USE` when somebody, this process included, has it.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock.db');
  createFile(file);
  const lock = new Sqlite(file, { timeout: WAIT_MS });
  try {
    // Nothing is ever written, so there is no need for a journal beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as NodeJS.ErrnoException).code !== 'SQLITE_BUSY') throw error;
    throw Object.assign(new Error(`The folder ${folder} is in use by another process.`), {
      code: 'ERR_FOLDER_IN_USE',
    });
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
    // Never opens an existing file: closing it would release this process's locks on it.
    writeFileSync(file, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    accessSync(file, constants.R_OK | constants.W_OK);
  }
}
