import { expect } from '@open-wc/testing';
import { shareTokenManager } from '../../../src/player/token/token-registry.js';
import { OTHER_UID, UID } from '../../harness/tokens.js';

describe('shareTokenManager', () => {
  it('returns one manager per endpoint and video until the last user releases it', () => {
    const origin = { uid: UID, tokenEndpoint: '/tokens/{uid}' };
    const first = shareTokenManager(origin);
    const second = shareTokenManager({ ...origin });
    expect(second.manager).to.equal(first.manager);
    first.release();
    first.release();
    const third = shareTokenManager(origin);
    expect(third.manager, 'the second still has it').to.equal(second.manager);
    second.release();
    third.release();
    const last = shareTokenManager(origin);
    expect(last.manager).not.to.equal(first.manager);
    last.release();
  });

  it('distinguishes videos, endpoints and functions', () => {
    const getToken = (): Promise<string> => Promise.reject(new Error('No.'));
    const shares = [
      { uid: UID, tokenEndpoint: '/a/{uid}' },
      { uid: OTHER_UID, tokenEndpoint: '/a/{uid}' },
      { uid: UID, tokenEndpoint: '/b/{uid}' },
      { uid: UID, tokenEndpoint: '/a/{uid}', getToken },
      { uid: UID, getToken: () => getToken() },
    ].map(shareTokenManager);
    expect(new Set(shares.map(({ manager }) => manager)).size).to.equal(shares.length);
    for (const { release } of shares) release();
  });

  it('moves a manager to another endpoint, unless that has one already', () => {
    const [a, b] = ['/a/{uid}', '/b/{uid}'].map((tokenEndpoint) => ({ uid: UID, tokenEndpoint })) as [
      Parameters<typeof shareTokenManager>[0],
      Parameters<typeof shareTokenManager>[0],
    ];
    const [first, second] = [shareTokenManager(a), shareTokenManager(b)];
    expect(first.move(b), 'it is to join the other').to.equal(false);
    second.release();
    expect(first.move(b)).to.equal(true);
    expect(first.move(b), 'there it is already').to.equal(true);
    first.release();
  });
});
