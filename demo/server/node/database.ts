import path from 'node:path';
import type { Statement } from 'libsql';
import { QUERY_LIMIT_MS } from '../limit-query.js';
import type { Query } from '../videos.js';
import { FolderInUseError, lockFolder } from './lock.js';

/** An open database. */
export interface Database {
  readonly query: Query;
  /** Waits for running statements, and releases the folder or connections. */
  close(): Promise<void>;
}

/** Where rows are stored: PostgreSQL by its URL, or SQLite in a folder, within this process. */
export interface DatabaseOptions {
  readonly url?: string | undefined;
  readonly folder: string;
}

/** Error of an unusable database. Never contains the URL, which has a password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/**
 * Opens the database.
 *
 * @throws {DatabaseError} when PostgreSQL does not answer, or the folder holds no database that can be read.
 * @throws {FolderInUseError} when another process has the folder.
 */
export function openDatabase({ url, folder }: DatabaseOptions): Promise<Database> {
  return url === undefined || url === '' ? openSqlite(folder) : openPostgres(url);
}

/** Most cached prepared statements. The server has about ten; only lists of uids need more. */
const MAX_STATEMENTS = 100;

async function openSqlite(folder: string): Promise<Database> {
  let unlock: (() => void) | undefined;
  let opened: { close(): void } | undefined;
  try {
    // Each database driver is loaded only if used.
    const { default: Sqlite } = await import('libsql');
    unlock = await lockFolder(folder);
    const db = new Sqlite(path.join(folder, 'videos.db'));
    opened = db;
    // FULL: what was confirmed to somebody survives a power failure.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const statements = new Map<string, Statement>();
    const prepare = (text: string): Statement => {
      const known = statements.get(text);
      if (known) return known;
      // SQLite treats `$1` as a name, numbered by its first occurrence.
      const statement = db.prepare(text.replace(/\$(?=\d)/g, '?'));
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(text, statement);
      return statement;
    };
    return {
      // oxlint-disable-next-line typescript/require-await -- it returns at once, and its errors are rejections
      query: async (text, params = []) => prepare(text).all(...params) as Record<string, unknown>[],
      // oxlint-disable-next-line typescript/require-await
      async close() {
        statements.clear();
        db.close();
        unlock?.();
      },
    };
  } catch (cause) {
    // Closed before the folder is unlocked: the next owner must not find it open.
    opened?.close();
    unlock?.();
    // Errors of the system speak for themselves.
    if (cause instanceof FolderInUseError || (cause as NodeJS.ErrnoException).syscall !== undefined) throw cause;
    const { code } = cause as { code?: unknown };
    throw new DatabaseError(
      `The database in ${folder} cannot be opened${typeof code === 'string' ? ` (${code})` : ''}.`,
      { cause },
    );
  }
}

async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  // A connection with a slower statement is dropped: nobody waits for it any more.
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: QUERY_LIMIT_MS });
  // Idle connections end when PostgreSQL restarts; the pool creates new ones, and this must not end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    const { code } = error as { code?: unknown };
    throw new DatabaseError(
      `The database at DATABASE_URL cannot be used${typeof code === 'string' ? ` (${code})` : ''}.`,
    );
  }
  return {
    query: async (text, params = []) => (await pool.query<Record<string, unknown>>(text, [...params])).rows,
    close: () => pool.end(),
  };
}
