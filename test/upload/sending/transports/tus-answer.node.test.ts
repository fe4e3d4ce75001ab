import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TransportFailure, type TransportFailureKind } from '../../../../src/upload/model/transport-failure.js';
import { readOffsetOf, type TusAnswer } from '../../../../src/upload/sending/transports/tus-answer.js';
import { Random } from '../../../harness/fuzz.js';

const SIZE = 1_000;
/** 200 bytes were acknowledged, and 500 were given to the upload URL. */
const EXPECTED = { fileBytes: SIZE, startBytes: 200, handedBytes: 500 };
const answer = (changes: Partial<TusAnswer> = {}): TusAnswer => ({
  method: 'PATCH',
  offset: '500',
  length: `${SIZE}`,
  ...changes,
});

function kindOf(given: TusAnswer, expected = EXPECTED): TransportFailureKind | number {
  try {
    return readOffsetOf(given, expected);
  } catch (error) {
    assert.ok(error instanceof TransportFailure);
    return error.kind;
  }
}

describe('readOffsetOf', () => {
  it('believes a PATCH that stored all of its body, or part of it', () => {
    assert.equal(kindOf(answer()), 500);
    assert.equal(kindOf(answer({ offset: '201' })), 201);
    assert.equal(kindOf(answer({ length: null })), 500);
  });

  it('believes a HEAD up to what was given, acknowledged or not', () => {
    for (const offset of ['0', '199', '200', '500']) {
      assert.equal(kindOf(answer({ method: 'HEAD', offset })), Number(offset));
    }
  });

  const incredible: [string, Partial<TusAnswer>][] = [
    ['a PATCH that has the whole file after its first bytes', { offset: `${SIZE}` }],
    ['a PATCH that has one byte more than it was given', { offset: '501' }],
    ['a PATCH that brings nothing', { offset: '200' }],
    ['a PATCH that has less than before', { offset: '199' }],
    ['a HEAD that has one byte more than was given', { method: 'HEAD', offset: '501' }],
    ['a HEAD that has the whole file', { method: 'HEAD', offset: `${SIZE}` }],
    ['an offset past the end of the file', { method: 'HEAD', offset: `${SIZE + 1}` }],
    ['a negative offset', { offset: '-5' }],
    ['a fraction', { offset: '300.5' }],
    ['an exponent', { offset: '3e2' }],
    ['a hexadecimal number', { offset: '0x1f4' }],
    ['a number with something after it', { offset: '300abc' }],
    ['two offsets', { offset: '300, 300' }],
    ['a number that no file reaches', { offset: '9'.repeat(400) }],
    ['an empty offset', { offset: '' }],
    ['a length that is no number', { length: 'many' }],
  ];
  for (const [what, changes] of incredible) {
    it(`does not believe ${what}`, () => assert.equal(kindOf(answer(changes)), 'answer'));
  }

  it('does not believe any byte of a fresh upload URL', () => {
    const fresh = { fileBytes: SIZE, startBytes: 0, handedBytes: 0 };
    assert.equal(kindOf(answer({ method: 'HEAD', offset: '0' }), fresh), 0);
    assert.equal(kindOf(answer({ method: 'HEAD', offset: '1' }), fresh), 'answer');
    assert.equal(kindOf(answer({ method: 'HEAD', offset: `${SIZE}` }), fresh), 'answer');
  });

  it('tells an upload of another size, whatever its offset', () => {
    assert.equal(kindOf(answer({ length: '999' })), 'mismatch');
    assert.equal(kindOf(answer({ method: 'HEAD', length: '2000', offset: '2000' })), 'mismatch');
  });

  it('takes what does not say how much is there for no answer: a captive portal’s, or headers that are not exposed', () => {
    for (const method of ['HEAD', 'PATCH']) {
      assert.equal(kindOf({ method, offset: null, length: null }), 'network');
      assert.equal(kindOf(answer({ method, offset: null })), 'network');
    }
    assert.equal(kindOf(answer({ method: 'HEAD', length: null })), 'network');
  });

  it('gives a possible offset or one of three failures for 20,000 answers at random (seed 14)', () => {
    const random = new Random(14);
    const value = (): string | null =>
      random.pick([null, '', '-1', '1e309', 'NaN', '0', `${random.below(1_200)}`, '1000', '٣', '1\u0000', ' 7']);
    for (let at = 0; at < 20_000; at += 1) {
      const given = { method: random.pick(['HEAD', 'PATCH']), offset: value(), length: value() };
      const handedBytes = random.below(SIZE);
      const startBytes = random.below(handedBytes);
      const result = kindOf(given, { fileBytes: SIZE, startBytes, handedBytes });
      if (typeof result === 'string') assert.ok(['answer', 'mismatch', 'network'].includes(result));
      else assert.ok(result >= 0 && result <= handedBytes, JSON.stringify(given));
    }
  });
});
