import { expect, waitUntil } from '@open-wc/testing';
import { Events as HlsEvents, type default as Hls } from 'hls.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';

/** Where nothing is fetched ahead of a player that has just begun, and at a segment's second half. */
const PLACE = 50.5;
/** File of that segment. */
const FILE = '/seg_13.';

describe('<cf-stream-player>: a seek to a place that is not there', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  let video: HTMLVideoElement;
  let events: string[];

  beforeEach(async () => {
    // Another one each time: what the browser has in its cache is there at once.
    stream = await openStream({ film: 'small', segmentSeconds: 4 });
    await mendStream(stream);
    performance.clearResourceTimings();
    el = await playerOf(stream, { engine: 'hls.js', 'start-quality': 'lowest' });
    await el.play();
    video = el.shadowRoot!.querySelector('video')!;
    await waitUntil(() => el.engine !== undefined && el.currentTime > 0.3, 'it plays with hls.js', PATIENCE);
    events = [];
    for (const type of ['waiting', 'seeked', 'error']) el.addEventListener(type, () => events.push(type));
  });
  afterEach(async () => {
    el.remove();
    await mendStream(stream);
  });

  /** Lets segments come so that they are whole long after their beginning is there, and faster than they play. */
  const slowDown = (): Promise<void> => breakStream(stream, { path: '/video/(?!.*init)', bytesPerSecond: 60_000 });
  const engine = (): Hls => el.engine as Hls;
  /** Segments that were asked for, once each has come to its end. */
  const segments = (): string[] =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(stream.origin) && /seg_\d/.test(name));
  const isWhole = (): boolean => segments().some((name) => name.includes('/video/') && name.includes(FILE));
  const untilShown = (time: number): Promise<void> =>
    waitUntil(
      () => !el.seeking && Math.abs(el.currentTime - time) < 1 && video.readyState > 1,
      'it is shown',
      PATIENCE,
    );
  const isBuffered = (from: number, to: number): boolean =>
    Array.from({ length: video.buffered.length }, (_, index) => index).some(
      (index) => video.buffered.start(index) <= from && video.buffered.end(index) >= to,
    );

  it('is over before the rest of its segment has come, plays on without a stop, and fetches nothing twice', async () => {
    await slowDown();
    const wasWhole = new Promise((resolve) => el.addEventListener('seeked', () => resolve(isWhole()), { once: true }));
    el.currentTime = PLACE;
    expect(await wasWhole).to.equal(false);
    await untilShown(PLACE);
    await waitUntil(() => el.currentTime > PLACE + 3, 'it plays into the next segment', PATIENCE);
    expect(isWhole()).to.equal(true);
    expect(events).to.deep.equal(['waiting', 'seeked']);
    expect(isBuffered(48.5, PLACE + 3), 'there is no gap').to.equal(true);
    expect(segments(), 'each once').to.deep.equal([...new Set(segments())]);
    expect(engine().config.progressive, 'of all others, it takes the whole').to.equal(false);
  });

  it('shows its picture while paused', async () => {
    el.pause();
    await slowDown();
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    el.currentTime = PLACE;
    await shown;
    await untilShown(PLACE);
    expect(isWhole()).to.equal(false);
    await waitUntil(() => isBuffered(48.5, 55), 'the rest comes all the same', PATIENCE);
    expect(isWhole()).to.equal(true);
    expect(el.paused).to.equal(true);
  });

  it('asks for nothing twice, sound among it, and for the sound of a place at once, over many of them', async () => {
    await breakStream(stream, { path: '/(video|audio)/(?!.*init)', bytesPerSecond: 120_000 });
    // Whole ones: what a seek has broken off may be asked for again.
    const whole: string[] = [];
    engine().on(HlsEvents.FRAG_LOADED, (_event, { frag }) => whole.push(`${frag.type} ${frag.level} ${frag.sn}`));
    for (const place of [PLACE, 30.2, 45.9, 38.1, 55.3]) {
      el.currentTime = place;
      await untilShown(place);
    }
    await waitUntil(() => el.currentTime > 56, 'it plays on', PATIENCE);
    expect(whole.some((name) => name.startsWith('audio'))).to.equal(true);
    expect(whole).to.deep.equal([...new Set(whole)]);
  });

  it('can be followed by another while the first is still arriving, there and back', async () => {
    await slowDown();
    for (const place of [PLACE, 42.2, PLACE + 1]) {
      el.currentTime = place;
      await untilShown(place);
    }
    el.playbackRate = 2;
    await waitUntil(() => el.currentTime > PLACE + 4, 'it plays on', PATIENCE);
    expect(events).not.to.include('error');
    expect(el.state.status).to.equal('ready');
  });

  it('ends where its segment breaks off, and is tried again', async () => {
    await breakStream(stream, {
      path: '/video/(?!.*init)',
      bytesPerSecond: 60_000,
      resetResponseAfter: 60_000,
      times: 1,
    });
    el.currentTime = PLACE;
    el.playbackRate = 2;
    await waitUntil(() => el.currentTime > PLACE + 4 && !el.seeking, 'it plays on', PATIENCE);
    expect(el.state.status).to.equal('ready');
  });

  it('goes to the last second of the video, and to its end', async () => {
    await slowDown();
    el.currentTime = el.duration - 0.4;
    await waitUntil(() => el.ended, 'it ends', PATIENCE);
    expect(events).not.to.include('error');
  });
});
