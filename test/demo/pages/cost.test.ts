import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calculate, type Usage } from '../../../demo/pages/cost.js';

const USAGE: Usage = { stored: 1_000, watched: 20_000, fetchedPerWatched: 1.1, storePrice: 5, deliverPrice: 1 };

describe('the cost calculator', () => {
  it('adds the prices of stored and delivered minutes', () => {
    const { stored, delivered, total } = calculate(USAGE);
    assert.deepEqual([stored, Math.round(delivered), Math.round(total)], [5, 22, 27]);
  });

  it('charges storage by each thousand minutes begun, and delivery by the minute', () => {
    assert.deepEqual(
      [0, 1, 1_000, 1_001].map((stored) => calculate({ ...USAGE, stored }).stored),
      [0, 5, 5, 10],
    );
    assert.equal(calculate({ ...USAGE, watched: 60, fetchedPerWatched: 1 }).delivered, 0.06);
  });

  it('counts negative and missing numbers as zero', () => {
    const { total } = calculate({ ...USAGE, stored: -5_000, watched: Number.NaN });
    assert.equal(total, 0);
  });
});
