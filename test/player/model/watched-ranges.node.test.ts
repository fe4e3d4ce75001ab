import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addRange, marksBetween, type WatchedRange } from '../../../src/player/model/watched-ranges.js';

describe('watched ranges', () => {
  const add = (...ranges: WatchedRange[]): readonly WatchedRange[] =>
    ranges.reduce<readonly WatchedRange[]>((all, range) => addRange(all, range), []);

  it('are joined when they touch, and sorted when they do not', () => {
    assert.deepEqual(add([0, 1], [1.01, 2], [8, 9], [4, 5]), [
      [0, 2],
      [4, 5],
      [8, 9],
    ]);
    assert.deepEqual(add([0, 1], [4, 5], [0.5, 4.5]), [[0, 5]]);
    assert.deepEqual(add([0, 5], [1, 2]), [[0, 5]], 'watched twice');
  });

  it('reach the quarters between two positions, but not the end', () => {
    assert.deepEqual(marksBetween(0, 0.2, 100), []);
    assert.deepEqual(marksBetween(24.9, 25, 100), [25]);
    assert.deepEqual(marksBetween(25, 25.2, 100), []);
    assert.deepEqual(marksBetween(0, 10, 10), [25, 50, 75]);
  });
});
