import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVideoStore } from '../../../demo/server/videos.js';
import { createMemoryStore } from './support/memory-store.js';
import { describeStore } from './support/store-tests.js';

// The stores over databases are tested in test/hosts.
const store = createMemoryStore();
describeStore('the tests’ Map', () => store);

describe('assigning a video while another statement writes a row for it', () => {
  const assign = async (codes: readonly string[]): Promise<readonly string[]> => {
    const [left, ran] = [[...codes], [] as string[]];
    const failing = createVideoStore((text) => {
      ran.push(text.split(' ')[0] ?? '');
      const code = left.shift();
      return code === undefined ? Promise.resolve([]) : Promise.reject(Object.assign(new Error('no'), { code }));
    });
    await failing.assign('a', 'b');
    return ran;
  };

  for (const code of ['23505', '40001']) {
    it(`is retried once after the error ${code}`, async () => {
      assert.deepEqual(await assign([code]), ['UPDATE', 'UPDATE', 'DELETE']);
      await assert.rejects(assign([code, code]), { code });
    });
  }

  it('is not retried after any other error', async () => {
    for (const code of ['23514', '57014', 'ECONNRESET', '']) await assert.rejects(assign([code]), { code });
  });
});
