import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asRecord, parseJson } from '../../src/shared/json.js';

describe('parseJson', () => {
  it('gives what the text holds', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson('null'), null);
  });

  it('gives undefined where the text is not JSON', () => {
    for (const text of ['', '<html>', '{"a":']) assert.equal(parseJson(text), undefined, text);
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
