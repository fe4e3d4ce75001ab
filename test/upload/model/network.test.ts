import { expect } from '@open-wc/testing';
import { NetworkWatch, waitForRetry } from '../../../src/upload/model/network.js';

import { FakeClock } from '../../harness/fake-clock.js';

const DAY_MS = 86_400_000;

describe('waitForRetry', () => {
  it('resolves when the network comes back', async () => {
    const waiting = waitForRetry(DAY_MS, new AbortController().signal);
    window.dispatchEvent(new Event('online'));
    await waiting;
  });

  it('does not resolve before the time that a server asked for', async () => {
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

  it('resolves after the delay', () => waitForRetry(0, new AbortController().signal));

  it('rejects with the signal’s reason, before and during the wait', async () => {
    const stop = new AbortController();
    const reason = new Error('left');
    const waiting = waitForRetry(DAY_MS, stop.signal);
    stop.abort(reason);
    expect(await waiting.catch((error: unknown) => error)).to.equal(reason);
    expect(await waitForRetry(0, stop.signal).catch((error: unknown) => error)).to.equal(reason);
  });
});

describe('NetworkWatch', () => {
  let said: string[];
  let network: NetworkWatch;
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
    said = [];
    network = new NetworkWatch(() => said.push('offline'));
    network.signal.addEventListener('abort', () => said.push('dead'));
  });
  afterEach(() => {
    network.end();
    clock.uninstall();
  });

  const tell = (event: 'offline' | 'online'): boolean => window.dispatchEvent(new Event(event));

  it('gives up a connection that did not move during an outage', () => {
    tell('offline');
    tell('online');
    expect(said).to.deep.equal(['offline', 'dead']);
  });

  it('keeps a connection that moves again after an outage', async () => {
    tell('offline');
    network.noteMove();
    tell('online');
    network.noteMove();
    await clock.pass(5000);
    expect(said).to.deep.equal(['offline']);
  });

  it('gives up a connection that moved during an outage, and then stands still for a second after it', async () => {
    tell('offline');
    network.noteMove();
    tell('online');
    expect(said, 'it may live').to.deep.equal(['offline']);
    await clock.pass(1000);
    expect(said).to.deep.equal(['offline', 'dead']);
    expect(clock.waiting).to.equal(0);
  });

  it('reports offline again once nothing moves any more, and gives up the connection after the outage', async () => {
    tell('offline');
    network.noteMove();
    await clock.pass(1000);
    expect(said, 'it moved').to.deep.equal(['offline']);
    await clock.pass(1000);
    expect(said).to.deep.equal(['offline', 'offline']);
    tell('online');
    expect(said, 'it has stood still').to.deep.equal(['offline', 'offline', 'dead']);
  });

  it('leaves no timer behind when it ends', () => {
    tell('offline');
    network.end();
    expect(clock.waiting).to.equal(0);
  });

  it('ignores `online` without an outage, and everything after its end', () => {
    tell('online');
    network.end();
    tell('offline');
    tell('online');
    expect(said).to.deep.equal([]);
  });
});
