import path from 'node:path';
import { QUERY_LIMIT_MS } from '../limit-query.js';
import type { Query } from '../videos.js';
import { lockFolder } from './lock.js';

/** An open database. */
export interface Database {
  readonly query: Query;
  /** Waits for running statements and lets go of the folder or the connections. */
  close(): Promise<void>;
}

/** Where the rows are kept: a PostgreSQL by its URL, or PGlite (PostgreSQL inside this process) in a folder. */
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
 * @throws {FolderInUseError} when another process has PGlite's folder open, which would destroy it.
 */
export function openDatabase({ url, folder }: DatabaseOptions): Promise<Database> {
  return url === undefined || url === '' ? openPglite(folder) : openPostgres(url);
}

async function openPglite(folder: string): Promise<Database> {
  // Each of the two is only loaded where it is used.
  const { PGlite } = await import('@electric-sql/pglite');
  const unlock = lockFolder(folder);
  try {
    const db = await PGlite.create(path.join(folder, 'pglite'));
    return {
      query: async (text, params = []) => (await db.query<Record<string, unknown>>(text, [...params])).rows,
      async close() {
        await db.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    throw new DatabaseError(`The database in ${folder} cannot be opened.`, { cause });
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
