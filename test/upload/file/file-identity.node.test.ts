import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprintOf, sampleRanges } from '../../../src/upload/file/file-identity.js';

const file = { size: 12_000_000_000, lastModified: 1_700_000_000_000 };
const samples = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];

describe('fingerprintOf', () => {
  it('is the same for the same file', () => {
    assert.equal(
      fingerprintOf(file, samples),
      fingerprintOf(
        { ...file },
        samples.map((bytes) => bytes.slice()),
      ),
    );
  });

  it('differs with size, date and content', () => {
    const all = [
      fingerprintOf(file, samples),
      fingerprintOf({ ...file, size: file.size + 1 }, samples),
      fingerprintOf({ ...file, lastModified: file.lastModified + 1 }, samples),
      fingerprintOf(file, [Uint8Array.of(1, 2, 4), Uint8Array.of(4, 5, 6)]),
      fingerprintOf(file, [Uint8Array.of(2, 1, 3), Uint8Array.of(4, 5, 6)]),
    ];
    assert.equal(new Set(all).size, all.length, all.join('\n'));
  });

  it('is short and holds nothing of the name', () => {
    assert.match(fingerprintOf(file, samples), /^[\da-z]+-[\da-z]+-[\da-f]{16}$/);
  });
});

describe('sampleRanges', () => {
  it('stays inside the file, whatever its size', () => {
    for (const size of [1, 1000, 49_152, 49_153, 30_000_000_000]) {
      for (const [start, end] of sampleRanges(size))
        assert.ok(start >= 0 && start < end && end <= size, `${size}: ${start}–${end}`);
    }
  });

  it('reads little of a large file, and the whole of a small one', () => {
    const read = sampleRanges(30_000_000_000).reduce((sum, [start, end]) => sum + end - start, 0);
    assert.equal(read, 49_152);
    assert.deepEqual(sampleRanges(1000), [[0, 1000]]);
  });
});
