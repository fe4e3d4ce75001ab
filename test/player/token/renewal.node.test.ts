import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRenewal } from '../../../src/player/token/renewal.js';

describe('planRenewal', () => {
  const plans: [what: string, life: number, margin: number | undefined, renewAfter: number, unsafeAfter: number][] = [
    ['an hour, at 80 %', 3_600_000, undefined, 2_880_000, 3_597_000],
    ['an hour, 20 minutes before the end', 3_600_000, 1200, 2_400_000, 3_597_000],
    ['an hour, where the margin comes after the 80 %', 3_600_000, 10, 2_880_000, 3_597_000],
    ['an hour, where the margin is longer than its life', 3_600_000, 9999, 1_800_000, 3_597_000],
    ['two seconds', 2000, undefined, 1600, 1600],
    ['two seconds with a margin of a minute', 2000, 60, 1000, 1600],
  ];
  for (const [what, life, margin, renewAfter, unsafeAfter] of plans) {
    it(`plans for ${what}`, () => {
      const start = 1_700_000_000_000;
      assert.deepEqual(planRenewal(start, start + life, margin), {
        renewAt: start + renewAfter,
        unsafeAt: start + unsafeAfter,
      });
    });
  }

  it('renews at once what has ended', () => {
    assert.deepEqual(planRenewal(5000, 4000), { renewAt: 4000, unsafeAt: 4000 });
  });
});
