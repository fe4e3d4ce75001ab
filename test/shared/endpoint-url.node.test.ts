import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointUrl } from '../../src/shared/endpoint-url.js';

describe('endpointUrl', () => {
  it('inserts the uid at every placeholder', () => {
    assert.equal(endpointUrl('/videos/{uid}/token?for={uid}', 'abc'), '/videos/abc/token?for=abc');
  });

  it('inserts the uid at placeholders that a sanitizer has encoded', () => {
    assert.equal(endpointUrl('/%7Buid%7D/%7buid%7d?for={uid}', 'abc'), '/abc/abc?for=abc');
    assert.equal(endpointUrl('/a%7Bid%7D', 'abc'), '/a%7Bid%7D');
  });

  it('encodes a uid that would change the path', () => {
    assert.equal(endpointUrl('/videos/{uid}', 'a/b?c'), '/videos/a%2Fb%3Fc');
  });

  it('returns an endpoint without a placeholder unchanged', () => {
    assert.equal(endpointUrl('/token', 'abc'), '/token');
  });
});
