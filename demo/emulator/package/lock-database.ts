// Stands in for libsql in the package, which needs the lock of a file and no database: what installs it shall not have to
// fetch a binary for that. Newer Nodes have SQLite themselves; older ones leave the process id in a file.
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

/** Finds the SQLite of Node, whose warning says nothing to whoever starts a local Stream. */
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

/** Files that this process holds: one that names it without being here is left from another process of its number. */
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
    // One that did not get the lock has nothing to give back.
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
