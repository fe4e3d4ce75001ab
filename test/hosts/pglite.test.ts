// The server's own tests, with the embedded database.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore } from '../../demo/server/videos.js';
import { useHost } from '../demo/server/support/host.js';
import { databaseHost } from '../demo/server/support/node-host.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pglite-host-'));
const database = await openDatabase({ folder });
after(async () => {
  await database.close();
  fs.rmSync(folder, { recursive: true });
});
await createVideoStore(database.query).prepare();
useHost(databaseHost('PGlite', database.query));
await import('../demo/server/support/server-tests.js');
