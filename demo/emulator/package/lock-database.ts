// Stands in for libsql in the package, which needs only a file lock and no database: installing it must not download a
// binary. Newer versions of Node have SQLite; older ones store the process id in a file.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

interface Database {
  exec(sql: string): void;
  close(): void;
}
type DatabaseSync = new (file: string, options: { readonly timeout: number }) => Database;

const SQLITE_BUSY = 5;

/** As much of libsql's class as a lock needs. */
export default class LockDatabase implements Database {
  readonly #inner: Database;

  constructor(file: string, options: { readonly timeout: number }) {
    const Sqlite = findSqlite();
    this.#inner = Sqlite ? new Sqlite(file, options) : new PidFile(`${file}.pid`);
  }

  exec(sql: string): void {
    try {
      this.#inner.exec(sql);
    } catch (error) {
      if ((error as { readonly errcode?: unknown }).errcode !== SQLITE_BUSY) throw error;
      throw Object.assign(new Error('The database is locked.'), { code: 'SQLITE_BUSY' });
    }
  }

  close(): void {
    this.#inner.close();
  }
}

/** Loads Node's SQLite without its warning, which means nothing to users of a local Stream. */
function findSqlite(): DatabaseSync | undefined {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    const { getBuiltinModule } = process as { getBuiltinModule?: (name: string) => unknown };
    return (getBuiltinModule?.call(process, 'node:sqlite') as { readonly DatabaseSync: DatabaseSync } | undefined)
      ?.DatabaseSync;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Files locked by this process: a file with its process id that is missing here is from an earlier process. */
const held = new Set<string>();

/** A lock that names its process, and holds for as long as that runs. */
class PidFile implements Database {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  exec(sql: string): void {
    if (sql === 'ROLLBACK') {
      this.#release();
      return;
    }
    if (existsSync(this.#file) && !this.#isHeld()) rmSync(this.#file);
    try {
      writeFileSync(this.#file, String(process.pid), { flag: 'wx' });
      held.add(this.#file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw Object.assign(new Error('The folder is in use.'), { errcode: SQLITE_BUSY });
    }
  }

  close(): void {
    // Without the lock, there is nothing to release.
  }

  #release(): void {
    if (held.delete(this.#file)) rmSync(this.#file, { force: true });
  }

  #isHeld(): boolean {
    const pid = Number(readFileSync(this.#file, 'utf8'));
    return pid === process.pid ? held.has(this.#file) : isRunning(pid);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
