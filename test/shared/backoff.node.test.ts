import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backoffDelayMs } from '../../src/shared/backoff.js';

const RETRY = { firstMs: 500, maxMs: 15_000 };

describe('backoffDelayMs', () => {
  it('doubles up to the maximum', () => {
    const longest = [0, 1, 2, 3, 4, 5, 50, 5000].map((attempt) => backoffDelayMs(attempt, RETRY, 1));
    assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it('randomizes half of the delay', () => {
    assert.equal(backoffDelayMs(1, RETRY, 0), 500);
    assert.equal(backoffDelayMs(1, RETRY, 0.5), 750);
    const drawn = backoffDelayMs(1, RETRY);
    assert.ok(drawn >= 500 && drawn < 1000, String(drawn));
  });
});
