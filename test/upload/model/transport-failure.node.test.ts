import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';

describe('TransportFailure', () => {
  it('reads a Retry-After date relative to the server’s clock, and is null without one', () => {
    const failure = new TransportFailure(
      'status',
      503,
      'Wed, 21 Oct 2015 07:28:30 GMT',
      'Wed, 21 Oct 2015 07:28:00 GMT',
    );
    assert.equal(failure.retryAfterMs, 30_000);
    assert.equal(new TransportFailure('status', 503).retryAfterMs, null);
  });
});
