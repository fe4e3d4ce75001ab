import { expect } from '@open-wc/testing';
import { formatBytes, formatLength } from '../../../src/upload/strings/format.js';
import { formatSeconds } from '../../../src/upload/strings/texts.js';

/** A number and its unit stay on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

describe('formatBytes', () => {
  it('formats three figures at most, in the largest unit that fits', () => {
    const texts = [0, 1, 999, 1_000, 999_499, 999_600, 12_340_000, 123_400_000, 30_000_000_000].map((bytes) =>
      formatBytes(bytes, 'en'),
    );
    expect(texts).to.deep.equal(
      ['0 bytes', '1 byte', '999 bytes', '1 kB', '999 kB', '1 MB', '12.3 MB', '123 MB', '30 GB'].map(unbroken),
    );
  });

  it('follows the language', () => {
    expect(formatBytes(12_340_000, 'de')).to.match(/^12,3\sMB$/);
  });

  it('formats a speed in the units of the language', () => {
    expect([0, 6_200_000].map((speed) => formatBytes(speed, 'en', '-per-second'))).to.deep.equal(
      ['0 byte/s', '6.2 MB/s'].map(unbroken),
    );
    expect(formatBytes(6_200_000, 'ar', '-per-second')).to.match(/م\.ب\/ث/);
  });
});

describe('formatSeconds', () => {
  it('rounds more coarsely the longer it is', () => {
    const texts = [0.2, 3.2, 9, 12, 48, 56, 70, 3_000, 3_600, 4_700, 7_150].map((seconds) =>
      formatSeconds(seconds, 'en'),
    );
    expect(texts).to.deep.equal(
      ['1 sec', '4 sec', '9 sec', '15 sec', '50 sec', '1 min', '2 min', '50 min', '1 hr', '1 hr 20 min', '2 hr'].map(
        unbroken,
      ),
    );
  });
});

describe('formatLength', () => {
  it('formats a limit without rounding it', () => {
    const texts = [0.5, 12, 60, 90, 3_600, 3_605, 5_400.5, 360_000].map((seconds) => formatLength(seconds, 'en'));
    expect(texts).to.deep.equal(
      ['0.5 sec', '12 sec', '1 min', '1 min 30 sec', '1 hr', '1 hr 5 sec', '1 hr 30 min 0.5 sec', '100 hr'].map(
        unbroken,
      ),
    );
  });

  it('follows the language', () => {
    expect(formatLength(90, 'de')).to.match(/^1\sMin\.\s30\sSek\.$/);
    expect(formatLength(90, 'ja')).to.match(/^1\s?分\s30\s?秒$/);
  });
});
