import { expect } from '@open-wc/testing';
import { Recovery } from '../../../src/player/playback/recovery.js';
import { StreamError } from '../../../src/shared/errors.js';
import type { PlaybackEvent } from '../../../src/player/model/playback-state.js';
import { RECOVERY } from '../../../src/player/model/recovery-policy.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { FakeMedia } from '../../harness/fake-media.js';

const NETWORK = new StreamError('NETWORK', 'It was lost.', { retryable: true });
const ENDPOINT = new StreamError('TOKEN_ENDPOINT_STATUS', 'It answered 503.', { retryable: true });
const DECODE = new StreamError('MEDIA_DECODE', 'It could not be decoded.', { retryable: true });

describe('Recovery', () => {
  let clock: FakeClock;
  let media: FakeMedia;
  let life: AbortController;
  let shown: string[];
  let resumed: number;
  let recovery: Recovery;
  const runOut = (): void => {
    media.say('waiting', { readyState: HTMLMediaElement.HAVE_CURRENT_DATA });
  };
  const playTo = (time: number): void => {
    media.say('timeupdate', { currentTime: time });
  };
  beforeEach(() => {
    clock = new FakeClock();
    media = new FakeMedia({ currentTime: 7 });
    life = new AbortController();
    shown = [];
    resumed = 0;
    recovery = new Recovery(
      media,
      {
        send: (event: PlaybackEvent) => event.type === 'failed' && shown.push(event.error.code),
        resume: () => (resumed += 1),
        restart: () => undefined,
      },
      life.signal,
    );
  });
  afterEach(() => {
    life.abort();
    recovery.reset();
    clock.uninstall();
  });

  it('reports a failure once there is nothing left to play', () => {
    recovery.failed(NETWORK, true);
    expect(shown).to.deep.equal([]);
    runOut();
    expect(shown).to.deep.equal(['NETWORK']);
  });

  it('reports no network failure after something has been fetched again', () => {
    recovery.failed(NETWORK, true);
    recovery.fetched();
    runOut();
    expect(shown).to.deep.equal([]);
  });

  it('reports no network failure once it has played for long enough after a retry', async () => {
    recovery.failed(NETWORK, true);
    playTo(7 + RECOVERY.healthySeconds + 1);
    runOut();
    expect(shown, 'before it').to.deep.equal(['NETWORK']);
    await clock.pass(RECOVERY.network.maxMs);
    expect(resumed).to.equal(1);
    playTo(7 + RECOVERY.healthySeconds + 2);
    runOut();
    expect(shown).to.deep.equal(['NETWORK']);
  });

  it('reports no token failure once a token has arrived, but still after a segment has', () => {
    recovery.tokenFailed(ENDPOINT);
    recovery.fetched();
    runOut();
    expect(shown, 'segments may be had without a token').to.deep.equal(['TOKEN_ENDPOINT_STATUS']);
    recovery.tokenArrived();
    runOut();
    expect(shown).to.deep.equal(['TOKEN_ENDPOINT_STATUS']);
  });

  it('still reports an error that no retry can mend', () => {
    recovery.failed(DECODE, true);
    recovery.failed(DECODE, true);
    recovery.fetched();
    recovery.tokenArrived();
    playTo(7 + RECOVERY.healthySeconds + 1);
    runOut();
    expect(shown).to.deep.equal(['MEDIA_DECODE']);
  });
});
