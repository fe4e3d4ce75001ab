import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDecodeTime, readTimescale } from '../../../src/player/engine/mp4-times.js';

const bytes = (...parts: readonly (readonly number[])[]): number[] => parts.flat();
const number32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const letters = (name: string): number[] => Array.from(name, (letter) => letter.charCodeAt(0));
const box = (name: string, ...content: readonly (readonly number[])[]): number[] => {
  const body = bytes(...content);
  return [...number32(body.length + 8), ...letters(name), ...body];
};
const array = (content: readonly number[]): Uint8Array => Uint8Array.from(content);

const mdhd = [
  box('mdhd', number32(0), number32(0), number32(0), number32(90_000)),
  box('mdhd', number32(0x0100_0000), ...Array.from({ length: 4 }, () => number32(0)), number32(48_000)),
];
const init = (header: number[]): Uint8Array =>
  array(
    bytes(
      box('ftyp', number32(0)),
      box('moov', box('mvhd', number32(7)), box('trak', box('tkhd'), box('mdia', header))),
    ),
  );
const segment = (tfdt: number[], data: readonly number[] = [1, 2, 3]): number[] =>
  bytes(
    box('styp', number32(0)),
    box('moof', box('mfhd', number32(1)), box('traf', box('tfhd', number32(0)), tfdt)),
    box('mdat', data),
  );

describe('readTimescale', () => {
  it('reads headers of 32 and of 64 bits', () => {
    assert.deepEqual(
      mdhd.map((header) => readTimescale(init(header))),
      [90_000, 48_000],
    );
  });

  it('returns undefined when there is none', () => {
    for (const content of [[], [1, 2, 3], box('moov'), box('moov', box('trak')), bytes(number32(0), number32(0))])
      assert.equal(readTimescale(array(content)), undefined);
  });
});

describe('readDecodeTime', () => {
  const short = box('tfdt', number32(0), number32(123_456));
  const long = box('tfdt', number32(0x0100_0000), number32(1), number32(5));

  it('reads boxes of 32 and of 64 bits', () => {
    assert.equal(readDecodeTime(array(segment(short))), 123_456);
    assert.equal(readDecodeTime(array(segment(long))), 2 ** 32 + 5);
  });

  it('reads the time as soon as its box is complete, and not before', () => {
    const all = segment(
      short,
      Array.from({ length: 50 }, () => 0),
    );
    const known = Array.from({ length: all.length + 1 }, (_, length) => readDecodeTime(array(all.slice(0, length))));
    const first = known.findIndex((time) => time !== undefined);
    assert.ok(first > 0 && first < all.length - 50, 'before the data of the segment');
    assert.ok(known.slice(first).every((time) => time === 123_456));
  });

  it('ignores the name of its box within the data of another', () => {
    const name = letters('tfdt');
    assert.equal(readDecodeTime(array(bytes(box('free', name, name, name), segment(short)))), 123_456);
  });

  it('reads a subarray of a larger buffer', () => {
    const all = array([9, 9, 9, ...segment(short)]);
    assert.equal(readDecodeTime(all.subarray(3)), 123_456);
  });

  it('stops at invalid sizes', () => {
    for (const size of [0, 1, 7, 0xffff_ffff])
      assert.equal(readDecodeTime(array(bytes(number32(size), letters('free'), segment(short)))), undefined);
  });
});
