import { expect } from '@open-wc/testing';
import { StreamError, type StreamErrorCode } from '../../../src/shared/errors.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../../src/upload/model/upload-state.js';
import { uploadTexts } from '../../../src/upload/strings/texts.js';

const file = { name: 'holiday.mov', size: 100, type: '', lastModified: 0 };
const limits = { maxBytes: 2_000_000_000, maxSeconds: 3_600 };
const uploading = (sentBytes: number): UploadState => ({
  status: 'uploading',
  file,
  uid: 'u',
  progress: startProgress(100, sentBytes),
  waiting: null,
});

describe('uploadTexts', () => {
  it('announces the start and every quarter, and nothing in between', () => {
    const checking: UploadState = { status: 'checking', file, progress: startProgress(100) };
    expect(uploadTexts.announcement(uploading(0), checking, limits)).to.equal('Uploading holiday.mov.');
    const said: string[] = [];
    for (let percent = 1; percent <= 100; percent += 1) {
      const text = uploadTexts.announcement(uploading(percent), uploading(percent - 1), limits);
      if (text) said.push(text);
    }
    expect(said).to.deep.equal(['25% uploaded.', '50% uploaded.', '75% uploaded.']);
  });

  it('has a different sentence for every error, without the developer’s message', () => {
    const codes: StreamErrorCode[] = [
      'FILE_EMPTY',
      'FILE_TYPE',
      'FILE_TOO_LARGE',
      'FILE_TOO_LONG',
      'FILE_TOO_SMALL',
      'FILE_TOO_SHORT',
      'FILE_RESOLUTION_TOO_LOW',
      'FILE_RESOLUTION_TOO_HIGH',
      'FILE_CHANGED',
      'STORAGE_EXHAUSTED',
      'UPLOAD_EXPIRED',
      'UPLOAD_REJECTED',
      'UPLOAD_ENDPOINT_MISSING',
      'UPLOAD_ENDPOINT_UNREACHABLE',
      'STATUS_ENDPOINT_UNREACHABLE',
      'VIDEO_FAILED',
      'NETWORK',
    ];
    const sentences = codes.map((code) => {
      const error = new StreamError(code, 'for the developer');
      return uploadTexts.status(
        { status: 'error', error, reason: null, file, uid: null, progress: null, recovery: 'retry' },
        limits,
      );
    });
    expect(new Set(sentences).size).to.equal(codes.length);
    for (const sentence of sentences)
      expect(sentence)
        .to.match(/^[A-Z].*\.$/)
        .and.not.contain('developer');
  });

  it('rounds a percentage down', () => {
    expect(uploadTexts.percent(99.9)).to.equal('99%');
  });

  it('states the limits of size and length', () => {
    expect(uploadTexts.limits(limits)).to.contain('up to 2\u00a0GB and 1\u00a0hr');
    expect(uploadTexts.limits({ ...limits, maxSeconds: null })).to.match(/up to 2\sGB$/);
  });
});
