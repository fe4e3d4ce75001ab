import path from 'node:path';
import type { Statement } from 'libsql';
import { QUERY_LIMIT_MS } from '../limit-query.js';
import type { Query } from '../videos.js';
import { FolderInUseError, lockFolder } from './lock.js';

/** An open database. */
export interface Database {
  readonly query: Query;
  /** Waits for running statements and lets go of the folder or the connections. */
  close(): Promise<void>;
}

/** Where the rows are kept: a PostgreSQL by its URL, or SQLite, inside this process, in a folder. */
export interface DatabaseOptions {
  readonly url?: string | undefined;
  readonly folder: string;
}

/** Says that the database cannot be used. Never holds the URL, which has a password in it. */
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

/** Prepared statements that are kept. The server has about ten; only lists of uids make more. */
const MAX_STATEMENTS = 100;

async function openSqlite(folder: string): Promise<Database> {
  let unlock: (() => void) | undefined;
  let opened: { close(): void } | undefined;
  try {
    // Each of the two databases is only loaded where it is used.
    const { default: Sqlite } = await import('libsql');
    unlock = await lockFolder(folder);
    const db = new Sqlite(path.join(folder, 'videos.db'));
    opened = db;
    // FULL: what was answered to somebody outlasts a power cut.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const statements = new Map<string, Statement>();
    const prepare = (text: string): Statement => {
      const known = statements.get(text);
      if (known) return known;
      // `$1` is a name to SQLite, numbered by where it stands first.
      const statement = db.prepare(text.replace(/\$(?=\d)/g, '?'));
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(text, statement);
      return statement;
    };
    return {
      // oxlint-disable-next-line typescript/require-await -- it answers at once, and its errors are rejections
      query: async (text, params = []) => prepare(text).all(...params) as Record<string, unknown>[],
      // oxlint-disable-next-line typescript/require-await
      async close() {
        statements.clear();
        db.close();
        unlock?.();
      },
    };
  } catch (cause) {
    // Before the folder is given back: whoever takes it must find nobody in it.
    opened?.close();
    unlock?.();
    // The system says itself what it refuses.
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
  // A connection whose statement takes longer is dropped: nobody waits for it any more.
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: QUERY_LIMIT_MS });
  // Idle connections end when PostgreSQL is started again; the pool makes new ones, and this must not end the process.
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
