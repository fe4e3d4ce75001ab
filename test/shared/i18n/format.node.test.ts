import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interpolate } from '../../../src/shared/i18n/format.js';

describe('interpolate', () => {
  it('leaves what it has no value for', () => {
    assert.equal(interpolate('{a} and {b}', { a: '1' }), '1 and {b}');
  });

  it('fills a name in wherever it stands, and takes values as they are', () => {
    assert.equal(interpolate('{a}, {a}', { a: '$& {a}' }), '$& {a}, $& {a}');
  });
});
