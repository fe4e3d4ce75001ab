import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isSendingUrgent,
  nextProgress,
  pauseProgress,
  percentOf,
  startProgress,
} from '../../../src/upload/model/upload-progress.js';

describe('nextProgress', () => {
  it('reports speed and time left only once it has measured long enough', () => {
    let progress = startProgress(10_000_000);
    progress = nextProgress(progress, 0, 0);
    progress = nextProgress(progress, 500_000, 500);
    assert.deepEqual([progress.bytesPerSecond, progress.secondsLeft], [null, null]);
    progress = nextProgress(progress, 2_000_000, 2_000);
    assert.deepEqual([progress.bytesPerSecond, progress.secondsLeft], [1_000_000, 8]);
  });

  it('never reports fewer bytes than before, nor more than the total', () => {
    let progress = nextProgress(startProgress(100, 62), 70, 0);
    progress = nextProgress(progress, 50, 100);
    assert.equal(progress.sentBytes, 70);
    progress = nextProgress(progress, 71, 200);
    assert.equal(progress.sentBytes, 71);
    assert.equal(nextProgress(progress, 1_000, 300).sentBytes, 100, 'nor more than there is');
  });

  it('starts measuring anew when bytes have to be sent again', () => {
    let progress = startProgress(10_000);
    for (let at = 0; at <= 4_000; at += 500) progress = nextProgress(progress, at, at);
    assert.equal(progress.bytesPerSecond, 1_000);
    progress = nextProgress(progress, 2_000, 4_500);
    assert.equal(progress.samples.length, 1);
  });

  it('changes the time left by less than a tenth during a short stall', () => {
    let progress = startProgress(100_000);
    for (let at = 0; at <= 20_000; at += 500) progress = nextProgress(progress, at, at);
    const before = progress.secondsLeft!;
    progress = nextProgress(progress, 20_000, 21_000);
    assert.ok(Math.abs(progress.secondsLeft! - before) < before * 0.1, `${before} → ${progress.secondsLeft}`);
  });

  it('counts down steadily on a connection whose speed varies by half', () => {
    let progress = startProgress(400_000_000);
    let bytes = 0;
    let changes = 0;
    let longest = 0;
    for (let at = 0; at <= 60_000; at += 100) {
      bytes += 100_000 * (at % 2_000 < 1_000 ? 1.5 : 0.5);
      const next = nextProgress(progress, bytes, at);
      if (at > 15_000) {
        if (next.bytesPerSecond !== progress.bytesPerSecond) changes += 1;
        longest = Math.max(longest, next.secondsLeft! - progress.secondsLeft!);
      }
      progress = next;
    }
    assert.ok(longest < 3, `it went up by ${longest} s of ${progress.secondsLeft} s at once`);
    assert.ok(changes <= 2 * 45, `the speed was drawn ${changes} times in 45 s`);
    assert.ok(Math.abs(progress.bytesPerSecond! - 1_000_000) < 100_000);
  });

  it('keeps a bounded number of samples, however frequent the events are', () => {
    let progress = startProgress(1_000_000);
    for (let at = 0; at < 100_000; at += 10) progress = nextProgress(progress, at, at);
    assert.ok(progress.samples.length <= 42, `${progress.samples.length} samples`);
  });

  it('reports no speed while nothing moves', () => {
    let progress = nextProgress(startProgress(100, 0), 10, 0);
    progress = nextProgress(progress, 10, 30_000);
    assert.deepEqual([progress.bytesPerSecond, progress.secondsLeft], [null, null]);
  });
});

describe('pauseProgress', () => {
  it('keeps the bytes and forgets the speed', () => {
    const progress = nextProgress(nextProgress(startProgress(100), 0, 0), 40, 4_000);
    assert.deepEqual(pauseProgress(progress), startProgress(100, 40));
  });
});

describe('percentOf', () => {
  it('is 100 only if every byte was sent', () => {
    assert.equal(percentOf(999_999, 1_000_000), 99);
    assert.equal(percentOf(1_000_000, 1_000_000), 100);
    assert.equal(percentOf(0, 0), 0);
  });
});

describe('isSendingUrgent', () => {
  const MB = 1e6;
  /** Progress of a file half a second after its first byte. */
  const afterHalfASecond = (totalBytes: number, bytesPerSecond: number): ReturnType<typeof startProgress> =>
    nextProgress(nextProgress(startProgress(totalBytes), 0, 1_000), bytesPerSecond / 2, 1_500);
  const cases: [what: string, totalBytes: number, bytesPerSecond: number, isUrgent: boolean][] = [
    ['a film of 500 MB at 300 MB/s', 500 * MB, 300 * MB, true],
    ['a clip of 20 MB at 40 MB/s', 20 * MB, 40 * MB, true],
    ['a film of 50 GB at 300 MB/s', 50_000 * MB, 300 * MB, false],
    ['a clip of 4 MB at 1 MB/s, sent in four seconds', 4 * MB, MB, false],
    ['a film of 200 MB at 20 MB/s, sent in ten seconds', 200 * MB, 20 * MB, false],
    ['a film of which nothing moves', 500 * MB, 0, false],
  ];
  for (const [what, totalBytes, bytesPerSecond, isUrgent] of cases) {
    it(`is ${isUrgent} for ${what}`, () => {
      assert.equal(isSendingUrgent(afterHalfASecond(totalBytes, bytesPerSecond)), isUrgent);
    });
  }

  it('is true until there are two figures', () => {
    assert.equal(isSendingUrgent(startProgress(10)), true);
    assert.equal(isSendingUrgent(nextProgress(startProgress(10), 5, 1_000)), true);
  });
});
