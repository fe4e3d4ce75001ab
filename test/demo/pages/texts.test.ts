import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Video } from '../../../demo/pages/api.js';
import {
  describeStatus,
  formatAdded,
  formatDuration,
  formatMeter,
  formatSpokenDuration,
} from '../../../demo/pages/texts.js';

const video: Video = {
  uid: '0'.repeat(32),
  name: 'Holiday',
  status: 'ready',
  percent: null,
  duration: 64,
  errorCode: null,
  createdAt: '2020-02-29T12:00:00Z',
  readyAt: null,
};

describe('texts of the demo page', () => {
  it('format a duration as a clock for display, and in words for screen readers', () => {
    assert.equal(formatDuration(63.6), '1:04');
    assert.equal(formatDuration(9), '0:09');
    assert.equal(formatDuration(3723), '1:02:03');
    assert.equal(formatSpokenDuration(64), '1 minute 4 seconds');
    assert.equal(formatSpokenDuration(3601), '1 hour 1 second');
    assert.equal(formatSpokenDuration(0), '0 seconds');
  });

  it('give the day a video was added, “today” for today, nothing for an invalid date', () => {
    assert.equal(formatAdded({ createdAt: new Date().toISOString() }), 'Added today');
    assert.equal(formatAdded(video), 'Added Feb 29, 2020');
    assert.equal(formatAdded({ createdAt: 'never' }), '');
  });

  it('describe the status of a video in whole percent, rounded down so that 99.9 is not 100', () => {
    assert.equal(describeStatus({ ...video, status: 'pending' }, undefined), 'Waiting for the file');
    assert.equal(describeStatus({ ...video, status: 'pending' }, 12), 'Uploading, 12%');
    assert.equal(describeStatus({ ...video, status: 'processing' }, undefined), 'Processing…');
    assert.equal(describeStatus({ ...video, status: 'processing', percent: 99.9 }, undefined), 'Processing, 99%');
  });

  it('explain a known error code, and fall back to a general sentence for an unknown one', () => {
    const failed = { ...video, status: 'error' as const };
    assert.match(describeStatus({ ...failed, errorCode: 'ERR_NON_VIDEO' }, undefined), /couldn’t read/);
    assert.match(describeStatus({ ...failed, errorCode: 'ERR_OF_TOMORROW' }, undefined), /couldn’t process/);
  });

  it('show what the meter has counted, and the time of the next renewal only if there is one', () => {
    const reading = { renewals: 5, nextSeconds: 8.2, stalls: 0, fetchedSeconds: 12.4, watchedSeconds: 9 };
    assert.deepEqual(formatMeter(reading), [
      'Token renewed 5×',
      'next in 0:08',
      '0 stalls',
      '12 s fetched, 9 s watched',
    ]);
    assert.deepEqual(formatMeter({ ...reading, nextSeconds: null, stalls: 1 }).slice(1, 2), ['1 stall']);
  });
});
