import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RetryTimer } from '../../../src/player/model/retry-timer.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { globalEvents } from '../../harness/global-events.js';

describe('RetryTimer', () => {
  let clock: FakeClock;
  let timer: RetryTimer;
  let done: string[];
  const goOn =
    (name = 'done') =>
    (): void =>
      void done.push(name);

  beforeEach(() => {
    clock = new FakeClock();
    timer = new RetryTimer();
    done = [];
  });
  afterEach(() => {
    timer.stop();
    clock.uninstall();
  });

  it('calls back after its delay, and not before', async () => {
    timer.start(1000, goOn());
    await clock.pass(999);
    assert.deepEqual([done, timer.isWaiting], [[], true]);
    await clock.pass(1);
    assert.deepEqual([done, timer.isWaiting], [['done'], false]);
  });

  it('calls back at once when the network returns, and only once', async () => {
    timer.start(1000, goOn());
    globalEvents.dispatchEvent(new Event('online'));
    assert.deepEqual(done, ['done']);
    globalEvents.dispatchEvent(new Event('online'));
    await clock.pass(5000);
    assert.deepEqual(done, ['done']);
  });

  it('calls back at once on end(), and returns whether it was waiting', () => {
    assert.equal(timer.end(), false);
    timer.start(1000, goOn());
    assert.equal(timer.end(), true);
    assert.equal(timer.end(), false);
    assert.deepEqual(done, ['done']);
  });

  it('drops the previous wait when another one starts', async () => {
    timer.start(1000, goOn('first'));
    timer.start(3000, goOn('second'));
    await clock.pass(2999);
    assert.deepEqual(done, []);
    await clock.pass(1);
    assert.deepEqual(done, ['second']);
  });

  it('does not call back after stop(), and leaves no timer', async () => {
    timer.start(1000, goOn());
    timer.stop();
    globalEvents.dispatchEvent(new Event('online'));
    assert.equal(clock.waiting, 0);
    await clock.pass(5000);
    assert.deepEqual([done, timer.isWaiting], [[], false]);
  });

  it('can be restarted by its callback', async () => {
    timer.start(1000, () => timer.start(1000, goOn('again')));
    await clock.pass(1000);
    assert.equal(timer.isWaiting, true);
    await clock.pass(1000);
    assert.deepEqual(done, ['again']);
  });
});
