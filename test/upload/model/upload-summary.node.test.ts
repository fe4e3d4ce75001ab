import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../../src/upload/model/upload-state.js';
import { summarize } from '../../../src/upload/model/upload-summary.js';

const file = { name: 'a.mp4', size: 100, type: 'video/mp4', lastModified: 1 };
const sending = (sentBytes: number, bytesPerSecond: number | null): UploadState => ({
  status: 'uploading',
  file,
  uid: 'u',
  progress: { ...startProgress(100, sentBytes), bytesPerSecond },
  waiting: null,
});

describe('summarize', () => {
  it('adds up the bytes of uploads in progress and of complete ones', () => {
    const states: UploadState[] = [
      sending(40, 10),
      sending(0, null),
      { status: 'ready', file, uid: 'r' },
      { status: 'processing', file, uid: 'p', percent: 3, watched: true },
    ];
    assert.deepEqual(summarize(states), {
      total: 4,
      sent: 2,
      ready: 1,
      failed: 0,
      sending: 2,
      sentBytes: 240,
      totalBytes: 400,
      bytesPerSecond: 10,
      secondsLeft: 16,
    });
  });

  it('leaves failed and offered uploads out of the byte totals', () => {
    const error = new StreamError('FILE_TYPE', 'x');
    const failed: UploadState = {
      status: 'error',
      error,
      reason: null,
      file,
      uid: null,
      progress: null,
      recovery: 'choose',
    };
    const offered: UploadState = { status: 'resumable', file, uid: 'u', progress: startProgress(100, 62), kept: false };
    const { failed: count, totalBytes, total } = summarize([failed, offered, sending(10, null)]);
    assert.deepEqual([count, totalBytes, total], [1, 100, 3]);
  });

  it('counts the bytes of a paused upload, but does not count it as sending', () => {
    const paused: UploadState = { status: 'paused', file, uid: 'u', progress: startProgress(100, 30) };
    const { sending: count, sentBytes, totalBytes } = summarize([paused, sending(10, null)]);
    assert.deepEqual([count, sentBytes, totalBytes], [1, 40, 200]);
  });

  it('counts a file that is being checked as sending, and a video that is processing as sent, but not as ready', () => {
    const checking: UploadState = { status: 'checking', file, progress: startProgress(100) };
    const processing: UploadState = { status: 'processing', file, uid: 'p', percent: null, watched: false };
    const sum = summarize([checking, processing]);
    assert.deepEqual([sum.sending, sum.sent, sum.ready, sum.failed], [1, 1, 0, 0]);
  });

  it('adds up the speeds, and has no time left without a speed', () => {
    assert.deepEqual(
      [summarize([sending(20, 10), sending(60, 20)])].map(({ bytesPerSecond, secondsLeft }) => [
        bytesPerSecond,
        secondsLeft,
      ]),
      [[30, 4]],
    );
    assert.equal(summarize([sending(20, null)]).secondsLeft, null);
  });

  it('has no time left if there is no upload', () => {
    assert.equal(summarize([]).secondsLeft, null);
  });
});
