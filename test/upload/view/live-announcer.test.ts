import { expect } from '@open-wc/testing';
import { StreamError } from '../../../src/shared/errors.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import { EMPTY_UPLOAD, type UploadState } from '../../../src/upload/model/upload-state.js';
import { uploadTexts } from '../../../src/upload/strings/texts.js';
import { LiveAnnouncer } from '../../../src/upload/view/live-announcer.js';

const options = { texts: uploadTexts, limits: { maxBytes: 30e9, maxSeconds: null } };
const file = (name: string) => ({ name, size: 1_000, type: 'video/mp4', lastModified: 0 });
const ready = (name: string): UploadState => ({ status: 'ready', file: file(name), uid: 'a'.repeat(32) });
const failed = (name: string): UploadState => ({
  status: 'error',
  error: new StreamError('FILE_TYPE', 'No video.'),
  reason: null,
  file: file(name),
  uid: null,
  progress: startProgress(1_000),
  recovery: 'choose',
});

describe('LiveAnnouncer', () => {
  it('keeps its text until there is something new', () => {
    const announcer = new LiveAnnouncer();
    announcer.tellOne(ready('a.mp4'), EMPTY_UPLOAD, options);
    const { text } = announcer;
    expect(text).to.contain('a.mp4');
    announcer.say('');
    announcer.tellOne(ready('a.mp4'), ready('a.mp4'), options);
    expect(announcer.text).to.equal(text);
  });

  it('keeps a notice while files come and go by themselves, until endNotice()', () => {
    const announcer = new LiveAnnouncer();
    const checking = (name: string): UploadState => ({
      status: 'checking',
      file: file(name),
      progress: startProgress(1_000),
    });
    for (const notice of [
      { type: 'duplicate', name: 'a.mp4' },
      { type: 'skipped', count: 12 },
    ] as const) {
      announcer.notify(notice, options);
      announcer.noteOneOfMany(EMPTY_UPLOAD, checking('a.mp4'));
      announcer.noteOneOfMany(checking('b.mp4'), EMPTY_UPLOAD);
      announcer.tellOne(checking('c.mp4'), EMPTY_UPLOAD, options);
      announcer.notify(null, options);
      expect(announcer.notice).to.deep.equal(notice);
      announcer.endNotice();
      expect(announcer.notice).to.equal(null);
    }
  });

  it('names a failed file among several once', () => {
    const announcer = new LiveAnnouncer();
    announcer.noteOneOfMany(failed('notes.txt'), EMPTY_UPLOAD);
    announcer.tellMany([ready('a.mp4'), failed('notes.txt')], options);
    expect(announcer.text).to.contain('notes.txt');
    expect(announcer.summary).to.include({ total: 2, ready: 1, failed: 1 });
    announcer.say('Something else.');
    announcer.tellMany([ready('a.mp4'), ready('b.mp4'), failed('notes.txt')], options);
    expect(announcer.text).to.not.contain('notes.txt');
  });
});
