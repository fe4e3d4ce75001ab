// Stream's events as a queue hands them to Workers, with PostgreSQL as Hyperdrive provides it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import worker, { type WorkerEnvironment } from '../../demo/server/workers/main.js';
import { ACCOUNT_ID } from '../demo/server/support/fake-stream.js';
import { startPostgres } from '../demo/server/support/postgres.js';
import { ENVIRONMENT } from '../demo/server/support/test-server.js';

const UID = 'b368f55e7013904cc2b5e98bd240b00c';
const postgres = await startPostgres();

/** A message of the queue, which notes whether it was acknowledged or is to be retried. */
function message(body: unknown) {
  const told: string[] = [];
  return { body, told, ack: () => void told.push('ack'), retry: () => void told.push('retry') };
}
const event = (payload: object) => ({
  type: 'cf.stream.video_state.updated',
  payload: { id: UID, readyToStream: true, status: { state: 'ready' }, ...payload },
  metadata: { accountId: ACCOUNT_ID },
});

describe('the queue of Stream’s events', { skip: postgres ? false : 'PostgreSQL was not found' }, () => {
  it('makes videos ready, acknowledges unrelated messages, and retries an event that cannot be stored', async (t) => {
    t.after(() => postgres?.close());
    const env: WorkerEnvironment = { ...ENVIRONMENT, HYPERDRIVE: { connectionString: postgres!.url } };
    const ask = async () => {
      const answer = await worker.fetch(new Request(`https://site.test/api/videos`), env);
      return ((await answer.json()) as { videos: { status: string; publicDetails?: object }[] }).videos;
    };
    assert.deepEqual(await ask(), []);
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: postgres!.url });
    await client.connect();
    await client.query('INSERT INTO videos (id, cf_uid, name, created_at) VALUES (gen_random_uuid(), $1, $2, now())', [
      UID,
      'Film',
    ]);
    const batch = [event({ publicDetails: { title: 'Clock' } }), { type: 'cf.r2.bucket.created' }, null].map(message);
    await worker.queue({ messages: batch }, env);
    assert.deepEqual(
      batch.map(({ told }) => told),
      [['ack'], ['ack'], ['ack']],
    );
    assert.deepEqual(
      (await ask()).map(({ status, publicDetails }) => [status, publicDetails]),
      [['ready', { title: 'Clock' }]],
    );
    await client.query('ALTER TABLE videos RENAME TO away');
    const lost = message(event({ publicDetails: { title: 'Other' } }));
    await worker.queue({ messages: [lost] }, env);
    assert.deepEqual(lost.told, ['retry']);
    await client.query('ALTER TABLE away RENAME TO videos');
    await client.end();
  });
});
