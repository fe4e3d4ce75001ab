import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointUrl } from '../../src/shared/endpoint-url.js';

describe('endpointUrl', () => {
  it('fills the uid in wherever it stands', () => {
    assert.equal(endpointUrl('/videos/{uid}/token?for={uid}', 'abc'), '/videos/abc/token?for=abc');
  });

  it('fills the uid in where a sanitizer has encoded its place', () => {
    assert.equal(endpointUrl('/%7Buid%7D/%7buid%7d?for={uid}', 'abc'), '/abc/abc?for=abc');
    assert.equal(endpointUrl('/a%7Bid%7D', 'abc'), '/a%7Bid%7D');
  });

  it('encodes a uid that would change the path', () => {
    assert.equal(endpointUrl('/videos/{uid}', 'a/b?c'), '/videos/a%2Fb%3Fc');
  });

  it('leaves an endpoint without a place for the uid as it is', () => {
    assert.equal(endpointUrl('/token', 'abc'), '/token');
  });
});
