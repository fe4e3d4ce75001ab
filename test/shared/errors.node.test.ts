import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../src/shared/errors.js';

describe('StreamError', () => {
  it('is an error with a name, a code and a message', () => {
    const error = new StreamError('NETWORK', 'No answer came.');
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, error.code, error.message], ['StreamError', 'NETWORK', 'No answer came.']);
  });

  it('is not retryable, and has no status or cause, by default', () => {
    const error = new StreamError('NETWORK', 'No answer came.');
    assert.deepEqual([error.retryable, error.status, 'cause' in error], [false, undefined, false]);
  });

  it('keeps the options that it is given', () => {
    const cause = new TypeError('Failed to fetch');
    const error = new StreamError('TOKEN_ENDPOINT_STATUS', 'It answered 503.', { retryable: true, status: 503, cause });
    assert.deepEqual([error.retryable, error.status, error.cause], [true, 503, cause]);
  });
});
