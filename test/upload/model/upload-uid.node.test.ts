import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUploadUid } from '../../../src/upload/model/upload-uid.js';

describe('isUploadUid', () => {
  it('takes a uid of Stream, and any other short one of letters, digits, dashes and underscores', () => {
    for (const uid of ['31c9291ab41fac05471db4e73aa11717', 'a', 'My_video-1', 'x'.repeat(128)])
      assert.equal(isUploadUid(uid), true, uid);
  });

  it('refuses what could lead elsewhere in a URL, or is too long', () => {
    for (const uid of ['', '../a', 'a/b', 'a?b', 'a b', 'ü', 'a\n', 'x'.repeat(129)])
      assert.equal(isUploadUid(uid), false, JSON.stringify(uid));
  });

  it('refuses what is no text', () => {
    for (const value of [undefined, null, 1, {}, ['a']]) assert.equal(isUploadUid(value), false);
  });
});
