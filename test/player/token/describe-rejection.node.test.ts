import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeRejection } from '../../../src/player/token/describe-rejection.js';
import type { PlaybackToken } from '../../../src/player/token/token.js';
import { StreamError } from '../../../src/shared/errors.js';
import { UID } from '../../harness/tokens.js';

const NOW = 1_800_000_000_000;
const refused = new StreamError('TOKEN_REJECTED', 'Stream refused the token.', { status: 401 });
const token = (times: Partial<PlaybackToken> = {}): PlaybackToken => ({
  value: 'a.b.c',
  uid: UID,
  expiresAt: NOW + 60_000,
  notBefore: 0,
  ...times,
});

describe('describeRejection', () => {
  it('says that a refused token has ended, with the status and the refusal as its cause', () => {
    const described = describeRejection(refused, token({ expiresAt: NOW - 1 }), NOW);
    assert.equal(described.code, 'TOKEN_EXPIRED');
    assert.equal(described.status, 401);
    assert.equal(described.cause, refused);
  });

  it('takes a token for ended in the very millisecond of its end', () => {
    assert.equal(describeRejection(refused, token({ expiresAt: NOW }), NOW).code, 'TOKEN_EXPIRED');
  });

  it('says that a refused token is not valid yet where its beginning is ahead', () => {
    const described = describeRejection(refused, token({ notBefore: NOW + 1000 }), NOW);
    assert.equal(described.code, 'TOKEN_NOT_YET_VALID');
    assert.equal(described.status, 401);
  });

  it('gives a refusal without a status none', () => {
    const silent = new StreamError('TOKEN_REJECTED', 'Stream refused the token.');
    assert.equal(describeRejection(silent, token({ expiresAt: NOW - 1 }), NOW).status, undefined);
  });

  it('gives the refusal itself where the times of the token do not explain it', () => {
    assert.equal(describeRejection(refused, token({ notBefore: NOW }), NOW), refused);
  });

  it('gives the refusal itself where there was no token', () => {
    assert.equal(describeRejection(refused, undefined, NOW), refused);
  });

  it('leaves other errors alone, even with a token that has ended', () => {
    const gone = new StreamError('NETWORK', 'Gone.');
    assert.equal(describeRejection(gone, token({ expiresAt: NOW - 1 }), NOW), gone);
  });
});
