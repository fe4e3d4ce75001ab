import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openDatabase, type Database } from '../../../demo/server/node/database.js';
import { FolderInUseError } from '../../../demo/server/node/lock.js';
import { createVideoStore, type VideoStore } from '../../../demo/server/videos.js';
import { createMemoryStore } from './support/memory-store.js';
import { describeStore } from './support/store-tests.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'videos-test-'));
let database: Database;
const stores: Record<string, () => VideoStore> = {
  PGlite: () => createVideoStore(database.query),
  'the tests’ Map': () => memory,
};
const memory = createMemoryStore();

before(async () => {
  database = await openDatabase({ folder });
  await createVideoStore(database.query).prepare();
});
after(async () => {
  await database.close();
  fs.rmSync(folder, { recursive: true });
});

for (const [name, storeOf] of Object.entries(stores)) describeStore(name, storeOf);

describe('the folder of PGlite', () => {
  it('is refused to a second opener', async () => {
    await assert.rejects(openDatabase({ folder }), FolderInUseError);
  });

  it('keeps the rows, and makes the table only once', async () => {
    const rows = await createVideoStore(database.query).list(9);
    await database.close();
    database = await openDatabase({ folder });
    const store = createVideoStore(database.query);
    await store.prepare();
    assert.equal(rows.length, 4);
    assert.deepEqual(await store.list(9), rows);
  });
});
