import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeUploadMetadata } from '../../../src/upload/sending/upload-metadata.js';

describe('encodeUploadMetadata', () => {
  it('writes pairs of key and base64', () => {
    assert.equal(encodeUploadMetadata({ name: 'a.mp4', filetype: 'video/mp4' }), 'name YS5tcDQ=,filetype dmlkZW8vbXA0');
  });

  it('keeps every kind of character', () => {
    for (const name of ['Käse, "Brot"\n.mp4', '日本語.mov', '🏖️ خالد.mp4', 'a'.repeat(255)]) {
      const [, value] = encodeUploadMetadata({ name }).split(' ');
      assert.equal(Buffer.from(value!, 'base64').toString(), name);
      assert.match(value!, /^[\w+/=]+$/);
    }
  });

  it('leaves out what is not known', () => {
    assert.equal(encodeUploadMetadata({ name: 'a', filetype: '' }), 'name YQ==');
  });
});
