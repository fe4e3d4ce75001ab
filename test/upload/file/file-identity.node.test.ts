import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprintOf, sampleRanges } from '../../../src/upload/file/file-identity.js';

const file = { size: 12_000_000_000, lastModified: 1_700_000_000_000 };
const samples = Uint8Array.of(1, 2, 3, 4, 5, 6);

describe('fingerprintOf', () => {
  it('is the same for the same file', () => {
    assert.equal(fingerprintOf(file, samples), fingerprintOf({ ...file }, samples.slice()));
  });

  it('is the same for a video that a phone gives another date each time', () => {
    for (const lastModified of [0, 1, 1_700_000_001_000, Number.NaN])
      assert.equal(fingerprintOf({ ...file, lastModified } as never, samples), fingerprintOf(file, samples));
  });

  it('differs with size and content', () => {
    const all = [
      fingerprintOf(file, samples),
      fingerprintOf({ ...file, size: file.size + 1 }, samples),
      fingerprintOf(file, Uint8Array.of(1, 2, 4, 4, 5, 6)),
      fingerprintOf(file, Uint8Array.of(2, 1, 3, 4, 5, 6)),
    ];
    assert.equal(new Set(all).size, all.length, all.join('\n'));
  });

  it('stays the same from version to version', () => {
    assert.equal(fingerprintOf(file, samples), '5ighn9c-03d252aab69cbbda');
  });

  it('is short, and contains nothing of the name', () => {
    assert.match(fingerprintOf(file, samples), /^[\da-z]+-[\da-f]{16}$/);
  });
});

describe('sampleRanges', () => {
  it('stays inside the file, whatever its size', () => {
    for (const size of [1, 1000, 1_064_960, 1_064_961, 30_000_000_000]) {
      for (const [start, end] of sampleRanges(size))
        assert.ok(start >= 0 && start < end && end <= size, `${size}: ${start}–${end}`);
    }
  });

  it('covers little of a large file, and all of a small one', () => {
    const read = sampleRanges(30_000_000_000).reduce((sum, [start, end]) => sum + end - start, 0);
    assert.equal(read, 65 * 16_384);
    assert.deepEqual(sampleRanges(1000), [[0, 1000]]);
  });

  it('covers the start, the end and places all over, so that a change in between is noticed', () => {
    const ranges = sampleRanges(1_000_000_000);
    assert.equal(ranges[0]![0], 0);
    assert.equal(ranges.at(-1)![1], 1_000_000_000);
    const gaps = ranges.slice(1).map(([start], index) => start - ranges[index]![1]);
    assert.ok(Math.max(...gaps) < 1_000_000_000 / 20 && Math.min(...gaps) > 0);
  });
});
