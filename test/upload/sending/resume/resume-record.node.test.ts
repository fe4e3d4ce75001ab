import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isLive,
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
  it('ends after a day, or when the server says so', () => {
    assert.equal(isLive(record(), now), true);
    assert.equal(isLive(record({ updatedAt: now - RESUME_LIFETIME_MS }), now), false);
    assert.equal(isLive(record({ expiresAt: now }), now), false);
  });

  it('ends soon for what has arrived', () => {
    assert.equal(isLive(record({ sent: true, updatedAt: now - 60_000 }), now), true);
    assert.equal(isLive(record({ sent: true, updatedAt: now - 3_600_000 }), now), false);
  });
});

describe('recordsToForget', () => {
  it('keeps the newest fifty', () => {
    const records = Array.from({ length: 53 }, (_, age) => record({ key: `${age}`, updatedAt: now - age }));
    assert.deepEqual(
      recordsToForget(records, now).map(({ key }) => key),
      ['50', '51', '52'],
    );
  });

  it('does not let finished ones push out what is half sent', () => {
    const half = record({ key: 'half', updatedAt: now - 1_000 });
    const done = Array.from({ length: 60 }, (_, age) =>
      record({ key: `done ${age}`, sent: true, updatedAt: now - age }),
    );
    const forgotten = recordsToForget([half, ...done], now).map(({ key }) => key);
    assert.equal(forgotten.includes('half'), false);
    assert.equal(forgotten.length, 10);
  });

  it('forgets what is over', () => {
    const over = record({ key: 'over', expiresAt: now - 1 });
    assert.deepEqual(recordsToForget([record(), over], now), [over]);
  });
});

describe('resumeKey', () => {
  it('tells uploaders and files apart, without any URL of Stream', () => {
    assert.notEqual(resumeKey('/a', 'f'), resumeKey('/b', 'f'));
    assert.equal(record().key.includes('upload.example'), false);
  });
});
