import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHttpDate, parseRetryAfter } from '../../src/shared/retry-after.js';

describe('parseRetryAfter', () => {
  const now = Date.UTC(2026, 0, 1);

  it('reads seconds and dates', () => {
    assert.equal(parseRetryAfter('0', now), 0);
    assert.equal(parseRetryAfter(' 120 ', now), 120_000);
    assert.equal(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now), 30_000);
    assert.equal(parseRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now), 0);
  });

  it('ignores anything else', () => {
    for (const value of [null, undefined, '', '-5', '1.5', 'soon', '2026-01-01', 'Thu, soon']) {
      assert.equal(parseRetryAfter(value, now), null, String(value));
    }
  });
});

describe('parseHttpDate', () => {
  it('reads HTTP dates, and no other text', () => {
    assert.equal(parseHttpDate('Thu, 01 Jan 1970 00:00:01 GMT'), 1_000);
    assert.equal(parseHttpDate('Thursday, 01-Jan-70 00:00:01 GMT'), 1_000);
    for (const value of [null, '', '5', '2026-01-01', 'upload 7', 'Thu, soon', `Thu, ${'1'.repeat(10_000_000)}`]) {
      assert.equal(parseHttpDate(value), null, value?.slice(0, 20));
    }
  });
});
