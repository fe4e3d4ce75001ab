import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asPercent, asRecord, parseJson } from '../../src/shared/json.js';

describe('parseJson', () => {
  it('gives what the text holds', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson('null'), null);
  });

  it('gives undefined where the text is not JSON', () => {
    for (const text of ['', '<html>', '{"a":']) assert.equal(parseJson(text), undefined, text);
  });
});

describe('parseJson of what is hostile', () => {
  it('gives undefined for a text that is far too long, and reads deep nesting below that', () => {
    assert.equal(parseJson(`"${'a'.repeat(10_000_000)}"`), undefined);
    assert.doesNotThrow(() => parseJson('['.repeat(60_000)));
    assert.deepEqual(parseJson(`"${'a'.repeat(60_000)}"`), 'a'.repeat(60_000));
  });
});

describe('asPercent', () => {
  it('keeps a number between 0 and 100, and brings others there', () => {
    assert.deepEqual([0, 42.5, 100, -1, 250, 1e308].map(asPercent), [0, 42.5, 100, 0, 100, 100]);
  });

  it('gives null for what is no number, or has no end', () => {
    for (const value of [null, undefined, '42', true, {}, NaN, Infinity, -Infinity]) {
      assert.equal(asPercent(value), null, JSON.stringify(value));
    }
  });
});

describe('asRecord', () => {
  it('passes an object on as it is', () => {
    const value = { uid: 'a' };
    assert.equal(asRecord(value), value);
  });

  it('gives undefined for anything without fields', () => {
    for (const value of [null, undefined, 'text', 1, true]) assert.equal(asRecord(value), undefined, String(value));
  });
});
