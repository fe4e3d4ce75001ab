import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settledWithin, withTimeout } from '../../src/shared/with-timeout.js';

describe('withTimeout', () => {
  it('aborts when the request is not wanted any more, and when its time is over', (t) => {
    const late = [1, 2, 3].map(() => new AbortController());
    const times: number[] = [];
    t.mock.method(AbortSignal, 'timeout', (ms: number) => late[times.push(ms) - 1]!.signal);
    const stop = new AbortController();
    const [stopped, over] = [withTimeout(stop.signal, 10), withTimeout(undefined, 20)];
    assert.deepEqual(times, [10, 20]);
    assert.deepEqual([stopped.aborted, over.aborted], [false, false]);
    stop.abort();
    assert.deepEqual([stopped.aborted, over.aborted], [true, false]);
    late[1]!.abort();
    assert.equal(over.aborted, true);
    const both = withTimeout(new AbortController().signal, 30);
    late[2]!.abort();
    assert.equal(both.aborted, true, 'with a signal, too');
  });
});

describe('settledWithin', () => {
  const never = new Promise<never>(() => undefined);

  it('waits no longer than a promise takes, whether it comes true or not', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { signal } = new AbortController();
    await settledWithin(Promise.resolve(), 1_000, signal);
    await settledWithin(Promise.reject(new Error('no')), 1_000, signal);
  });

  it('waits no longer than its time', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const waited = settledWithin(never, 1_000, new AbortController().signal);
    t.mock.timers.tick(1_000);
    await waited;
  });

  it('waits no longer than until it is aborted, and leaves no timer behind', async (t) => {
    const cleared = t.mock.method(globalThis, 'clearTimeout');
    const stop = new AbortController();
    const waited = settledWithin(never, 1_000, stop.signal);
    stop.abort();
    await waited;
    assert.equal(cleared.mock.callCount(), 1);
  });
});
