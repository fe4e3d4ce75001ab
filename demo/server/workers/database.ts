import pg from 'pg';
import type { Query } from '../videos.js';

/** Parts of a Hyperdrive binding that are used. */
export interface Hyperdrive {
  readonly connectionString: string;
}

/**
 * Creates queries to PostgreSQL from Workers. A connection cannot outlive its request there, so each statement opens
 * one; it only reaches to Hyperdrive, which keeps the real connections.
 *
 * @see https://developers.cloudflare.com/hyperdrive/examples/connect-to-postgres/
 */
export function createHyperdriveQuery({ connectionString }: Hyperdrive): Query {
  return async (text, params = []) => {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
    // A broken connection is also reported to the statement; unhandled, this event would end the isolate.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, [...params])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}
