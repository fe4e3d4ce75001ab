import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ENGLISH, OTHER_ERROR } from '../../../src/player/strings/en.js';
import type { StreamErrorCode } from '../../../src/shared/errors.js';

const CODES: StreamErrorCode[] = [
  'TOKEN_ENDPOINT_UNREACHABLE',
  'TOKEN_ENDPOINT_STATUS',
  'TOKEN_ENDPOINT_NOT_A_TOKEN',
  'TOKEN_MALFORMED',
  'TOKEN_EXPIRED',
  'TOKEN_NOT_YET_VALID',
  'TOKEN_WRONG_VIDEO',
  'TOKEN_REJECTED',
  'ORIGIN_NOT_ALLOWED',
  'VIDEO_NOT_FOUND',
  'VIDEO_PROCESSING',
  'VIDEO_FAILED',
  'LIVE_NOT_STARTED',
  'LIVE_WEBRTC_ONLY',
  'NETWORK',
  'MEDIA_DECODE',
  'ENGINE_UNSUPPORTED',
  'SOURCE_INVALID',
  'SOURCE_NOT_TRUSTED',
];

const sentenceOf = (code: StreamErrorCode): string => ENGLISH.errors[code] ?? OTHER_ERROR;

describe('English error messages', () => {
  for (const code of CODES) {
    it(`describe ${code} in words for viewers`, () => {
      const sentence = sentenceOf(code);
      assert.match(sentence, /^[A-Z].*[.…]$/);
      assert.doesNotMatch(sentence, /token|jwt|http|endpoint|manifest|_|undefined|status \d/i);
    });
  }

  it('are different for each code', () => {
    assert.equal(new Set(CODES.map(sentenceOf)).size, CODES.length);
  });
});
