import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Video } from '../../../demo/pages/api.js';
import { describeState, formatAdded, formatDuration, sayDuration } from '../../../demo/pages/texts.js';

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

describe('the words of the demo page', () => {
  it('shows lengths of time as players do, and says them as people do', () => {
    assert.equal(formatDuration(63.6), '1:04');
    assert.equal(formatDuration(9), '0:09');
    assert.equal(formatDuration(3723), '1:02:03');
    assert.equal(sayDuration(64), '1 minute 4 seconds');
    assert.equal(sayDuration(3601), '1 hour 1 second');
    assert.equal(sayDuration(0), '0 seconds');
  });

  it('says when a video was added', () => {
    assert.equal(formatAdded({ createdAt: new Date().toISOString() }), 'Added today');
    assert.equal(formatAdded(video), 'Added Feb 29, 2020');
    assert.equal(formatAdded({ createdAt: 'never' }), '');
  });

  it('says where a video stands, whole percents only, never a hundred too early', () => {
    assert.equal(describeState({ ...video, status: 'pending' }, undefined), 'Waiting for the file');
    assert.equal(describeState({ ...video, status: 'pending' }, 12), 'Uploading, 12%');
    assert.equal(describeState({ ...video, status: 'processing' }, undefined), 'Processing…');
    assert.equal(describeState({ ...video, status: 'processing', percent: 99.9 }, undefined), 'Processing, 99%');
  });

  it('gives the reason of a failure in words, and a sentence for reasons that are new', () => {
    const failed = { ...video, status: 'error' as const };
    assert.match(describeState({ ...failed, errorCode: 'ERR_NON_VIDEO' }, undefined), /not a video/);
    assert.match(describeState({ ...failed, errorCode: 'ERR_OF_TOMORROW' }, undefined), /could not be processed/);
  });
});
