import { expect } from '@open-wc/testing';
import { formatBytes, formatPercent, formatSeconds } from '../../src/ui/upload-format.js';

describe('formatBytes', () => {
  it('gives two or three figures in the largest unit that fits', () => {
    const texts = [0, 1, 999, 1_000, 999_499, 999_600, 12_340_000, 123_400_000, 30_000_000_000].map((bytes) => formatBytes(bytes, 'en'));
    expect(texts).to.deep.equal(['0 byte', '1 byte', '999 byte', '1 kB', '999 kB', '1 MB', '12.3 MB', '123 MB', '30 GB']);
  });

  it('follows the language', () => {
    expect(formatBytes(12_340_000, 'de')).to.match(/^12,3\sMB$/);
  });
});

describe('formatSeconds', () => {
  it('is coarser the longer it takes', () => {
    const texts = [0.2, 3.2, 9, 12, 48, 56, 70, 3_000, 3_600, 4_700, 7_150].map((seconds) => formatSeconds(seconds, 'en'));
    expect(texts).to.deep.equal([
      '1 sec',
      '4 sec',
      '9 sec',
      '15 sec',
      '50 sec',
      '1 min',
      '2 min',
      '50 min',
      '1 hr',
      '1 hr 20 min',
      '2 hr',
    ]);
  });
});

describe('formatPercent', () => {
  it('does not round up', () => {
    expect(formatPercent(99.9, 'en')).to.equal('99%');
  });
});
