import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TransportFailure, type TransportFailureKind } from '../../../../src/upload/model/transport-failure.js';
import { readOffsetOf, type TusAnswer } from '../../../../src/upload/sending/transports/tus-answer.js';
import { Random } from '../../../harness/fuzz.js';

const SIZE = 1_000;
/** 200 bytes were acknowledged, and 500 were sent to the upload URL. */
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
  it('accepts a PATCH that stored its whole body, or part of it', () => {
    assert.equal(kindOf(answer()), 500);
    assert.equal(kindOf(answer({ offset: '201' })), 201);
    assert.equal(kindOf(answer({ length: null })), 500);
  });

  it('accepts any HEAD offset up to the bytes sent, acknowledged or not', () => {
    for (const offset of ['0', '199', '200', '500']) {
      assert.equal(kindOf(answer({ method: 'HEAD', offset })), Number(offset));
    }
  });

  const incredible: [string, Partial<TusAnswer>][] = [
    ['a PATCH that reports the whole file after its first bytes', { offset: `${SIZE}` }],
    ['a PATCH that reports one byte more than it was sent', { offset: '501' }],
    ['a PATCH that reports no new bytes', { offset: '200' }],
    ['a PATCH that reports less than before', { offset: '199' }],
    ['a HEAD that reports one byte more than was sent', { method: 'HEAD', offset: '501' }],
    ['a HEAD that reports the whole file', { method: 'HEAD', offset: `${SIZE}` }],
    ['an offset past the end of the file', { method: 'HEAD', offset: `${SIZE + 1}` }],
    ['a negative offset', { offset: '-5' }],
    ['a fractional offset', { offset: '300.5' }],
    ['an offset with an exponent', { offset: '3e2' }],
    ['a hexadecimal offset', { offset: '0x1f4' }],
    ['an offset followed by letters', { offset: '300abc' }],
    ['two offsets', { offset: '300, 300' }],
    ['an offset too large for any file', { offset: '9'.repeat(400) }],
    ['an empty offset', { offset: '' }],
    ['a length that is not a number', { length: 'many' }],
  ];
  for (const [what, changes] of incredible) {
    it(`rejects ${what}`, () => assert.equal(kindOf(answer(changes)), 'answer'));
  }

  it('accepts only offset 0 of a new upload URL', () => {
    const fresh = { fileBytes: SIZE, startBytes: 0, handedBytes: 0 };
    assert.equal(kindOf(answer({ method: 'HEAD', offset: '0' }), fresh), 0);
    assert.equal(kindOf(answer({ method: 'HEAD', offset: '1' }), fresh), 'answer');
    assert.equal(kindOf(answer({ method: 'HEAD', offset: `${SIZE}` }), fresh), 'answer');
  });

  it('reports an upload of another size as a mismatch, whatever its offset', () => {
    assert.equal(kindOf(answer({ length: '999' })), 'mismatch');
    assert.equal(kindOf(answer({ method: 'HEAD', length: '2000', offset: '2000' })), 'mismatch');
  });

  it('reports missing offset or length headers, as from a captive portal, as a network failure', () => {
    for (const method of ['HEAD', 'PATCH']) {
      assert.equal(kindOf({ method, offset: null, length: null }), 'network');
      assert.equal(kindOf(answer({ method, offset: null })), 'network');
    }
    assert.equal(kindOf(answer({ method: 'HEAD', length: null })), 'network');
  });

  it('returns a possible offset or one of three failures for 20,000 random answers (seed 14)', () => {
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
