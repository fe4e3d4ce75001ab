import { expect } from '@open-wc/testing';
import { formatClock, formatSpokenTime } from '../../../src/player/strings/format-time.js';

describe('formatClock', () => {
  const cases: [seconds: number, text: string][] = [
    [0, '0:00'],
    [12.9, '0:12'],
    [64, '1:04'],
    [3599.99, '59:59'],
    [3723, '1:02:03'],
    [-1, '0:00'],
    [Number.NaN, '0:00'],
    [Infinity, '0:00'],
  ];
  for (const [seconds, text] of cases) {
    it(`writes ${seconds} s as ${text}`, () => {
      expect(formatClock(seconds)).to.equal(text);
    });
  }
});

describe('formatSpokenTime', () => {
  it('names hours, minutes and seconds, and omits those that are zero', () => {
    expect(formatSpokenTime(0.4, 'en')).to.equal('0 seconds');
    expect(formatSpokenTime(61, 'en')).to.equal('1 minute 1 second');
    expect(formatSpokenTime(7203, 'en')).to.equal('2 hours 3 seconds');
    expect(formatSpokenTime(64, 'de')).to.equal('1 Minute 4 Sekunden');
  });
});
