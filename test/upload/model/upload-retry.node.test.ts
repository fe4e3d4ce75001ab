import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decideRetry,
  isTemporaryStatus,
  parseRetryAfter,
  retryDelayMs,
  TransportFailure,
} from '../../../src/upload/model/upload-retry.js';

describe('decideRetry', () => {
  it('tries again after what may pass', () => {
    assert.equal(decideRetry(new TransportFailure('network')), 'retry');
    for (const status of [408, 409, 423, 425, 429, 460, 500, 502, 503, 504, 520]) {
      assert.equal(decideRetry(new TransportFailure('status', status)), 'retry', `${status}`);
      assert.equal(isTemporaryStatus(status), true);
    }
  });

  it('asks for another upload URL when this one is no more, or is another upload’s', () => {
    for (const status of [404, 410]) assert.equal(decideRetry(new TransportFailure('status', status)), 'renew');
    assert.equal(decideRetry(new TransportFailure('mismatch')), 'renew');
  });

  it('gives up when the server refuses, and when the file is no longer the same', () => {
    for (const status of [400, 401, 403, 412, 413, 415]) {
      assert.equal(decideRetry(new TransportFailure('status', status)), 'reject', `${status}`);
    }
    assert.equal(decideRetry(new TransportFailure('file')), 'file-changed');
  });
});

describe('retryDelayMs', () => {
  it('grows from a second to half a minute, with jitter', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 99].map((attempt) => retryDelayMs(attempt, null, 1)),
      [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000],
    );
    assert.equal(retryDelayMs(1, null, 0), 500);
  });

  it('does not hurry because a server asks for nothing', () => {
    assert.equal(retryDelayMs(5, 0, 0.999) >= retryDelayMs(5, null, 0.999), true);
  });

  it('goes by the clock of the server, where it says what time it has', () => {
    const failure = new TransportFailure(
      'status',
      503,
      'Wed, 21 Oct 2015 07:28:30 GMT',
      'Wed, 21 Oct 2015 07:28:00 GMT',
    );
    assert.equal(failure.retryAfterMs, 30_000);
    assert.equal(new TransportFailure('status', 503).retryAfterMs, null);
  });

  it('waits as long as the server asks, within reason', () => {
    assert.equal(retryDelayMs(1, 7_000, 0), 7_000);
    assert.equal(retryDelayMs(1, 7_000, 0.5), 7_500);
    assert.equal(retryDelayMs(1, 86_400_000, 0), 600_000);
  });
});

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
