import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findHits,
  lineAt,
  marksOf,
  mergeLines,
  parseCaptions,
  plainText,
  toParagraphs,
  type TranscriptLine,
} from '../../../src/player/model/transcript.js';

const lines = (...texts: string[]): TranscriptLine[] =>
  texts.map((text, at) => ({ startTime: at * 2, endTime: at * 2 + 2, text }));

describe('parseCaptions', () => {
  it('reads times and plain text, and skips everything else', () => {
    const file =
      '\uFEFFWEBVTT\r\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\r\n\r\nNOTE 1\r\nnot --> this\r\n\r\nSTYLE\n::cue{}\n\nname\n00:01.500 --> 00:02.000 line:0 align:start\n<v Ann>Hello\n<i>you</i> &amp; me</v>\n\n01:00:00.000 --> 01:00:01.000\nLate\n\n\n00:05.000 --> 00:06.000\n<b></b>&lrm;\n\n99 --> 100\nno\n';
    assert.deepEqual(parseCaptions(file), [
      { startTime: 1.5, endTime: 2, text: 'Hello you & me' },
      { startTime: 3600, endTime: 3601, text: 'Late' },
    ]);
    for (const other of ['', 'WEBVTT', '<html></html>', '-->', '\u0000'.repeat(1_000)])
      assert.deepEqual(parseCaptions(other), []);
  });

  it('keeps at most 10,000 lines, and 1,000 characters of a text', () => {
    const file = `WEBVTT\n\n${'00:00.000 --> 00:01.000\nword\n\n'.repeat(30_000)}`;
    assert.equal(parseCaptions(file).length, 10_000);
    assert.equal(plainText('<'.repeat(100_000)).length, 0);
    assert.equal(plainText('x'.repeat(100_000)).length, 1_000);
  });
});

describe('transcripts', () => {
  it('mergeLines() keeps lines of several segments once and in order', () => {
    const [one, two, three] = lines('a', 'b', 'c');
    assert.deepEqual(mergeLines([one!, two!], [two!, three!, one!]), [one, two, three]);
  });

  it('toParagraphs() breaks at silence, at another speaker, and after a sentence that is long enough', () => {
    const later = { startTime: 100, endTime: 101, text: 'Later' };
    const texts = (given: readonly TranscriptLine[]): string[][] =>
      toParagraphs(given).map((paragraph) => paragraph.lines.map(({ text }) => text));
    assert.deepEqual(texts([...lines('One.', 'two', '– Three', 'four'), later]), [
      ['One.', 'two'],
      ['– Three', 'four'],
      ['Later'],
    ]);
    const long = `${'x'.repeat(250)}。`;
    assert.deepEqual(texts(lines('a', long, 'b')), [['a', long], ['b']]);
    assert.equal(texts(lines(...Array.from({ length: 100 }, () => 'x'.repeat(50)))).length, 9);
    assert.deepEqual(toParagraphs([]), []);
    assert.equal(toParagraphs(lines('– a', '– b'))[1]?.first, 1);
  });

  it('findHits() ignores case, and takes special characters literally', () => {
    const all = lines('Ärger (1.5) im Haus', 'haus, HAUS');
    assert.deepEqual(findHits(all, ' haus '), [
      { line: 0, start: 15, end: 19 },
      { line: 1, start: 0, end: 4 },
      { line: 1, start: 6, end: 10 },
    ]);
    assert.deepEqual(findHits(all, '(1.5)'), [{ line: 0, start: 6, end: 11 }]);
    assert.equal(findHits(all, 'ÄRGER').length, 1);
    for (const nothing of ['', '  ', '.', '[', '\\', 'xyz', '-', '/']) assert.ok(findHits(all, nothing).length <= 1);
    assert.equal(findHits(lines('a'.repeat(5_000)), 'a').length, 1_000);
  });

  it('lineAt() returns the line that has begun last', () => {
    assert.deepEqual(
      [-1, 0, 3, 99].map((time) => lineAt(lines('a', 'b'), time)),
      [-1, 0, 1, 1],
    );
  });
});

describe('marksOf', () => {
  const places = (css: string): string[] =>
    [...css.matchAll(/([\d.]+)% \+ -([\d.]+)px/g)].map(([, at, by]) => `${at} ±${by}`);

  it('draws each time at its place on the bar, and the current one wider', () => {
    assert.deepEqual(places(marksOf([50, 10, 0], 10, 0, 100)), ['0.00 ±1.5', '10.00 ±3.5', '50.00 ±1.5']);
    assert.deepEqual(places(marksOf([110, 150], undefined, 100, 200)), ['10.00 ±1.5', '50.00 ±1.5']);
  });

  it('draws close times as one mark, for the current one if that is among them', () => {
    assert.deepEqual(places(marksOf([10, 10.2, 10.4, 60], 10.2, 0, 100)), ['10.20 ±3.5', '60.00 ±1.5']);
    const many = Array.from({ length: 1_000 }, (_, at) => at);
    assert.ok(places(marksOf(many, 3, 0, 1_000)).length <= 201);
  });

  it('draws nothing outside of the bar, and nothing at all when its length is unknown', () => {
    assert.deepEqual(places(marksOf([-1, 5, 101], undefined, 0, 100)), ['5.00 ±1.5']);
    for (const [start, end] of [
      [0, Number.NaN],
      [0, 0],
      [0, Infinity],
    ] as const)
      assert.equal(marksOf([Number.NaN, 5], 5, start, end), 'none', String(end));
  });
});
