import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import { checkMediaFacts, parseResolution } from '../../../src/upload/file/media-facts.js';

describe('parseResolution', () => {
  it('reads a width and a height in either order, and nothing else', () => {
    for (const text of ['1280x720', '720x1280', ' 1280 X 720 ', '1280×720', '1280*720'])
      assert.deepEqual(parseResolution(text), [1280, 720], text);
    for (const text of ['', '720p', '1280', '0x720', '1280x0', '-1x2', '1e3x720', '123456x720', '1280x720x2', 'axb'])
      assert.equal(parseResolution(text), null, text);
  });
});

describe('checkMediaFacts', () => {
  const facts = { seconds: 10, width: 720, height: 1280, hasAudio: null };
  const codeOf = (limits: Partial<Parameters<typeof checkMediaFacts>[1]>, given = {}): string => {
    try {
      checkMediaFacts({ ...facts, ...given }, { maxSeconds: null, ...limits });
      return 'taken';
    } catch (error) {
      assert.ok(error instanceof StreamError && !error.retryable);
      return error.code;
    }
  };

  it('refuses values beyond a limit, and accepts those at it', () => {
    assert.equal(codeOf({ minSeconds: 10, maxSeconds: 10 }), 'taken');
    assert.equal(codeOf({ minSeconds: 10.1 }), 'FILE_TOO_SHORT');
    assert.equal(codeOf({ maxSeconds: 9.9 }), 'FILE_TOO_LONG');
    assert.equal(codeOf({ minResolution: [1280, 720], maxResolution: [1280, 720] }), 'taken');
    assert.equal(codeOf({ minResolution: [1281, 720] }), 'FILE_RESOLUTION_TOO_LOW');
    assert.equal(codeOf({ minResolution: [1280, 721] }), 'FILE_RESOLUTION_TOO_LOW');
    assert.equal(codeOf({ maxResolution: [1279, 720] }), 'FILE_RESOLUTION_TOO_HIGH');
    assert.equal(codeOf({ maxResolution: [1280, 719] }), 'FILE_RESOLUTION_TOO_HIGH');
  });

  it('accepts unknown values, and ignores limits that are not set or not numbers', () => {
    const limits = { minSeconds: 99, maxSeconds: 1, minResolution: [9_000, 9_000] as const };
    assert.equal(codeOf(limits, { seconds: null, width: null, height: null }), 'taken');
    assert.equal(codeOf({ minSeconds: null, minResolution: null, maxResolution: null }), 'taken');
    assert.equal(codeOf({ minSeconds: Number.NaN }), 'taken');
  });
});
