import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIRST_CHUNK_BYTES, nextChunkBytes, smallerChunkBytes } from '../../../src/upload/sending/chunk-size.js';
import { CHUNK_MULTIPLE_BYTES, MAX_CHUNK_BYTES, MIN_CHUNK_BYTES } from '../../../src/upload/model/limits.js';

const MiB = 1_048_576;

/** The sizes that are sent one after another over a link of that speed. */
function sizesOver(bytesPerSecond: number, count: number): number[] {
  const sizes = [FIRST_CHUNK_BYTES];
  while (sizes.length < count) sizes.push(nextChunkBytes(sizes.at(-1)!, (sizes.at(-1)! / bytesPerSecond) * 1000));
  return sizes;
}

describe('nextChunkBytes', () => {
  it('stays small on a poor link, and grows to the largest in two steps on a good one', () => {
    assert.deepEqual(sizesOver(100_000, 4), [5 * MiB, 5 * MiB, 5 * MiB, 5 * MiB]);
    assert.deepEqual(sizesOver(500 * MiB, 4), [5 * MiB, 40 * MiB, 50 * MiB, 50 * MiB]);
  });

  it('takes about eight seconds in between', () => {
    const size = sizesOver(3_000_000, 5).at(-1)!;
    assert.ok(Math.abs(size / 3_000_000 - 8) < 0.2, `${size / 3_000_000} s`);
  });

  it('is always a size that Stream accepts', () => {
    for (const [sent, took] of [
      [1, 0],
      [1, 1e9],
      [MAX_CHUNK_BYTES, 1],
      [7 * MiB + 13, 812],
      [0, 0],
    ] as const) {
      const size = nextChunkBytes(sent, took);
      assert.ok(size >= MIN_CHUNK_BYTES && size <= MAX_CHUNK_BYTES && size % CHUNK_MULTIPLE_BYTES === 0, `${size}`);
    }
  });
});

describe('smallerChunkBytes', () => {
  it('gives up most of the size, down to the smallest', () => {
    assert.equal(smallerChunkBytes(200 * MiB), 50 * MiB);
    assert.equal(smallerChunkBytes(6 * MiB), MIN_CHUNK_BYTES);
  });
});
