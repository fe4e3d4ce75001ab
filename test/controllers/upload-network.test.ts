import { expect } from '@open-wc/testing';
import { watchNetwork } from '../../src/controllers/upload-network.js';

describe('watchNetwork', () => {
  let moves: number;
  let said: string[];
  let unwatch: () => void;
  beforeEach(() => {
    moves = 0;
    said = [];
    unwatch = watchNetwork({
      mark: () => moves,
      onOffline: () => said.push('offline'),
      onDead: () => said.push('dead'),
    });
  });
  afterEach(() => unwatch());

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

  it('says nothing when the browser only says that it is online, or when nobody asks any more', () => {
    tell('online');
    unwatch();
    tell('offline');
    tell('online');
    expect(said).to.deep.equal([]);
  });
});
