import { expect, waitUntil } from '@open-wc/testing';
import { Events as HlsEvents, type default as Hls } from 'hls.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

/** A position, in seconds, beyond the initial buffer and a few seconds into a segment. */
const PLACE = 50.5;
/** File name of that segment. */
const FILE = '/seg_7.';
/** Speed at which a segment takes some three seconds, two of them after the position, in bytes per second. */
const SLOW = 10_000;

describe('<cf-stream-player>: a seek to a position that is not buffered', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  let video: HTMLVideoElement;
  let events: string[];

  beforeEach(async () => {
    // A new stream each time: the browser's cache would deliver at once.
    stream = await openStream({ film: 'small', segmentSeconds: 8 });
    await mendStream(stream);
    await play();
  });
  afterEach(async () => {
    el.remove();
    await mendStream(stream);
  });

  async function play(attributes: Record<string, string | null> = {}): Promise<void> {
    performance.clearResourceTimings();
    el = await playerOf(stream, { engine: 'hls.js', 'start-quality': 'lowest', ...attributes });
    await el.play();
    video = el.shadowRoot!.querySelector('video')!;
    await waitUntil(() => el.engine !== undefined && el.currentTime > 0.3, 'it plays with hls.js', PATIENCE);
    events = [];
    for (const type of ['waiting', 'seeked', 'error']) el.addEventListener(type, () => events.push(type));
  }

  /** Slows segments down: they arrive long after their beginning, but still faster than they play. */
  const slowDown = (): Promise<void> => breakStream(stream, { path: '/video/(?!.*init)', bytesPerSecond: SLOW });
  /** Lists the video a second time, as another quality: the same media under other URLs. */
  const offerTwice = async (): Promise<void> => {
    const lines = (await (await fetch(`${stream.origin}/${stream.uid}/manifest/video.m3u8`)).text()).split('\n');
    const variant = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
    const taller = [lines[variant]!.replace(/BANDWIDTH=\d+/, 'BANDWIDTH=900000'), `${lines[variant + 1]}?taller`];
    await breakStream(stream, {
      path: '/manifest/video\\.m3u8',
      status: 200,
      body: [...lines, ...taller].filter(Boolean).join('\n'),
      headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    });
  };
  const engine = (): Hls => el.engine as Hls;
  /** Segment requests that have finished. */
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

  it('shows its frame before the segment is complete, and plays on without a gap or repeated request', async () => {
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

  it('shows its frame while paused, and loads the rest of the segment', async () => {
    el.pause();
    await slowDown();
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    el.currentTime = PLACE;
    await shown;
    await untilShown(PLACE);
    expect(isWhole()).to.equal(false);
    await waitUntil(() => isWhole() && isBuffered(48.5, 55), 'the rest comes all the same', PATIENCE);
    expect(el.paused).to.equal(true);
  });

  it('shows its frame before the segment is complete, in a quality not loaded before', async () => {
    el.remove();
    stream = await openStream({ film: 'small', segmentSeconds: 8, isPublic: true });
    await offerTwice();
    await play({ 'token-endpoint': null });
    await slowDown();
    const wasWhole = new Promise((resolve) => el.addEventListener('seeked', () => resolve(isWhole()), { once: true }));
    const other = engine().levels.findIndex(({ details }) => !details);
    expect(other, 'another quality').not.to.equal(-1);
    engine().loadLevel = other;
    el.currentTime = PLACE;
    expect(await wasWhole).to.equal(false);
    await waitUntil(() => el.currentTime > PLACE + 1, 'it plays on', PATIENCE);
  });

  it('fetches no audio or video segment twice over several seeks', async () => {
    await breakStream(stream, { path: '/(video|audio)/(?!.*init)', bytesPerSecond: 120_000 });
    // Complete ones: a seek may abort a request, which is then repeated.
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

  it('can be followed by other seeks while its segment is still loading', async () => {
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

  it('retries a segment whose response breaks off', async () => {
    await breakStream(stream, {
      path: `/video/.*${FILE}`,
      bytesPerSecond: SLOW,
      resetResponseAfter: 8_000,
      times: 1,
    });
    el.currentTime = PLACE;
    el.playbackRate = 2;
    await waitUntil(() => el.currentTime > PLACE + 4 && !el.seeking, 'it plays on', PATIENCE);
    expect(el.state.status).to.equal('ready');
    const requests = (await requestsTo(stream)).filter(({ path }) => path.includes('/video/') && path.includes(FILE));
    expect(requests, 'the segment was requested again').to.have.length.at.least(2);
  });

  it('reaches the last second of the video, and its end', async () => {
    await slowDown();
    el.currentTime = el.duration - 0.4;
    await waitUntil(() => el.ended, 'it ends', PATIENCE);
    expect(events).not.to.include('error');
  });
});
