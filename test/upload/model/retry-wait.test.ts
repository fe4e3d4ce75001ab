import { expect } from '@open-wc/testing';
import { waitForRetry } from '../../../src/upload/model/retry-wait.js';

const DAY_MS = 86_400_000;

describe('waitForRetry', () => {
  it('ends when the network comes back', async () => {
    const waiting = waitForRetry(DAY_MS, new AbortController().signal);
    window.dispatchEvent(new Event('online'));
    await waiting;
  });

  it('does not end before the time that a server asked for', async () => {
    let hasEnded = false;
    const stop = new AbortController();
    const wait = waitForRetry(60_000, stop.signal, true).then(
      () => (hasEnded = true),
      () => undefined,
    );
    window.dispatchEvent(new Event('online'));
    await Promise.resolve();
    expect(hasEnded).to.equal(false);
    stop.abort();
    await wait;
  });

  it('ends with the delay', () => waitForRetry(0, new AbortController().signal));

  it('ends with the signal, before and during the wait', async () => {
    const stop = new AbortController();
    const reason = new Error('left');
    const waiting = waitForRetry(DAY_MS, stop.signal);
    stop.abort(reason);
    expect(await waiting.catch((error: unknown) => error)).to.equal(reason);
    expect(await waitForRetry(0, stop.signal).catch((error: unknown) => error)).to.equal(reason);
  });
});
