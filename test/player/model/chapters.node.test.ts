import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chapterAt, chapterBeside, cutsOf, orderChapters } from '../../../src/player/model/chapters.js';

const named = (...given: [startTime: unknown, title?: unknown, endTime?: unknown][]) =>
  orderChapters(given.map(([startTime, title = 'A', endTime]) => ({ startTime, title, endTime })));

describe('orderChapters', () => {
  it('sorts chapters, each up to the next one or to its own end', () => {
    assert.deepEqual(named([30, 'C'], [0, 'A'], [10, 'B', 20]), [
      { startTime: 0, endTime: 10, title: 'A' },
      { startTime: 10, endTime: 20, title: 'B' },
      { startTime: 30, endTime: Infinity, title: 'C' },
    ]);
  });

  it('ends a chapter at the next one, and keeps the later one of two with the same start', () => {
    assert.deepEqual(named([0, 'A', 100], [10, 'B', 5], [10, 'C', 12]), [
      { startTime: 0, endTime: 10, title: 'A' },
      { startTime: 10, endTime: 12, title: 'C' },
    ]);
  });

  it('drops chapters without a valid time and title, and cleans up titles', () => {
    const titles = named(
      [NaN],
      ['5'],
      [Infinity],
      [1, ''],
      [2, ' \n\t '],
      [3, '\u200f\u200b'],
      [4, 7],
      [-5, 'before'],
      [6, 'one\nline\u0000 of\ttext'],
    ).map(({ startTime, title }) => [startTime, title]);
    assert.deepEqual(titles, [
      [0, 'before'],
      [6, 'one line of text'],
    ]);
    assert.deepEqual(orderChapters([null, undefined, {}]), []);
  });

  it('keeps at most 1,000 chapters, and cuts long titles between characters', () => {
    const many = orderChapters(Array.from({ length: 5_000 }, (_, at) => ({ startTime: at, title: `${at}` })));
    assert.equal(many.length, 1_000);
    const [long] = named([0, '𝒜'.repeat(5_000)]);
    assert.equal(long?.title, '𝒜'.repeat(200));
  });

  it('keeps titles with letters of both directions as they are', () => {
    assert.equal(named([0, 'מבוא (Intro) <b>&amp;'])[0]?.title, 'מבוא (Intro) <b>&amp;');
  });
});

describe('chapters and times', () => {
  const chapters = named([10, 'A', 20], [30, 'B'], [40, 'C']);
  it('chapterAt() returns the chapter that has begun and not ended', () => {
    const at = (time: number): string | undefined => chapterAt(chapters, time)?.title;
    assert.deepEqual([9.9, 10, 20, 35, 40, 1e9, NaN].map(at), [undefined, 'A', undefined, 'B', 'C', 'C', undefined]);
  });

  it('chapterBeside() goes back to the current chapter, or in its first seconds to the one before', () => {
    const beside = (time: number, by: 1 | -1): string | undefined => chapterBeside(chapters, time, by)?.title;
    assert.deepEqual(
      [0, 10, 25, 45].map((time) => beside(time, 1)),
      ['A', 'B', 'B', undefined],
    );
    assert.deepEqual(
      [0, 31, 36, 99].map((time) => beside(time, -1)),
      ['A', 'A', 'B', 'C'],
    );
  });

  it('cutsOf() returns where chapters begin or end, except at the ends of the bar, and not too many', () => {
    assert.deepEqual(cutsOf(chapters, 0, 100), [10, 20, 30, 40]);
    assert.deepEqual(cutsOf(chapters, 20, 40), [50]);
    assert.deepEqual(cutsOf(named([0, 'A'], [99.9, 'B']), 0, 100), []);
    const many = orderChapters(Array.from({ length: 1_000 }, (_, at) => ({ startTime: at / 10, title: 'x' })));
    assert.equal(cutsOf(many, 0, 100).length < 170, true);
  });
});
