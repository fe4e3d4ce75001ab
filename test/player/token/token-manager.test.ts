import { expect } from '@open-wc/testing';
import { TokenManager, type TokenListener } from '../../../src/player/token/token-manager.js';
import { StreamError } from '../../../src/shared/errors.js';
import { parsePlaybackToken } from '../../../src/player/token/token.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { tokenOf, UID } from '../../harness/tokens.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const refused = (): StreamError =>
  new StreamError('TOKEN_ENDPOINT_STATUS', 'The token endpoint answered with status 403.');
const down = (): StreamError => new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'No.', { retryable: true });

describe('TokenManager', () => {
  let clock: FakeClock;
  let lifeMs: number;
  /** What must be added to the local clock to get the server's, and whether the server tells its time. */
  let skewMs: number;
  let tellsTime: boolean;
  /** Outcomes of the next requests, in order. */
  let faults: (Error | 'not-ready')[];
  /** When each request was made, in milliseconds since the start. */
  let requests: number[];
  let signals: AbortSignal[];
  let taken: string[];
  let failures: string[];
  let manager: TokenManager;
  let start: number;

  const listener = (more: Partial<TokenListener> = {}): TokenListener => ({
    isPlaying: () => false,
    onToken: ({ value }) => taken.push(value),
    onFailure: ({ code }) => failures.push(code),
    onNotReady: (percent) => failures.push(`not ready: ${String(percent)}`),
    ...more,
  });
  const watch = (marginSeconds?: number): (() => void) =>
    manager.subscribe(listener({ isPlaying: () => true, marginSeconds }));

  beforeEach(() => {
    clock = new FakeClock();
    start = clock.now;
    lifeMs = HOUR_MS;
    skewMs = 0;
    tellsTime = true;
    faults = [];
    requests = [];
    signals = [];
    taken = [];
    failures = [];
    manager = new TokenManager(async (signal) => {
      requests.push(clock.now - start);
      signals.push(signal);
      await Promise.resolve();
      signal.throwIfAborted();
      const fault = faults.shift();
      if (fault === 'not-ready') return { status: 'processing', percent: 40 };
      if (fault) throw fault;
      const exp = (clock.now + skewMs + lifeMs) / 1000;
      const token = parsePlaybackToken(tokenOf({ sub: UID, exp }, `c2ln${requests.length}`));
      return { status: 'token', token, clockOffsetMs: tellsTime ? skewMs : undefined };
    });
  });
  afterEach(() => {
    manager.destroy();
    clock.uninstall();
  });

  it('has no token before the first request, and then returns that without another request', async () => {
    manager.subscribe(listener());
    expect([manager.value, manager.expiresAt]).to.deep.equal([undefined, undefined]);
    await manager.tryOnce();
    expect(taken).to.deep.equal([manager.value]);
    expect(manager.expiresAt).to.equal(start + HOUR_MS);
    expect(await manager.getValid(), 'without another request').to.equal(taken[0]);
    expect(requests).to.have.length(1);
  });

  it('renews repeatedly after 80% of a token’s life while somebody watches', async () => {
    watch();
    lifeMs = 10_000;
    await manager.tryOnce();
    await clock.pass(33_000);
    expect(requests).to.deep.equal([0, 8000, 16_000, 24_000, 32_000]);
    expect(failures).to.deep.equal([]);
  });

  it('renews ahead of the expiry by the longest margin of its players', async () => {
    watch(3);
    watch(4);
    lifeMs = 10_000;
    await manager.tryOnce();
    await clock.pass(7000);
    expect(requests).to.deep.equal([0, 6000]);
  });

  it('ignores a margin that is not a number', async () => {
    watch(NaN);
    lifeMs = 10_000;
    await manager.tryOnce();
    await clock.pass(17_000);
    expect(requests).to.deep.equal([0, 8000, 16_000]);
    watch(4);
    await manager.refresh();
    requests = [];
    await clock.pass(6500);
    expect(requests).to.have.length(1);
  });

  it('notifies all its players', async () => {
    watch();
    watch();
    await manager.tryOnce();
    expect(taken).to.deep.equal([manager.value, manager.value]);
  });

  it('requests nothing while nobody watches, and renews an expired token only on demand', async () => {
    const leave = watch();
    lifeMs = 10_000;
    await manager.tryOnce();
    leave();
    await clock.pass(DAY_MS);
    expect(requests).to.have.length(1);
    const fresh = await manager.getValid();
    expect(requests).to.deep.equal([0, DAY_MS]);
    expect(fresh).to.equal(manager.value);
  });

  it('renews nothing while its player does not play, and continues when it plays again', async () => {
    let isPlaying = true;
    manager.subscribe(listener({ isPlaying: () => isPlaying }));
    lifeMs = 10_000;
    await manager.tryOnce();
    isPlaying = false;
    await clock.pass(DAY_MS);
    expect(requests).to.have.length(1);
    isPlaying = true;
    await manager.getValid();
    manager.playingChanged();
    await clock.pass(8500);
    expect(requests).to.have.length(3);
  });

  it('sends one request for all who ask at the same time', async () => {
    const tokens = await Promise.all([
      manager.getValid(),
      manager.getValid(),
      manager.refresh(),
      manager.refreshAfterReject(undefined),
    ]);
    expect(new Set(tokens)).to.deep.equal(new Set([manager.value]));
    expect(requests).to.have.length(1);
  });

  it('replaces a refused token once, however many requests were refused', async () => {
    await manager.tryOnce();
    const old = manager.value;
    const replaced = await Promise.all([
      manager.refreshAfterReject(old),
      manager.refreshAfterReject(old),
      manager.refreshAfterReject(old),
    ]);
    expect(await manager.refreshAfterReject(old), 'one who comes late').to.equal(manager.value);
    expect(new Set(replaced)).to.deep.equal(new Set([manager.value]));
    expect(manager.value).not.to.equal(old);
    expect(requests).to.have.length(2);
  });

  it('retries after failures, with growing pauses, until it succeeds', async () => {
    manager.subscribe(listener());
    faults = [down(), down(), down()];
    const fresh = manager.getValid();
    await clock.pass(20_000);
    expect(await fresh).to.equal(manager.value);
    expect(failures).to.deep.equal([
      'TOKEN_ENDPOINT_UNREACHABLE',
      'TOKEN_ENDPOINT_UNREACHABLE',
      'TOKEN_ENDPOINT_UNREACHABLE',
    ]);
    const [, second = 0, third = 0, fourth = 0] = requests;
    for (const [pause, full] of [
      [second, 500],
      [third - second, 1000],
      [fourth - third, 2000],
    ] as const)
      expect(pause).to.be.within(full / 2, full);
  });

  it('waits as long as Retry-After says, but a minute at most', async () => {
    manager.subscribe(listener());
    const busy = (retryAfterMs: number): StreamError =>
      new StreamError('TOKEN_ENDPOINT_STATUS', 'Busy.', { retryable: true, retryAfterMs });
    faults = [busy(20_000), busy(86_400_000)];
    const fresh = manager.getValid();
    await clock.pass(120_000);
    expect(await fresh).to.equal(manager.value);
    const [, second = 0, third = 0] = requests;
    expect(second).to.be.within(20_000, 20_500);
    expect(third - second).to.be.within(60_000, 61_000);
  });

  it('reports the progress of a video that is not ready, and retries', async () => {
    manager.subscribe(listener());
    faults = ['not-ready', 'not-ready'];
    const fresh = manager.getValid();
    await clock.pass(20_000);
    expect(await fresh).to.equal(manager.value);
    expect(failures).to.deep.equal(['not ready: 40', 'not ready: 40']);
  });

  it('retries at once on retryNow() and when the network returns', async () => {
    manager.subscribe(listener());
    faults = Array.from({ length: 6 }, down);
    const renewed = manager.refresh();
    for (let tries = 1; tries <= 6; tries += 1) {
      await clock.pass(0);
      expect(failures).to.have.length(tries);
      if (tries % 2) manager.retryNow();
      else window.dispatchEvent(new Event('online'));
    }
    await clock.pass(0);
    expect(await renewed).to.equal(manager.value);
    expect(requests.at(-1), 'no time has passed').to.equal(0);
  });

  it('gives up at once when a retry cannot help', async () => {
    faults = [refused()];
    expect(await manager.refresh().catch((error: unknown) => error)).to.have.property('code', 'TOKEN_ENDPOINT_STATUS');
    expect(manager.state.status).to.equal('refused');
    expect(requests).to.have.length(1);
  });

  it('does not retry when an endpoint refuses a renewal', async () => {
    watch();
    lifeMs = 10_000;
    await manager.tryOnce();
    faults = Array.from({ length: 1000 }, refused);
    await clock.pass(HOUR_MS);
    expect(failures).to.deep.equal(['TOKEN_ENDPOINT_STATUS']);
    expect(requests).to.deep.equal([0, 8000]);
  });

  it('returns the current token while the next one is being requested', async () => {
    lifeMs = 60_000;
    await manager.tryOnce();
    const old = manager.value;
    await clock.pass(48_000);
    expect(await manager.getValid()).to.equal(old);
    await clock.pass(0);
    expect(manager.value).not.to.equal(old);
  });

  for (const days of [-2, 2]) {
    it(`uses the server’s clock when the local one is wrong by ${-days} days`, async () => {
      watch();
      skewMs = days * DAY_MS;
      lifeMs = 10_000;
      await manager.tryOnce();
      await clock.pass(17_000);
      expect(requests).to.deep.equal([0, 8000, 16_000]);
    });
  }

  it('uses an apparently expired token when the server tells no time, and learns that from its refusal', async () => {
    watch();
    tellsTime = false;
    lifeMs = 10_000;
    skewMs = -2 * DAY_MS;
    await manager.tryOnce();
    await clock.pass(10_000);
    expect(requests, 'only Stream can tell').to.deep.equal([0]);
    await manager.refreshAfterReject(manager.value);
    await clock.pass(17_000);
    expect(requests, 'its end tells the time: from now on it is renewed ahead').to.deep.equal([
      0, 10_000, 18_000, 26_000,
    ]);
  });

  it('leaves no timer and no request when it is destroyed', async () => {
    watch();
    await manager.tryOnce();
    expect(clock.waiting, 'the next renewal is planned').to.equal(1);
    faults = [down()];
    const renewed = manager.refresh().catch((error: unknown) => error);
    await clock.pass(0);
    expect(clock.waiting, 'and the next try').to.equal(2);
    manager.destroy();
    expect(await renewed).to.have.property('name', 'AbortError');
    expect(clock.waiting).to.equal(0);
    expect(signals.every(({ aborted }) => aborted)).to.equal(true);
    expect(requests).to.have.length(2);
  });
});
