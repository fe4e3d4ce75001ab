import { expect, waitUntil } from '@open-wc/testing';
import { TokenKeeper, type TokenKeeperOptions } from '../../src/controllers/token-keeper.js';
import { StreamError } from '../../src/core/errors.js';
import { parsePlaybackToken } from '../../src/core/token.js';
import { tokenFor } from '../harness/tokens.js';

const HOUR_MS = 3_600_000;
const PATIENCE = { timeout: 5000, interval: 5 };
const refused = (): StreamError => new StreamError('TOKEN_ENDPOINT_STATUS', 'The token endpoint answered with status 403.');
const down = (): StreamError => new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'No.', { retryable: true });

describe('TokenKeeper', () => {
  let lifeMs: number;
  /** What the next requests fail with, in turn. */
  let faults: Error[];
  /** When each request was made. */
  let requests: number[];
  let signals: AbortSignal[];
  let taken: string[];
  let failures: string[];
  let keeper: TokenKeeper;

  const options: TokenKeeperOptions = {
    request: async (signal) => {
      requests.push(Date.now());
      signals.push(signal);
      await Promise.resolve();
      signal.throwIfAborted();
      const fault = faults.shift();
      if (fault) throw fault;
      const token = parsePlaybackToken(tokenFor(lifeMs, `c2ln${requests.length}`));
      return { status: 'token', token, clockOffsetMs: 0 };
    },
    onToken: ({ value }) => taken.push(value),
    onFailure: ({ code }) => failures.push(code),
  };

  beforeEach(() => {
    lifeMs = HOUR_MS;
    faults = [];
    requests = [];
    signals = [];
    taken = [];
    failures = [];
    keeper = new TokenKeeper(options);
  });
  afterEach(() => keeper.destroy());

  it('has nothing before it is asked, then the token it was given', async () => {
    expect([keeper.value, keeper.expiresAt]).to.deep.equal([undefined, undefined]);
    await keeper.acquire();
    expect(taken).to.deep.equal([keeper.value]);
    expect(keeper.expiresAt).to.be.closeTo(Date.now() + HOUR_MS, 5000);
    expect(await keeper.fresh(), 'without another request').to.equal(taken[0]);
    expect(requests).to.have.length(1);
  });

  it('renews again and again after 80 % of a life while somebody watches', async () => {
    lifeMs = 300;
    keeper.watching = true;
    await keeper.acquire();
    await waitUntil(() => taken.length >= 3, 'two renewals', PATIENCE);
    const [first = 0, second = 0, third = 0] = requests;
    expect(second - first).to.be.at.least(0.8 * lifeMs - 5);
    expect(third - second).to.be.at.least(0.8 * lifeMs - 5);
    expect(failures).to.deep.equal([]);
  });

  it('renews ahead of the margin where that is earlier', async () => {
    lifeMs = 2000;
    keeper = new TokenKeeper({ ...options, marginSeconds: 1.8 });
    keeper.watching = true;
    await keeper.acquire();
    await waitUntil(() => taken.length === 2, 'a renewal', PATIENCE);
    expect(requests[1]! - requests[0]!).to.be.within(995, 1595);
  });

  it('asks for nothing while nobody watches, and when the end has passed only once somebody needs a token', async () => {
    lifeMs = 100;
    await keeper.acquire();
    await waitUntil(() => Date.now() > keeper.expiresAt!, 'the end', PATIENCE);
    expect(requests).to.have.length(1);
    expect(await keeper.fresh()).to.equal(taken[1]);
    expect(taken[1]).not.to.equal(taken[0]);
  });

  it('asks once for everybody who asks at the same time', async () => {
    const tokens = await Promise.all([keeper.fresh(), keeper.fresh(), keeper.renew(), keeper.replace(undefined)]);
    expect(new Set(tokens)).to.deep.equal(new Set([keeper.value]));
    expect(requests).to.have.length(1);
  });

  it('replaces a refused token once, however many were refused with it', async () => {
    await keeper.acquire();
    const old = keeper.value;
    const replaced = await Promise.all([keeper.replace(old), keeper.replace(old), keeper.replace(old)]);
    expect(await keeper.replace(old), 'one who comes late').to.equal(keeper.value);
    expect(new Set(replaced)).to.deep.equal(new Set([keeper.value]));
    expect(keeper.value).not.to.equal(old);
    expect(requests).to.have.length(2);
  });

  it('tries again after a failure, with a pause, until it works', async () => {
    faults = [down()];
    expect(await keeper.fresh()).to.equal(keeper.value);
    expect(failures).to.deep.equal(['TOKEN_ENDPOINT_UNREACHABLE']);
    expect(requests[1]! - requests[0]!).to.be.at.least(245);
  });

  it('does not wait any longer once it is asked not to, or the network is back', async () => {
    faults = [down(), down(), down(), down(), down(), down()];
    const renewed = keeper.renew();
    for (let tries = 1; tries <= 6; tries += 1) {
      await waitUntil(() => failures.length === tries, `failure ${tries}`, PATIENCE);
      await Promise.resolve();
      if (tries % 2) keeper.retryNow();
      else window.dispatchEvent(new Event('online'));
    }
    expect(await renewed).to.equal(keeper.value);
    // Six pauses are 15 seconds at least.
    expect(requests.at(-1)! - requests[0]!).to.be.below(7000);
  });

  it('gives up at once where trying again is of no use', async () => {
    faults = [refused()];
    expect(await keeper.renew().catch((error: unknown) => error)).to.have.property('code', 'TOKEN_ENDPOINT_STATUS');
    expect(requests).to.have.length(1);
  });

  it('does not hammer an endpoint that refuses a renewal', async () => {
    lifeMs = 200;
    keeper.watching = true;
    await keeper.acquire();
    faults = Array.from({ length: 1000 }, refused);
    await waitUntil(() => Date.now() > keeper.expiresAt! + 100, 'the end', PATIENCE);
    expect(failures[0]).to.equal('TOKEN_ENDPOINT_STATUS');
    expect(requests.length).to.be.at.most(3);
  });

  it('goes on with the token at hand while the next one is on its way', async () => {
    lifeMs = 2000;
    await keeper.acquire();
    const old = keeper.value;
    await waitUntil(() => Date.now() >= requests[0]! + 1605, '80 %', { timeout: 5000, interval: 2 });
    expect(await keeper.fresh()).to.equal(old);
    await waitUntil(() => keeper.value !== old, 'the next', PATIENCE);
  });

  it('leaves no timer and no request behind', async () => {
    const timers = new Set<unknown>();
    const { setTimeout, clearTimeout } = window;
    window.setTimeout = ((...args: Parameters<typeof setTimeout>) => {
      const timer = setTimeout(...args);
      timers.add(timer);
      return timer;
    }) as typeof setTimeout;
    window.clearTimeout = (timer) => {
      timers.delete(timer);
      clearTimeout(timer);
    };
    try {
      await keeper.acquire();
      keeper.watching = true;
      expect(timers.size, 'the next renewal is planned').to.equal(1);
      faults = [down()];
      const renewed = keeper.renew().catch((error: unknown) => error);
      while (failures.length === 0) await Promise.resolve();
      expect(timers.size, 'and the next try').to.equal(2);
      keeper.destroy();
      expect(await renewed).to.have.property('name', 'AbortError');
      expect(timers.size).to.equal(0);
      expect(signals.every(({ aborted }) => aborted)).to.equal(true);
      expect(requests).to.have.length(2);
    } finally {
      Object.assign(window, { setTimeout, clearTimeout });
    }
  });
});
