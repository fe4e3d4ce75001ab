import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextRecovery } from '../../../src/player/model/recovery-policy.js';
import type { StreamErrorCode } from '../../../src/shared/errors.js';

const LATEST = 0.999_999;
const waitMs = (code: StreamErrorCode, attempt: number, random: number): number => {
  const step = nextRecovery(code, attempt, random);
  if (step.kind !== 'wait') throw new assert.AssertionError({ message: `It is to ${step.kind}, not to wait.` });
  return Math.round(step.afterMs);
};

describe('nextRecovery', () => {
  it('waits after a network failure, twice as long each time up to 15 seconds', () => {
    const longest = [0, 1, 2, 3, 4, 5, 100].map((attempt) => waitMs('NETWORK', attempt, LATEST));
    assert.deepEqual(longest, [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it('spreads these waits over half of their length, so that viewers do not retry in step', () => {
    assert.equal(waitMs('NETWORK', 2, 0), 2000);
    assert.equal(waitMs('NETWORK', 2, 0.5), 3000);
  });

  for (const code of ['VIDEO_PROCESSING', 'LIVE_NOT_STARTED', 'LIVE_WEBRTC_ONLY'] as const) {
    it(`retries without limit after ${code}, soon at first and later every ten seconds`, () => {
      assert.ok(waitMs(code, 0, 0) < 1000, 'soon at first');
      assert.equal(waitMs(code, 1000, LATEST), 10_000);
    });
  }

  it('retries six times for a video that Stream does not know, then stops', () => {
    for (let attempt = 0; attempt < 6; attempt += 1) assert.ok(waitMs('VIDEO_NOT_FOUND', attempt, 0) > 0);
    assert.deepEqual(nextRecovery('VIDEO_NOT_FOUND', 6), { kind: 'stop' });
  });

  it('restarts the engine once after a decoder error, half a second further on, then stops', () => {
    assert.deepEqual(nextRecovery('MEDIA_DECODE', 0), { kind: 'restart', afterMs: 0, skipSeconds: 0.5 });
    assert.deepEqual(nextRecovery('MEDIA_DECODE', 1), { kind: 'stop' });
  });

  for (const code of ['VIDEO_FAILED', 'TOKEN_REJECTED', 'ORIGIN_NOT_ALLOWED', 'ENGINE_UNSUPPORTED'] as const) {
    it(`does not retry after ${code}`, () => assert.deepEqual(nextRecovery(code, 0), { kind: 'stop' }));
  }
});
