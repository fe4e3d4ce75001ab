import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pollDelayMs } from '../../src/shared/poll-delay.js';

describe('pollDelayMs', () => {
  it('polls about once a second at first, then less often', () => {
    const delays = [1, 8, 9, 16, 17, 25, 1_000].map((asked) => pollDelayMs(asked, 1));
    assert.deepEqual(delays, [1_250, 1_250, 2_500, 2_500, 5_000, 10_000, 10_000]);
    assert.equal(pollDelayMs(1, 0), 625);
  });
});
