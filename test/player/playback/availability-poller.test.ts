import { expect } from '@open-wc/testing';
import { AvailabilityPoller } from '../../../src/player/playback/availability-poller.js';
import type { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { RECOVERY } from '../../../src/player/model/recovery-policy.js';
import { StreamError } from '../../../src/shared/errors.js';
import { FakeClock } from '../../harness/fake-clock.js';

const NOT_THERE = new StreamError('VIDEO_PROCESSING', 'It is not there.', { status: 404 });
const NOT_LIVE = new StreamError('LIVE_NOT_STARTED', 'Nobody broadcasts.', { status: 204 });
const LONG = 120_000;

describe('AvailabilityPoller', () => {
  let clock: FakeClock;
  let manifests: number[];
  let lifecycle: { status: number; isInput?: boolean; live?: boolean; videoUID?: string | null };
  let asked: string[];
  let shown: string[];
  let poller: AvailabilityPoller;
  beforeEach(() => {
    clock = new FakeClock();
    manifests = [];
    lifecycle = { status: 200, isInput: false };
    asked = [];
    shown = [];
    const urls = {
      fetch: (url: string) => {
        asked.push(url);
        const { status, ...body } = url === 'lifecycle' ? lifecycle : { status: manifests.shift() ?? 404 };
        // A real body is read in real time, which the fake clock does not pass.
        const response = { status, ok: status < 300, json: () => Promise.resolve(body) };
        return Promise.resolve({ response, token: undefined, startedAt: 0 });
      },
    } as unknown as SignedUrls;
    poller = new AvailabilityPoller({ manifestUrl: 'manifest', lifecycleUrl: 'lifecycle', urls }, (event) =>
      shown.push('code' in event ? `${event.type} ${event.code}` : event.type),
    );
  });
  afterEach(() => {
    poller.stop();
    clock.uninstall();
  });
  const wait = (error: StreamError): Promise<string> =>
    poller.waitUntilPlayable(error).then(
      () => 'playable',
      (reason: unknown) => (reason as StreamError).code,
    );

  it('resolves once the manifest is available', async () => {
    manifests = [404, 200];
    const outcome = wait(NOT_THERE);
    await clock.pass(LONG);
    expect(await outcome).to.equal('playable');
    expect(shown).to.deep.equal(['not-ready', 'not-ready']);
  });

  it('treats an empty response as a broadcast that has not begun, and waits on', async () => {
    manifests = [204, 200];
    const outcome = wait(NOT_LIVE);
    await clock.pass(LONG);
    expect(await outcome).to.equal('playable');
    expect(shown).to.deep.equal(['not-live', 'not-live']);
  });

  it('learns from the lifecycle that a 404 belongs to an idle live input', async () => {
    lifecycle = { status: 200, isInput: true, live: false };
    void wait(NOT_THERE);
    await clock.pass(0);
    expect(shown).to.deep.equal(['not-live']);
  });

  it('reports LIVE_WEBRTC_ONLY for a live input without a video, and waits on', async () => {
    lifecycle = { status: 200, isInput: true, live: true, videoUID: null };
    manifests = [204, 200];
    const outcome = wait(NOT_LIVE);
    await clock.pass(LONG);
    expect(await outcome).to.equal('playable');
    expect(shown).to.deep.equal(['not-live LIVE_WEBRTC_ONLY', 'not-live LIVE_WEBRTC_ONLY']);
  });

  it('reports no code for a live input that has a video and delivers nothing yet', async () => {
    lifecycle = { status: 200, isInput: true, live: true, videoUID: 'ab' };
    void wait(NOT_LIVE);
    await clock.pass(0);
    expect(shown).to.deep.equal(['not-live']);
  });

  it('treats an empty response as a broadcast that has not begun when there is no lifecycle', async () => {
    lifecycle = { status: 404 };
    void wait(NOT_LIVE);
    await clock.pass(0);
    expect(shown).to.deep.equal(['not-live']);
  });

  it('rejects with VIDEO_NOT_FOUND after several tries when Stream does not know the video', async () => {
    lifecycle = { status: 404 };
    const outcome = wait(NOT_THERE);
    await clock.pass(30 * LONG);
    expect(await outcome).to.equal('VIDEO_NOT_FOUND');
    expect(asked.filter((url) => url === 'manifest')).to.have.length(RECOVERY.unknownTries);
  });

  it('rejects with a failure that waiting cannot mend', async () => {
    manifests = [424];
    const outcome = wait(NOT_THERE);
    await clock.pass(LONG);
    expect(await outcome).to.equal('VIDEO_FAILED');
  });

  it('requests at once on retryNow(), which returns whether it was waiting', async () => {
    expect(poller.retryNow()).to.equal(false);
    manifests = [200];
    const outcome = wait(NOT_LIVE);
    await clock.pass(0);
    expect(poller.retryNow()).to.equal(true);
    expect(await outcome).to.equal('playable');
  });

  it('requests nothing more once it is stopped', async () => {
    void wait(NOT_LIVE);
    await clock.pass(0);
    poller.stop();
    asked = [];
    await clock.pass(LONG);
    expect(asked).to.deep.equal([]);
    expect(clock.waiting).to.equal(0);
  });
});
