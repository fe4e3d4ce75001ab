import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type Hls from 'hls.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { mendStream, openStream, type OpenedStream } from '../harness/stream.js';

const PATIENCE = { timeout: 30_000, interval: 20 };
/** Positions, in seconds, away from the beginning and from each other. */
const THERE = 20;
const ELSEWHERE = 40;

// hls.js gives the <video> a new MediaSource after a media error, and when a browser has closed the previous one.
describe('<cf-stream-player> when hls.js resets its MediaSource', function () {
  this.timeout(90_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  before(async () => {
    stream = await openStream({ film: 'small' });
    await mendStream(stream);
  });
  beforeEach(async () => {
    el = await fixture(
      html`<cf-stream-player muted start-time="5" src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    await el.play();
    el.currentTime = THERE;
    await untilPast(THERE + 0.5);
  });
  afterEach(() => el.remove());

  const reset = (): void => (el.engine as Hls).recoverMediaError();
  const untilPast = (time: number): Promise<void> =>
    waitUntil(() => el.currentTime > time && el.readyState > 2 && !el.seeking, `it comes past ${time}`, PATIENCE);

  it('keeps position and speed, and is never paused', async () => {
    el.playbackRate = 1.5;
    await oneEvent(el, 'ratechange');
    const positions: number[] = [];
    for (const type of ['emptied', 'loadedmetadata', 'loadeddata'])
      el.addEventListener(type, () => positions.push(el.currentTime));
    const pauses: string[] = [];
    for (const type of ['emptied', 'loadedmetadata', 'loadeddata', 'pause'])
      el.addEventListener(type, () => el.paused && pauses.push(type));
    const loaded = oneEvent(el, 'loadeddata');
    reset();
    expect([el.paused, el.playbackRate]).to.deep.equal([false, 1.5]);
    await loaded;
    await untilPast(THERE + 2);
    expect(positions).to.have.length(3);
    for (const position of positions) expect(position).to.be.within(THERE, THERE + 2);
    expect(pauses).to.deep.equal([]);
    expect(el.playbackRate).to.equal(1.5);
  });

  it('keeps the position over a second reset before media arrives', async () => {
    const known = oneEvent(el, 'loadedmetadata');
    reset();
    await known;
    const loaded = oneEvent(el, 'loadeddata');
    reset();
    await loaded;
    expect(el.currentTime).to.be.within(THERE, THERE + 2);
    await untilPast(THERE + 1.5);
  });

  it('keeps the target of a seek made during the reset', async () => {
    el.currentTime = ELSEWHERE;
    reset();
    await untilPast(ELSEWHERE + 0.5);
    reset();
    el.currentTime = THERE;
    expect(el.currentTime).to.equal(THERE);
    await untilPast(THERE + 0.5);
    expect(el.currentTime).to.be.below(ELSEWHERE);
  });

  it('stays paused when it is paused before or during the reset', async () => {
    for (const pauseAt of ['before', 'after']) {
      await el.play();
      await untilPast(THERE + 0.5);
      if (pauseAt === 'before') el.pause();
      const loaded = oneEvent(el, 'loadeddata');
      reset();
      if (pauseAt === 'after') el.pause();
      await loaded;
      await waitUntil(() => el.readyState > 2 && !el.seeking, 'there is something to play', PATIENCE);
      expect(el.paused, `paused ${pauseAt} the reset`).to.equal(true);
    }
  });

  it('resolves a pending play() after the reset', async () => {
    el.pause();
    el.currentTime = ELSEWHERE;
    const played = el.play();
    reset();
    await played;
    expect(el.paused).to.equal(false);
    await untilPast(ELSEWHERE + 0.5);
  });

  it('rejects a pending play() when the viewer pauses', async () => {
    el.pause();
    el.currentTime = ELSEWHERE;
    const played = el.play().then(
      () => 'it plays',
      (error: unknown) => (error as Error).name,
    );
    reset();
    el.pause();
    // Firefox resolves play() before it has data.
    if (!navigator.userAgent.includes('Firefox')) expect(await played).to.equal('AbortError');
    await played;
    expect(el.paused).to.equal(true);
  });
});
