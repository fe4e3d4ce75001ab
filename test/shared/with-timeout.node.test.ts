import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTimeout } from '../../src/shared/with-timeout.js';

describe('withTimeout', () => {
  it('aborts with its signal, and when its time is over', (t) => {
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
