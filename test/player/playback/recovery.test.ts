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

  it('shows what failed once there is nothing left to play', () => {
    recovery.failed(NETWORK, true);
    expect(shown).to.deep.equal([]);
    runOut();
    expect(shown).to.deep.equal(['NETWORK']);
  });

  it('shows no failure of the network after something was fetched again', () => {
    recovery.failed(NETWORK, true);
    recovery.fetched();
    runOut();
    expect(shown).to.deep.equal([]);
  });

  it('shows no failure of the network once it has played on for long after the next try', async () => {
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

  it('shows no failure to get a token after one has come, whatever was fetched', () => {
    recovery.tokenFailed(ENDPOINT);
    recovery.fetched();
    runOut();
    expect(shown, 'segments may be had without a token').to.deep.equal(['TOKEN_ENDPOINT_STATUS']);
    recovery.tokenArrived();
    runOut();
    expect(shown).to.deep.equal(['TOKEN_ENDPOINT_STATUS']);
  });

  it('keeps showing an error that no retry can end', () => {
    recovery.failed(DECODE, true);
    recovery.failed(DECODE, true);
    recovery.fetched();
    recovery.tokenArrived();
    playTo(7 + RECOVERY.healthySeconds + 1);
    runOut();
    expect(shown).to.deep.equal(['MEDIA_DECODE']);
  });
});
