import { expect } from '@open-wc/testing';
import { watchNetwork } from '../../../src/upload/sending/network-watch.js';
import { FakeClock } from '../../harness/fake-clock.js';

describe('watchNetwork', () => {
  let moves: number;
  let said: string[];
  let unwatch: () => void;
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
    moves = 0;
    said = [];
    unwatch = watchNetwork({
      mark: () => moves,
      onOffline: () => said.push('offline'),
      onDead: () => said.push('dead'),
    });
  });
  afterEach(() => {
    unwatch();
    clock.uninstall();
  });

  const tell = (event: 'offline' | 'online'): boolean => window.dispatchEvent(new Event(event));

  it('gives a connection up that has not moved while the network was away', () => {
    tell('offline');
    tell('online');
    expect(said).to.deep.equal(['offline', 'dead']);
  });

  it('leaves one alone that lived through it', () => {
    tell('offline');
    moves += 1;
    tell('online');
    expect(said).to.deep.equal(['offline']);
  });

  it('says it again where what was on its way came through and nothing after it', async () => {
    tell('offline');
    moves += 1;
    await clock.pass(1000);
    expect(said, 'it moved').to.deep.equal(['offline']);
    await clock.pass(1000);
    expect(said).to.deep.equal(['offline', 'offline']);
    tell('online');
    await clock.pass(5000);
    expect(said).to.deep.equal(['offline', 'offline']);
  });

  it('leaves no timer behind', () => {
    tell('offline');
    unwatch();
    expect(clock.waiting).to.equal(0);
  });

  it('says nothing when the browser only says that it is online, or when nobody asks any more', () => {
    tell('online');
    unwatch();
    tell('offline');
    tell('online');
    expect(said).to.deep.equal([]);
  });
});
