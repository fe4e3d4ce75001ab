import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asPercent, asRecord, parseJson } from '../../src/shared/json.js';

describe('parseJson', () => {
  it('returns the parsed value', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson('null'), null);
  });

  it('returns undefined if the text is not JSON', () => {
    for (const text of ['', '<html>', '{"a":']) assert.equal(parseJson(text), undefined, text);
  });
});

describe('parseJson, with hostile input', () => {
  it('returns undefined for a text that is far too long, and survives deep nesting in shorter ones', () => {
    assert.equal(parseJson(`"${'a'.repeat(10_000_000)}"`), undefined);
    assert.doesNotThrow(() => parseJson('['.repeat(60_000)));
    assert.deepEqual(parseJson(`"${'a'.repeat(60_000)}"`), 'a'.repeat(60_000));
  });
});

describe('asPercent', () => {
  it('clamps a number to the range from 0 to 100', () => {
    assert.deepEqual([0, 42.5, 100, -1, 250, 1e308].map(asPercent), [0, 42.5, 100, 0, 100, 100]);
  });

  it('returns null for a value that is not a finite number', () => {
    for (const value of [null, undefined, '42', true, {}, NaN, Infinity, -Infinity]) {
      assert.equal(asPercent(value), null, JSON.stringify(value));
    }
  });
});

describe('asRecord', () => {
  it('returns an object unchanged', () => {
    const value = { uid: 'a' };
    assert.equal(asRecord(value), value);
  });

  it('returns undefined for a value that is not an object', () => {
    for (const value of [null, undefined, 'text', 1, true]) assert.equal(asRecord(value), undefined, String(value));
  });
});
