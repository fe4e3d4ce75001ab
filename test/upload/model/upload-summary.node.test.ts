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
  it('adds up what is on its way and what has arrived', () => {
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

  it('waits for nothing that needs a decision', () => {
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

  it('is nothing for nothing', () => {
    assert.equal(summarize([]).secondsLeft, null);
  });
});
