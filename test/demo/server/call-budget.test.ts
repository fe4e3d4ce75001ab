import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCallBudget, type CallPurpose } from '../../../demo/server/call-budget.js';

const WINDOW = 300_000;

describe('createCallBudget', () => {
  it('allows the given number of calls in any five minutes, and tells how long to wait for the next', () => {
    const clock = { now: 0 };
    const budget = createCallBudget(10, () => clock.now);
    for (let n = 0; n < 10; n++) {
      assert.ok(budget.take('upload'));
      clock.now += 1_000;
    }
    assert.equal(budget.take('upload'), false);
    assert.equal(budget.waitMs('upload'), WINDOW - 10_000);
    clock.now = WINDOW - 1;
    assert.equal(budget.take('upload'), false);
    clock.now = WINDOW;
    assert.ok(budget.take('upload'));
    assert.equal(budget.take('upload'), false);
  });

  it('reserves a share of the calls for polls and one for uploads', () => {
    const budget = createCallBudget(100, () => 0);
    const takeAll = (purpose: CallPurpose): number => {
      let taken = 0;
      while (budget.take(purpose)) taken++;
      return taken;
    };
    assert.deepEqual(
      [takeAll('look'), takeAll('poll'), takeAll('look'), takeAll('upload'), takeAll('upload')],
      [55, 25, 0, 20, 0],
    );
  });

  it('never allows more calls than its limit in any five minutes, for random purposes at random times', () => {
    // A small seeded generator, so that each run asks in the same order.
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const clock = { now: 0 };
    const budget = createCallBudget(1_200, () => clock.now);
    const taken: number[] = [];
    for (let n = 0; n < 40_000; n++) {
      clock.now += random() < 0.01 ? random() * 20_000 : random() * 60;
      const purpose = (['upload', 'poll', 'look'] as const)[Math.floor(random() * 3)]!;
      if (budget.take(purpose)) taken.push(clock.now);
    }
    let first = 0;
    taken.forEach((at, n) => {
      while (taken[first]! <= at - WINDOW) first++;
      assert.ok(n - first + 1 <= 1_200);
    });
    assert.ok(taken.length > 5_000);
  });

  it('allows one call of any purpose when the budget is one', () => {
    const budget = createCallBudget(1, () => 0);
    assert.ok(budget.take('look'));
    assert.equal(budget.take('upload'), false);
  });
});
