import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readVideoState } from '../../../demo/server/video-state.js';

const statusOf = (video: unknown): string => readVideoState(video).status;

describe('readVideoState', () => {
  for (const [state, expected] of Object.entries({
    pendingupload: 'pending',
    downloading: 'processing',
    queued: 'processing',
    inprogress: 'processing',
    ready: 'ready',
    'live-inprogress': 'ready',
    error: 'error',
    'something new': 'processing',
  })) {
    it(`reads the state “${state}” as ${expected}`, () => assert.equal(statusOf({ status: { state } }), expected));
  }

  it('reads a video as ready as soon as it can be played, unless it has failed', () => {
    assert.equal(statusOf({ readyToStream: true, status: { state: 'inprogress', pctComplete: '50' } }), 'ready');
    assert.equal(statusOf({ readyToStream: true, status: { state: 'error' } }), 'error');
  });

  it('reads a percentage from a string or a number, limited to 0 to 100', () => {
    const percentOf = (pctComplete: unknown): unknown =>
      readVideoState({ status: { state: 'inprogress', pctComplete } }).percent;
    assert.deepEqual(['39.000000', 39.5, '', 'x', undefined, '140', -1].map(percentOf), [
      39,
      39.5,
      null,
      null,
      null,
      100,
      0,
    ]);
  });

  it('reads the error code under both of its names, and replaces a malformed one with ERR_UNKNOWN', () => {
    const codeOf = (status: object): unknown => readVideoState({ status: { state: 'error', ...status } }).errorCode;
    assert.equal(codeOf({ errorReasonCode: 'ERR_NON_VIDEO' }), 'ERR_NON_VIDEO');
    assert.equal(codeOf({ errReasonCode: 'ERR_UNKNOWN' }), 'ERR_UNKNOWN');
    assert.equal(codeOf({ errorReasonCode: '<b>' }), 'ERR_UNKNOWN');
    assert.equal(codeOf({}), 'ERR_UNKNOWN');
  });

  it('reads a duration of -1 as unknown', () => {
    assert.equal(readVideoState({ duration: -1, status: { state: 'ready' } }).duration, null);
    assert.equal(readVideoState({ duration: 3.25, status: { state: 'ready' } }).duration, 3.25);
  });

  it('drops times and durations that a database could not store', () => {
    const readyAt = (at: unknown): unknown =>
      readVideoState({ readyToStreamAt: at, status: { state: 'ready' } }).readyAt;
    for (const at of [
      '+275760-01-01T00:00:00Z',
      '+010000-01-01T00:00:00Z',
      '-000001-01-01T00:00:00Z',
      '1969-01-01',
      'x',
      5,
    ]) {
      assert.equal(readyAt(at), null, String(at));
    }
    assert.deepEqual(readyAt('9999-12-31T23:59:59Z'), new Date('9999-12-31T23:59:59Z'));
    assert.equal(readVideoState({ duration: Infinity, status: { state: 'ready' } }).duration, null);
  });

  it('reads anything that is not a video as pending', () => {
    for (const value of [undefined, null, 'x', 1, [], {}]) assert.equal(statusOf(value), 'pending');
  });
});
