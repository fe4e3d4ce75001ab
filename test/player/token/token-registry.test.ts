import { expect } from '@open-wc/testing';
import { shareKeeper } from '../../../src/player/token/token-registry.js';
import { OTHER_UID, UID } from '../../harness/tokens.js';

describe('shareKeeper', () => {
  it('gives one keeper to all who ask the same endpoint for the same video, until the last lets go', () => {
    const origin = { uid: UID, tokenEndpoint: '/tokens/{uid}' };
    const first = shareKeeper(origin);
    const second = shareKeeper({ ...origin });
    expect(second.keeper).to.equal(first.keeper);
    first.release();
    first.release();
    const third = shareKeeper(origin);
    expect(third.keeper, 'the second still has it').to.equal(second.keeper);
    second.release();
    third.release();
    const last = shareKeeper(origin);
    expect(last.keeper).not.to.equal(first.keeper);
    last.release();
  });

  it('tells other videos, endpoints and functions apart', () => {
    const getToken = (): Promise<string> => Promise.reject(new Error('No.'));
    const shares = [
      { uid: UID, tokenEndpoint: '/a/{uid}' },
      { uid: OTHER_UID, tokenEndpoint: '/a/{uid}' },
      { uid: UID, tokenEndpoint: '/b/{uid}' },
      { uid: UID, tokenEndpoint: '/a/{uid}', getToken },
      { uid: UID, getToken: () => getToken() },
    ].map(shareKeeper);
    expect(new Set(shares.map(({ keeper }) => keeper)).size).to.equal(shares.length);
    for (const { release } of shares) release();
  });
});
