import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDeliveryStatus, type DeliveryRequest } from '../../../src/player/delivery/delivery-status.js';
import type { StreamErrorCode } from '../../../src/shared/errors.js';

const PLAYLIST: DeliveryRequest = { hasToken: true, isPlaylist: true };
const SEGMENT: DeliveryRequest = { hasToken: true, isPlaylist: false };

const CASES: [what: string, request: DeliveryRequest, status: number, code: StreamErrorCode, isRetryable: boolean][] = [
  ['an empty playlist', PLAYLIST, 204, 'LIVE_NOT_STARTED', true],
  ['a missing playlist', PLAYLIST, 404, 'VIDEO_PROCESSING', true],
  ['a refused playlist', PLAYLIST, 403, 'ORIGIN_NOT_ALLOWED', false],
  ['an unauthorized playlist', PLAYLIST, 401, 'TOKEN_REJECTED', false],
  ['the playlist of a failed video', PLAYLIST, 424, 'VIDEO_FAILED', false],
  ['a playlist with a server error', PLAYLIST, 503, 'NETWORK', true],
  ['a rate-limited playlist', PLAYLIST, 429, 'NETWORK', true],
  ['a playlist without a response', PLAYLIST, 0, 'NETWORK', true],
  ['a refused segment', SEGMENT, 403, 'TOKEN_REJECTED', false],
  ['an unauthorized segment', SEGMENT, 401, 'TOKEN_REJECTED', false],
  ['a missing segment', SEGMENT, 404, 'NETWORK', true],
  ['an empty segment', SEGMENT, 204, 'NETWORK', true],
];

describe('describeDeliveryStatus', () => {
  for (const [what, request, status, code, isRetryable] of CASES) {
    it(`reports ${what} (${status}) as ${code}, ${isRetryable ? 'retryable' : 'final'}`, () => {
      const error = describeDeliveryStatus(status, request);
      assert.equal(error.code, code);
      assert.equal(error.retryable, isRetryable);
    });
  }

  it('has the status of the response, and none without a response', () => {
    assert.equal(describeDeliveryStatus(503, PLAYLIST).status, 503);
    assert.equal(describeDeliveryStatus(404, SEGMENT).status, 404);
    assert.equal(describeDeliveryStatus(0, PLAYLIST).status, undefined);
  });

  it('distinguishes a refused token from a missing one', () => {
    const [refused, none] = [true, false].map((hasToken) => describeDeliveryStatus(401, { ...PLAYLIST, hasToken }));
    assert.match(refused!.message, /rejected/);
    assert.match(none!.message, /has none/);
  });
});
