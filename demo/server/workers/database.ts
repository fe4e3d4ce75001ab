import pg from 'pg';
import type { Query } from '../videos.js';

/** The part of a Hyperdrive binding that is used. */
export interface Hyperdrive {
  readonly connectionString: string;
}

/**
 * PostgreSQL from Workers. A connection cannot outlive the request that opened it there, so each statement has its own;
 * Hyperdrive keeps the real ones, and this one only goes as far as Hyperdrive.
 *
 * @see https://developers.cloudflare.com/hyperdrive/examples/connect-to-postgres/
 */
export function createHyperdriveQuery({ connectionString }: Hyperdrive): Query {
  return async (text, params = []) => {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
    // A connection that breaks later is reported to the statement as well; unheard, this would end the isolate.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, [...params])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}
