import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pollDelayMs } from '../../src/core/upload-poll.js';

describe('pollDelayMs', () => {
  it('is quick at first, then every few seconds', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 1000].map((asked) => pollDelayMs(asked, 1)), [1_500, 3_000, 6_000, 8_000, 8_000, 8_000]);
    assert.equal(pollDelayMs(1, 0), 750);
  });
});
