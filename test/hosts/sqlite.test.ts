// The server's own tests, with the embedded database.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { DatabaseError, openDatabase } from '../../demo/server/node/database.js';
import { FolderInUseError } from '../../demo/server/node/lock.js';
import { SCHEMA, createVideoStore } from '../../demo/server/videos.js';
import { useHost } from '../demo/server/support/host.js';
import { databaseHost } from '../demo/server/support/node-host.js';
import { describeStore } from '../demo/server/support/store-tests.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-host-'));
let database = await openDatabase({ folder });
after(async () => {
  await database.close();
  fs.rmSync(folder, { recursive: true });
});
await createVideoStore(database.query).prepare();
useHost(databaseHost('SQLite', (text, params) => database.query(text, params)));
await import('../demo/server/support/server-tests.js');
describeStore(
  'SQLite',
  () => createVideoStore(database.query),
  () => database.query('DELETE FROM videos'),
);

describe('the database folder of SQLite', () => {
  it('is refused to a second server while the first has it open', async () => {
    await assert.rejects(openDatabase({ folder }), FolderInUseError);
  });

  it('keeps its rows when it is closed and opened again', async () => {
    const rows = await createVideoStore(database.query).list(9);
    await database.close();
    database = await openDatabase({ folder });
    const store = createVideoStore(database.query);
    await store.prepare();
    assert.equal(rows.length, 5);
    assert.deepEqual(await store.list(9), rows);
  });

  it('gets the columns that an older table lacks, and keeps its rows', async () => {
    const old = await openDatabase({ folder: fs.mkdtempSync(path.join(folder, 'old-')) });
    const first = SCHEMA[0]!.replace(/,\s*creator TEXT,\s*kind TEXT/, '');
    assert.ok(!first.includes('creator'));
    await old.query(first);
    await old.query(
      `INSERT INTO videos (id, cf_uid, name, created_at) VALUES ('1', '${'a'.repeat(32)}', 'old', '2026-01-02')`,
    );
    const store = createVideoStore(old.query);
    await store.prepare();
    await store.prepare();
    assert.equal((await store.get('a'.repeat(32)))?.name, 'old');
    await store.add('a'.repeat(32), 'again', undefined, { creator: 'zoë' });
    assert.equal(await store.ownerOf('a'.repeat(32)), 'zoë');
    await old.close();
  });

  it('is cleared of reservations an hour old, such as those of a server that was killed', async () => {
    const count = async (): Promise<unknown> => (await database.query('SELECT count(*) AS rows FROM videos'))[0]?.rows;
    await createVideoStore(database.query, () => Date.now() - 3_700_000).reserve('old');
    await createVideoStore(database.query).reserve('under way');
    assert.equal(await count(), 7);
    await createVideoStore(database.query).prepare();
    assert.equal(await count(), 6);
  });

  it('cannot be opened with a file that is not a database, and no file of it stays open', async () => {
    const broken = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-broken-'));
    for (const file of ['videos.db', 'lock.db'].map((name) => path.join(broken, name))) {
      const cases = [() => fs.writeFileSync(file, 'no database'.repeat(999)), () => fs.mkdirSync(file)];
      for (const spoil of cases) {
        fs.rmSync(file, { recursive: true, force: true });
        spoil();
        for (let time = 0; time < 2; time++) {
          await assert.rejects(
            openDatabase({ folder: broken }),
            ({ name, message }: Error) => name === DatabaseError.name && message.includes(broken),
          );
        }
        assert.deepEqual(openFiles(broken), []);
      }
      fs.rmSync(file, { recursive: true, force: true });
    }
    await (await openDatabase({ folder: broken })).close();
    assert.deepEqual(openFiles(broken), []);
    fs.rmSync(broken, { recursive: true });
  });
});

/** Files below a folder that this process has open, on systems that list them. */
function openFiles(below: string): string[] {
  if (!fs.existsSync('/proc/self/fd')) return [];
  return fs.readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = fs.readlinkSync(`/proc/self/fd/${fd}`);
      return file.startsWith(below) ? [file] : [];
    } catch {
      // The descriptor that reads the list itself.
      return [];
    }
  });
}
