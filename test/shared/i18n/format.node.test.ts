import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interpolate } from '../../../src/shared/i18n/format.js';

describe('interpolate', () => {
  it('leaves placeholders without a value', () => {
    assert.equal(interpolate('{a} and {b}', { a: '1' }), '1 and {b}');
  });

  it('replaces every placeholder of a name, and inserts values literally', () => {
    assert.equal(interpolate('{a}, {a}', { a: '$& {a}' }), '$& {a}, $& {a}');
  });
});
