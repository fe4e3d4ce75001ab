import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  handedBytesOf,
  isLive,
  parseResumeRecord,
  recordsToForget,
  RESUME_LIFETIME_MS,
  resumeKey,
  type ResumeRecord,
} from '../../../../src/upload/sending/resume/resume-record.js';

const now = 1_700_000_000_000;
const record = (changes: Partial<ResumeRecord> = {}): ResumeRecord => ({
  key: resumeKey('/api/uploads', 'f'),
  scope: '/api/uploads',
  fingerprint: 'f',
  uploadURL: 'https://upload.example/secret',
  uid: 'u',
  file: { name: 'holiday.mov', size: 1, type: '', lastModified: 1 },
  sentBytes: 0,
  sent: false,
  updatedAt: now,
  expiresAt: now + RESUME_LIFETIME_MS,
  ...changes,
});

describe('isLive', () => {
  it('is false a day after the last update, and once the upload URL has expired', () => {
    assert.equal(isLive(record(), now), true);
    assert.equal(isLive(record({ updatedAt: now - RESUME_LIFETIME_MS }), now), false);
    assert.equal(isLive(record({ expiresAt: now }), now), false);
  });

  it('is false if a clock that was ahead wrote the record', () => {
    assert.equal(isLive(record({ updatedAt: now + RESUME_LIFETIME_MS, expiresAt: Infinity }), now), false);
    assert.equal(isLive(record({ sent: true, updatedAt: now + RESUME_LIFETIME_MS }), now), false);
  });

  it('is false for a complete upload after an hour', () => {
    assert.equal(isLive(record({ sent: true, updatedAt: now - 60_000 }), now), true);
    assert.equal(isLive(record({ sent: true, updatedAt: now - 3_600_000 }), now), false);
  });
});

describe('handedBytesOf', () => {
  it('returns the bytes handed over, at least those acknowledged, or one chunk more if none were recorded', () => {
    assert.equal(handedBytesOf(record({ sentBytes: 3, handedBytes: 7 })), 7);
    // An older version of the script knows only `sentBytes`, and passes `handedBytes` on.
    assert.equal(handedBytesOf(record({ sentBytes: 9, handedBytes: 7 })), 9);
    assert.equal(handedBytesOf(record({ sentBytes: 3 })), 3 + 200 * 1024 ** 2);
  });
});

describe('parseResumeRecord', () => {
  it('returns every valid kind of record unchanged, without unknown fields', () => {
    const handle = { kind: 'file' };
    for (const kept of [
      record(),
      record({ protocol: 'form', sentBytes: 1, handle }),
      record({ sent: true, uploadURL: '' }),
      record({ handedBytes: 1 }),
      record({ changed: true }),
    ]) {
      assert.deepEqual(parseResumeRecord(kept), kept);
    }
    assert.deepEqual(parseResumeRecord({ ...record(), more: 1, handle: undefined }), record());
  });

  const file = record().file;
  const bad: [what: string, kept: unknown][] = [
    ['is undefined', undefined],
    ['is a string', 'record'],
    ['has a number as its key', { ...record(), key: 7 }],
    ['has no upload URL', { ...record(), uploadURL: '' }],
    ['has a script as its upload URL', { ...record(), uploadURL: 'javascript:alert(1)' }],
    ['has an upload URL that is far too long', { ...record(), uploadURL: `https://a/${'a'.repeat(20_000)}` }],
    ['has a uid with a path in it', { ...record(), uid: '../x' }],
    ['names an unknown protocol', { ...record(), protocol: 'ftp' }],
    ['has sent more bytes than its file has', { ...record(), sentBytes: 2 }],
    ['has sent half a byte', { ...record(), sentBytes: 0.5 }],
    ['has an infinite expiry', { ...record(), expiresAt: Infinity }],
    ['has no time of its last update', { ...record(), updatedAt: NaN }],
    ['has no file', { ...record(), file: null }],
    ['has a file of a negative size', { ...record(), file: { ...file, size: -1 } }],
    ['has a file without a name', { ...record(), file: { ...file, name: null } }],
  ];
  for (const [what, kept] of bad) {
    it(`returns undefined for a value that ${what}`, () => assert.equal(parseResumeRecord(kept), undefined));
  }
});

describe('recordsToForget', () => {
  it('keeps the fifty newest records', () => {
    const records = Array.from({ length: 53 }, (_, age) => record({ key: `${age}`, updatedAt: now - age }));
    assert.deepEqual(
      recordsToForget(records, now).map(({ key }) => key),
      ['50', '51', '52'],
    );
  });

  it('does not drop an unfinished upload in favour of complete ones', () => {
    const half = record({ key: 'half', updatedAt: now - 1_000 });
    const done = Array.from({ length: 60 }, (_, age) =>
      record({ key: `done ${age}`, sent: true, updatedAt: now - age }),
    );
    const forgotten = recordsToForget([half, ...done], now).map(({ key }) => key);
    assert.equal(forgotten.includes('half'), false);
    assert.equal(forgotten.length, 10);
  });

  it('drops an expired record', () => {
    const over = record({ key: 'over', expiresAt: now - 1 });
    assert.deepEqual(recordsToForget([record(), over], now), [over]);
  });
});

describe('resumeKey', () => {
  it('differs between uploaders, and contains no upload URL', () => {
    assert.notEqual(resumeKey('/a', 'f'), resumeKey('/b', 'f'));
    assert.equal(record().key.includes('upload.example'), false);
  });
});
