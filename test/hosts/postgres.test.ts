// The server's own tests, with the PostgreSQL of this machine.
import { after, it } from 'node:test';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore } from '../../demo/server/videos.js';
import { useHost } from '../demo/server/support/host.js';
import { databaseHost } from '../demo/server/support/node-host.js';
import { startPostgres } from '../demo/server/support/postgres.js';
import { describeStore } from '../demo/server/support/store-tests.js';

const postgres = await startPostgres();
if (postgres) {
  const database = await openDatabase({ url: postgres.url, folder: '' });
  after(async () => {
    await database.close();
    await postgres.close();
  });
  // All at once, as several servers would that start together.
  await Promise.all(Array.from({ length: 8 }, () => createVideoStore(database.query).prepare()));
  const name = `PostgreSQL ${postgres.version}`;
  useHost(databaseHost(name, database.query));
  await import('../demo/server/support/server-tests.js');
  describeStore(
    name,
    () => createVideoStore(database.query),
    () => database.query('TRUNCATE videos'),
  );
} else {
  it('passes the server’s tests', { skip: 'PostgreSQL was not found and could not be installed' }, () => undefined);
}
