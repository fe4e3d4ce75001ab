import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asStreamError } from '../../../src/player/model/playback-errors.js';
import { StreamError } from '../../../src/shared/errors.js';

describe('asStreamError', () => {
  it('passes an error with a code on as it is', () => {
    const error = new StreamError('NETWORK', 'No answer came.');
    assert.equal(asStreamError(error), error);
  });

  it('makes a player that could not be started of any other, and keeps the cause', () => {
    const cause = new RangeError('odd');
    const error = asStreamError(cause);
    assert.deepEqual([error.code, error.cause], ['ENGINE_UNSUPPORTED', cause]);
  });
});
