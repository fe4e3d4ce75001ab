import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeDeliveryStatus, type DeliveryRequest } from '../../../src/player/delivery/delivery-status.js';
import type { StreamErrorCode } from '../../../src/shared/errors.js';

const PLAYLIST: DeliveryRequest = { hasToken: true, isPlaylist: true };
const SEGMENT: DeliveryRequest = { hasToken: true, isPlaylist: false };

const CASES: [what: string, request: DeliveryRequest, status: number, code: StreamErrorCode, isRetryable: boolean][] = [
  ['an empty playlist is a broadcast that has not begun', PLAYLIST, 204, 'LIVE_NOT_STARTED', true],
  ['a playlist that is not there is a video still in processing', PLAYLIST, 404, 'VIDEO_PROCESSING', true],
  ['a playlist that is refused is a page of the wrong origin', PLAYLIST, 403, 'ORIGIN_NOT_ALLOWED', false],
  ['a playlist without authorization is a refused token', PLAYLIST, 401, 'TOKEN_REJECTED', false],
  ['a playlist of a video that failed is a failed video', PLAYLIST, 424, 'VIDEO_FAILED', false],
  ['a playlist of a server in trouble is the network’s', PLAYLIST, 503, 'NETWORK', true],
  ['too many requests are the network’s', PLAYLIST, 429, 'NETWORK', true],
  ['a playlist without an answer is the network’s', PLAYLIST, 0, 'NETWORK', true],
  ['a segment that is refused is a refused token', SEGMENT, 403, 'TOKEN_REJECTED', false],
  ['a segment without authorization is a refused token', SEGMENT, 401, 'TOKEN_REJECTED', false],
  ['a segment that is not there is a missing part', SEGMENT, 404, 'NETWORK', true],
  ['a segment that is empty is a missing part', SEGMENT, 204, 'NETWORK', true],
];

describe('describeDeliveryStatus', () => {
  for (const [what, request, status, code, isRetryable] of CASES) {
    it(`${what} (${status}), ${isRetryable ? 'worth a retry' : 'final'}`, () => {
      const error = describeDeliveryStatus(status, request);
      assert.equal(error.code, code);
      assert.equal(error.retryable, isRetryable);
    });
  }

  it('keeps the status of an answer, and has none where there was no answer', () => {
    assert.equal(describeDeliveryStatus(503, PLAYLIST).status, 503);
    assert.equal(describeDeliveryStatus(404, SEGMENT).status, 404);
    assert.equal(describeDeliveryStatus(0, PLAYLIST).status, undefined);
  });

  it('tells a refused token from none at all', () => {
    const [refused, none] = [true, false].map((hasToken) => describeDeliveryStatus(401, { ...PLAYLIST, hasToken }));
    assert.match(refused!.message, /refused/);
    assert.match(none!.message, /has none/);
  });
});
