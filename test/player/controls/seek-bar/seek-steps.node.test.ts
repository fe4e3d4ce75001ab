import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradientOf, timeAfter } from '../../../../src/player/controls/seek-bar/seek-steps.js';

describe('timeAfter', () => {
  const CASES: [key: string, expected: number][] = [
    ['ArrowRight', 35],
    ['ArrowUp', 35],
    ['ArrowLeft', 25],
    ['ArrowDown', 25],
    ['PageUp', 40],
    ['PageDown', 20],
    ['Home', 10],
    ['End', 110],
  ];
  for (const [key, expected] of CASES) {
    it(`returns second ${expected} for ${key} at second 30 of 10 to 110`, () =>
      assert.equal(timeAfter(key, 30, 10, 110), expected));
  }

  it('returns null for other keys', () => {
    for (const key of ['Enter', ' ', 'a', 'Tab']) assert.equal(timeAfter(key, 30, 10, 110), null);
  });
});

describe('gradientOf', () => {
  it('draws nothing when nothing is buffered', () => assert.equal(gradientOf([], 0, 100), 'none'));

  it('draws each buffered range with hard edges', () => {
    assert.equal(
      gradientOf(
        [
          [0, 25],
          [50, 75],
        ],
        0,
        100,
      ),
      'linear-gradient(to right, transparent 0.00%, currentcolor 0.00% 25.00%, transparent 25.00%, ' +
        'transparent 50.00%, currentcolor 50.00% 75.00%, transparent 75.00%)',
    );
  });

  it('is relative to the seekable range, and does not reach beyond it', () => {
    assert.match(gradientOf([[0, 300]], 100, 200), /currentcolor 0\.00% 100\.00%/);
    assert.match(gradientOf([[150, 175]], 100, 200), /currentcolor 50\.00% 75\.00%/);
  });
});
