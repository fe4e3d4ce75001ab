import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointError } from '../../src/core/upload-failure.js';

describe('endpointError', () => {
  it('takes the code that the server names', () => {
    for (const code of ['FILE_TOO_LARGE', 'FILE_TOO_LONG', 'FILE_TYPE', 'UPLOAD_REJECTED', 'STORAGE_EXHAUSTED']) {
      const error = endpointError(413, { error: { code, message: 'x' } });
      assert.deepEqual([error.code, error.status, error.retryable], [code, 413, false]);
    }
  });

  it('understands Stream’s own answer when it is handed through', () => {
    const body = { result: null, success: false, errors: [{ code: 10011, message: 'Storage capacity exceeded' }] };
    assert.equal(endpointError(413, body).code, 'STORAGE_EXHAUSTED');
  });

  it('goes by the status otherwise', () => {
    assert.equal(endpointError(413, undefined).code, 'FILE_TOO_LARGE');
    for (const body of [undefined, null, 'x', [], {}, { error: 'x' }, { error: { code: 'NO_SUCH_CODE' } }, { errors: [null] }]) {
      const error = endpointError(403, body);
      assert.deepEqual([error.code, error.status, error.retryable], ['UPLOAD_ENDPOINT_STATUS', 403, true]);
    }
  });
});
