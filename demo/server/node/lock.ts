import fs from 'node:fs';
import path from 'node:path';

/** Error if another process uses a folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly folder: string;

  constructor(folder: string) {
    super(`The folder ${folder} is in use by another process.`);
    this.folder = folder;
  }
}

/** Longest wait for the lock, for processes that start at the same time. */
const WAIT_MS = 250;

/**
 * Locks a folder for this process. The kernel's lock on a file opened by SQLite also works across containers, whatever
 * their process ids, and ends with the process.
 *
 * @returns A function that unlocks the folder.
 * @throws {FolderInUseError} If it is locked, even by this process.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const { default: Sqlite } = await import('libsql');
  const file = path.join(folder, 'lock.db');
  fs.mkdirSync(folder, { recursive: true });
  createFile(file);
  const lock = new Sqlite(file, { timeout: WAIT_MS });
  try {
    // Nothing is written, so no journal file is needed.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw (error as { readonly code?: unknown }).code === 'SQLITE_BUSY' ? new FolderInUseError(folder) : error;
  }
  return () => {
    // The file is kept: a new one with the same name would be another lock.
    lock.exec('ROLLBACK');
    lock.close();
  };
}

/** Creates the file, or fails with the system's error; SQLite's own has no reason. */
function createFile(file: string): void {
  try {
    // Never opens an existing file: closing it would release this process's locks on it.
    fs.writeFileSync(file, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    fs.accessSync(file, fs.constants.R_OK | fs.constants.W_OK);
  }
}
