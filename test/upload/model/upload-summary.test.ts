import { expect } from '@open-wc/testing';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import { EMPTY_UPLOAD, type UploadState } from '../../../src/upload/model/upload-state.js';
import { progressInfoOf } from '../../../src/upload/model/upload-summary.js';

const file = { name: 'a.mp4', size: 1_000, type: 'video/mp4', lastModified: 0 };
const sending = (sentBytes: number): UploadState => ({
  status: 'uploading',
  file,
  uid: 'u',
  progress: startProgress(1_000, sentBytes),
  waiting: null,
});
const sent: UploadState = { status: 'processing', file, uid: 'u', percent: null, watched: true };

describe('progressInfoOf', () => {
  it('is null if nothing is being sent', () => {
    expect(progressInfoOf([])).to.equal(null);
    expect(progressInfoOf([EMPTY_UPLOAD])).to.equal(null);
    expect(progressInfoOf([sent])).to.equal(null);
    expect(progressInfoOf([sent, sent])).to.equal(null);
  });

  it('describes the progress of one file, even while it is paused', () => {
    const half = { sentBytes: 500, totalBytes: 1_000, percent: 50, bytesPerSecond: null, secondsLeft: null };
    expect(progressInfoOf([sending(500)])).to.deep.equal(half);
    expect(progressInfoOf([{ status: 'paused', file, uid: 'u', progress: startProgress(1_000, 500) }])).to.deep.equal(
      half,
    );
  });

  it('adds up the progress of several files', () => {
    expect(progressInfoOf([sending(250), sending(750), sent])).to.include({
      sentBytes: 2_000,
      totalBytes: 3_000,
      percent: 66,
    });
  });
});
