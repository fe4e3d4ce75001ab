// The server's own tests, with the PostgreSQL of this machine.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore, type Query } from '../../demo/server/videos.js';
import { useHost } from '../demo/server/support/host.js';
import { databaseHost } from '../demo/server/support/node-host.js';
import { startPostgres } from '../demo/server/support/postgres.js';
import { describeStore } from '../demo/server/support/store-tests.js';
import { until } from '../journeys/support/until.js';

const postgres = await startPostgres();
if (postgres) {
  const database = await openDatabase({ url: postgres.url, folder: '' });
  after(async () => {
    await database.close();
    await postgres.close();
  });
  // At the same time, like several servers that start together.
  await Promise.all(Array.from({ length: 8 }, () => createVideoStore(database.query).prepare()));
  const name = `PostgreSQL ${postgres.version}`;
  useHost(databaseHost(name, database.query));
  await import('../demo/server/support/server-tests.js');
  describeStore(
    name,
    () => createVideoStore(database.query),
    () => database.query('TRUNCATE videos'),
  );

  describe('assigning a video while the poll adds a row for it', () => {
    for (const isolation of ['read committed', 'repeatable read', 'serializable']) {
      it(`keeps the row of the poll and removes the reservation (${isolation})`, async () => {
        const url = new URL(postgres.url);
        url.searchParams.set('options', `-c default_transaction_isolation=${isolation.replace(' ', '\\ ')}`);
        const server = await openDatabase({ url: url.href, folder: '' });
        const list = new pg.Client({ connectionString: url.href });
        await list.connect();
        try {
          await database.query('TRUNCATE videos');
          const store = createVideoStore(server.query);
          const reservation = await store.reserve('of the request');
          await list.query('BEGIN');
          const listQuery: Query = async (text, params = []) =>
            (await list.query<Record<string, unknown>>(text, [...params])).rows;
          await createVideoStore(listQuery).add('uid', 'of the list');
          const assigned = store.assign(reservation, 'uid');
          const waits = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE videos%'`;
          await until('it waits for the list', async () => (await database.query(waits)).length > 0);
          await list.query('COMMIT');
          await assigned;
          assert.deepEqual(await database.query('SELECT cf_uid, name FROM videos'), [
            { cf_uid: 'uid', name: 'of the list' },
          ]);
        } finally {
          await list.end();
          await server.close();
        }
      });
    }
  });
} else {
  it('the server passes its tests', { skip: 'PostgreSQL was not found and could not be installed' }, () => undefined);
}
