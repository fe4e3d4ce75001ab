import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asStreamError } from '../../../src/player/model/playback-errors.js';
import { StreamError } from '../../../src/shared/errors.js';

describe('asStreamError', () => {
  it('returns an error with a code as it is', () => {
    const error = new StreamError('NETWORK', 'No answer came.');
    assert.equal(asStreamError(error), error);
  });

  it('wraps any other error as ENGINE_UNSUPPORTED, with its cause', () => {
    const cause = new RangeError('odd');
    const error = asStreamError(cause);
    assert.deepEqual([error.code, error.cause], ['ENGINE_UNSUPPORTED', cause]);
  });
});
