import { expect } from '@open-wc/testing';
import { watchVideo } from '../../../src/upload/status/status-watcher.js';
import { StreamError } from '../../../src/shared/errors.js';
import { FakeClock } from '../../harness/fake-clock.js';

describe('watchVideo', () => {
  const answer = (status: number, body?: object, retryAfter?: string): Response =>
    ({
      ok: status < 300,
      status,
      headers: new Headers(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
      text: () => Promise.resolve(JSON.stringify(body ?? null)),
    }) as Response;
  const json = (status: string) => () => answer(200, { status });
  const refuse = (): Response => answer(503);
  const real = {
    fetch: window.fetch,
    now: performance.now.bind(performance),
    timeout: AbortSignal.timeout.bind(AbortSignal),
  };
  let clock: FakeClock;
  let answers: (() => Response)[];
  beforeEach(() => {
    clock = new FakeClock();
    performance.now = () => clock.now;
    AbortSignal.timeout = () => new AbortController().signal;
    answers = [];
    window.fetch = () => Promise.resolve((answers.shift() ?? refuse)());
  });
  afterEach(() => {
    clock.uninstall();
    window.fetch = real.fetch;
    performance.now = real.now;
    AbortSignal.timeout = real.timeout;
  });

  const watch = () => {
    const settled: { outcome?: unknown } = {};
    const stop = new AbortController();
    void watchVideo({ statusEndpoint: '/videos/{uid}' }, 'a', { signal: stop.signal, onStatus: () => undefined }).then(
      (status) => (settled.outcome = status.status),
      (error: unknown) => (settled.outcome = error),
    );
    return settled;
  };

  it('keeps asking for almost a minute without a usable answer', async () => {
    answers = [json('processing'), ...Array.from({ length: 12 }, () => refuse), json('ready')];
    const settled = watch();
    await clock.pass(58_000);
    expect(settled.outcome).to.equal('ready');
  });

  it('fails after a minute without a usable answer, counted from the last one', async () => {
    const settled = watch();
    await clock.pass(40_000);
    answers = [json('processing')];
    await clock.pass(50_000);
    expect(settled.outcome, 'after an answer in between').to.equal(undefined);
    await clock.pass(80_000);
    expect(settled.outcome).to.be.instanceOf(StreamError);
    expect((settled.outcome as StreamError).code).to.equal('STATUS_ENDPOINT_UNREACHABLE');
  });

  it('does not count the time that a computer was asleep', async () => {
    let asleepMs = 0;
    performance.now = () => clock.now + asleepMs;
    answers = [json('processing'), refuse, () => ((asleepMs = 3_600_000), refuse()), refuse, json('ready')];
    const settled = watch();
    await clock.pass(20_000);
    expect(settled.outcome).to.equal('ready');
  });

  for (const seconds of [1, 60, 300]) {
    it(`keeps waiting ${seconds} s at a time for ten minutes, and then fails`, async () => {
      const asks = (): Response => answer(429, undefined, `${seconds}`);
      window.fetch = () => Promise.resolve((answers.shift() ?? asks)());
      const settled = watch();
      await clock.pass(9 * 60_000);
      expect(settled.outcome, 'within ten minutes').to.equal(undefined);
      answers = [json('processing')];
      await clock.pass(10 * 60_000);
      expect(settled.outcome, 'anew after an answer').to.equal(undefined);
      await clock.pass(10 * 60_000);
      expect(settled.outcome).to.have.property('code', 'STATUS_ENDPOINT_UNREACHABLE');
    });
  }
});
