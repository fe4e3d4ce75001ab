import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startStream } from '../demo/emulator/support/running-stream.js';
import { chromiumSkipReason } from './support/browsers.js';
import { openUppy } from './support/uppy-page.js';

const MIB = 1_048_576;

describe("Uppy's tus plugin", { skip: await chromiumSkipReason() }, () => {
  it('uploads a file in chunks to the local Stream intact despite a reset connection and a 503', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'uppy-'));
    t.after(() => rm(folder, { recursive: true }));
    const bytes = randomBytes(24 * MIB + 5);
    const file = join(folder, 'film.mp4');
    await writeFile(file, bytes);
    const stream = await startStream(t);
    const uppy = await openUppy((headers) => stream.api('?direct_user=true', { method: 'POST', headers }));
    t.after(() => uppy.close());
    await stream.sim('POST', 'faults', {
      method: 'PATCH',
      path: '^/tus/',
      skip: 1,
      times: 1,
      resetRequestAfter: 2 * MIB,
    });
    await stream.sim('POST', 'faults', { method: 'PATCH', path: '^/tus/', skip: 1, times: 1, status: 503 });

    const url = await uppy.send(file, 8 * MIB);

    const uid = /\/tus\/([0-9a-f]{32})\./.exec(url)?.[1] ?? '';
    const { meta, size } = await stream.video(uid);
    assert.deepEqual([meta.name, size], ['film.mp4', bytes.length]);
    const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    assert.equal(hash(await readFile(join(stream.dataDir, 'videos', uid, 'original'))), hash(bytes));
    const { faults } = (await stream.sim('GET', 'faults')) as { faults: { hits: number }[] };
    assert.deepEqual(
      faults.map((fault) => fault.hits),
      [1, 1],
    );
  });
});
