import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseClockTime } from '../../../src/player/model/clock-time.js';

describe('parseClockTime', () => {
  const cases: [text: string, seconds: number | undefined][] = [
    ['123', 123],
    ['90s', 90],
    ['1h2m3s', 3723],
    ['1h12m27s', 4347],
    ['2m', 120],
    ['1h5', 3605],
    ['0', 0],
    ['1.5s', 1.5],
    ['', undefined],
    ['3m2h', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['9'.repeat(400), undefined],
    ['1e5', undefined],
  ];
  for (const [text, seconds] of cases) {
    it(`reads "${text}" as ${seconds ?? 'no time'}`, () => {
      assert.equal(parseClockTime(text), seconds);
    });
  }
});
