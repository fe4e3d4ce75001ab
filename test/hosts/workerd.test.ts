// The server's own tests in the Workers runtime. The rows are in this process, except for the last test, which reaches a
// PostgreSQL the way it is reached on Workers: with `pg`, through a Hyperdrive binding.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { openDatabase } from '../../demo/server/node/database.js';
import { createVideoStore } from '../../demo/server/videos.js';
import { useHost } from '../demo/server/support/host.js';
import { startPostgres } from '../demo/server/support/postgres.js';
import { WEBHOOK_SECRET, createTestServer, metadata, tusCreation } from '../demo/server/support/test-server.js';
import { startWorkerd } from '../demo/server/support/workerd-host.js';
import { findWorkerd } from '../harness/tools.mjs';

if (findWorkerd() === undefined) {
  it('the server passes its tests', { skip: 'workerd was not found and could not be installed' }, () => undefined);
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workerd-host-'));
  const postgres = await startPostgres();
  const database = await openDatabase({ url: postgres?.url, folder });
  await createVideoStore(database.query).prepare();
  const host = (await startWorkerd({ name: 'workerd', query: database.query }))!;
  after(async () => {
    await host.close();
    await database.close();
    await postgres?.close();
    fs.rmSync(folder, { recursive: true });
  });
  useHost(host);
  await import('../demo/server/support/server-tests.js');

  describe(
    'the server in workerd, with pg through Hyperdrive',
    { skip: postgres ? false : 'PostgreSQL was not found' },
    () => {
      it('takes a video from the upload to its token, and answers 20 requests at once', async () => {
        const hyperdrive = (await startWorkerd({
          name: 'workerd with Hyperdrive',
          query: database.query,
          postgresUrl: postgres!.url,
        }))!;
        try {
          useHost(hyperdrive);
          const server = createTestServer();
          const created = await server.request(
            '/api/uploads',
            tusCreation({ 'Upload-Metadata': metadata({ name: 'Zoë 🎬' }) }),
          );
          const uid = created.headers.get('stream-media-id')!;
          assert.equal((await server.store.get(uid))?.name, 'Zoë 🎬');
          const statuses = await Promise.all(
            Array.from({ length: 20 }, async () => (await server.request(`/api/videos/${uid}/token`)).status),
          );
          assert.deepEqual(new Set(statuses), new Set([409]));
          const body = JSON.stringify({ uid, readyToStream: true, duration: 2, status: { state: 'ready' } });
          const time = Math.floor(server.clock.now / 1000);
          const sig1 = createHmac('sha256', WEBHOOK_SECRET).update(`${time}.${body}`).digest('hex');
          const answer = await server.request('/webhooks/stream', {
            method: 'POST',
            body,
            headers: { 'Webhook-Signature': `time=${time},sig1=${sig1}` },
          });
          assert.equal(answer.status, 204);
          assert.equal((await server.request(`/api/videos/${uid}/token`)).status, 200);
          await server.poll.run();
          assert.deepEqual(
            (await server.store.list(9)).map(({ status }) => status),
            ['ready'],
          );
        } finally {
          useHost(host);
          await hyperdrive.close();
        }
      });
    },
  );
}
