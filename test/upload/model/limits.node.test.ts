import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHUNK_MULTIPLE_BYTES,
  DEFAULT_CHUNK_BYTES,
  MAX_CHUNK_BYTES,
  MIN_CHUNK_BYTES,
  parseByteCount,
  toChunkBytes,
} from '../../../src/upload/model/limits.js';

describe('toChunkBytes', () => {
  it('returns a size that Stream accepts for every wanted size', () => {
    for (const wish of [1, 5_000_000, 5_242_880, 6_000_000, 52_428_800, 199_999_999, 1e12]) {
      const bytes = toChunkBytes(wish);
      assert.ok(
        bytes >= MIN_CHUNK_BYTES && bytes <= MAX_CHUNK_BYTES && bytes % CHUNK_MULTIPLE_BYTES === 0,
        `${wish} → ${bytes}`,
      );
    }
    assert.equal(toChunkBytes(6_000_000), 5_767_168);
  });

  it('returns the recommended size if no valid size is wanted', () => {
    for (const wish of [null, undefined, NaN, 0, -1, Infinity]) assert.equal(toChunkBytes(wish), DEFAULT_CHUNK_BYTES);
    assert.equal(DEFAULT_CHUNK_BYTES, 52_428_800);
  });
});

describe('parseByteCount', () => {
  it('reads whole numbers that a file size can have, and nothing else', () => {
    assert.equal(parseByteCount('0'), 0);
    assert.equal(parseByteCount('30000000000'), 30_000_000_000);
    for (const value of [null, '', '-1', '1.5', '1e3', '0x10', ' 5', '9'.repeat(16), '9'.repeat(400)]) {
      assert.equal(parseByteCount(value), null, String(value));
    }
  });
});
