import { expect, waitUntil } from '@open-wc/testing';
import type { EngineClass, EngineOptions } from '../../../src/player/engine/engine.js';
import { loadEngine, prepareEngine } from '../../../src/player/engine/load-engine.js';
import { StartingEngine } from '../../../src/player/engine/starting-engine.js';
import { PATIENCE } from '../../harness/player-element.js';
import {
  pathsAsked,
  pathsAskedTwice,
  playOn,
  startVideo,
  untilPast,
  watchObjectUrls,
  type StartedVideo,
  type StartOptions,
} from '../../harness/started-video.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../../harness/stream.js';
import { sampled } from '../../harness/whole.js';

describe('StartingEngine', function () {
  this.timeout(90_000);
  let stream: OpenedStream;
  let objects: ReturnType<typeof watchObjectUrls>;
  let stops: (() => void)[];

  before(() => performance.setResourceTimingBufferSize(5_000));
  beforeEach(async () => {
    // A new stream each time: what is in the browser's cache cannot fail.
    stream = await openStream({ film: 'sample', segmentSeconds: 4 });
    await mendStream(stream);
    performance.clearResourceTimings();
    stops = [];
    objects = watchObjectUrls();
  });
  afterEach(() => {
    for (const stop of stops) stop();
    objects.end();
    expect([...objects.urls], 'object URLs that are left').to.deep.equal([]);
  });

  async function start({ of = stream, ...options }: StartOptions & { of?: OpenedStream } = {}): Promise<StartedVideo> {
    const made = await startVideo(of, options);
    stops.push(() => made.end());
    return made;
  }

  for (const [line, bytesPerSecond, segmentSeconds, there] of [
    ['once its first segment has arrived, at a bandwidth that is barely enough', 30_000, 2, 2],
    // A long segment: its end is seconds away when the beginning is enough to play.
    ['while its first segment arrives, at several times that bandwidth', 100_000, 16, 0],
  ] as const) {
    it(`plays without stalling ${line}`, async () => {
      const of = await openStream({ film: 'sample', segmentSeconds });
      await mendStream(of);
      await breakStream(of, { path: '/video/(?!.*init)', bytesPerSecond });
      const made = await start({ of });
      let fetchedThen: number | undefined;
      made.video.addEventListener('playing', () => (fetchedThen ??= made.fetched));
      await made.engine.play();
      await untilPast(made, 1);
      expect(fetchedThen, 'seconds that were there as it began to play').to.equal(there);
      expect(made.events.slice(made.events.indexOf('playing')), 'it stands still').not.to.include('waiting');
    });
  }

  it('counts each second once, whichever engine has fetched it', async () => {
    const made = await start();
    await made.engine.play();
    await waitUntil(() => made.fetched > 0, 'the first segment has come', PATIENCE);
    const hls = await made.handOver();
    await waitUntil(() => hls.hasEnoughToStart, 'hls.js has found what plays', PATIENCE);
    await waitUntil(
      () => made.video.buffered.length > 0 && made.video.buffered.end(0) > 20,
      'more is fetched',
      PATIENCE,
    );
    made.engine.suspend();
    const segments = pathsAsked(stream).filter((path) => path.startsWith('/video/') && !path.includes('init'));
    expect(made.fetched).to.equal(segments.length * 4);
  });

  it('starts at a later position, which it reports at once', async () => {
    const made = await start({ position: 21 });
    expect(made.engine.currentTime).to.equal(21);
    await made.engine.play();
    await untilPast(made, 21.3);
    await made.handOver();
    made.video.playbackRate = 4;
    await untilPast(made, 25);
    expect(made.video.buffered.start(0)).to.be.within(19, 21);
    expect(pathsAskedTwice(stream)).to.deep.equal([]);
  });

  for (const when of ['before hls.js is there', 'while it takes over', 'before there is a picture'] as const) {
    it(`seeks to a position that is not buffered, ${when}`, async () => {
      const made = await start();
      const played = made.engine.play();
      if (when !== 'before there is a picture') await untilPast(made, 0.2);
      const arrived = when === 'while it takes over' ? made.handOver() : undefined;
      made.engine.seek(42);
      expect(made.engine.currentTime).to.equal(42);
      await (arrived ?? made.handOver());
      await played;
      await untilPast(made, 42.2);
      made.engine.seek(1);
      await untilPast(made, 1.2);
      expect(made.engine.currentTime).to.be.below(30);
      expect(made.errors).to.deep.equal([]);
    });
  }

  it('seeks within the buffer without hls.js', async () => {
    const made = await start();
    await made.engine.play();
    await untilPast(made, 0.4);
    made.engine.seek(0.1);
    await untilPast(made, 0.3);
    expect([made.engine.instance, made.engine.currentTime < 3]).to.deep.equal([undefined, true]);
    await made.handOver();
    made.video.playbackRate = 4;
    await untilPast(made, 5);
  });

  it('keeps pause, position and speed over the hand-over', async () => {
    const made = await start();
    await made.engine.play();
    made.video.playbackRate = 1.5;
    await untilPast(made, 0.2);
    made.engine.pause();
    const { currentTime } = made.video;
    const hls = await made.handOver();
    await waitUntil(() => hls.hasEnoughToStart, 'hls.js has found what plays', PATIENCE);
    expect([made.video.paused, made.intent.playing, made.video.playbackRate]).to.deep.equal([true, false, 1.5]);
    expect(made.video.currentTime).to.be.closeTo(currentTime, 0.2);
    await made.engine.play();
    await playOn(made, 5);
  });

  it('resolves play() before and after the hand-over', async () => {
    const made = await start();
    await Promise.all([made.engine.play(), made.engine.play()]);
    await made.handOver();
    await made.engine.play();
    expect(made.video.paused).to.equal(false);
  });

  it('fetches nothing more while it is suspended, and does not hand over', async () => {
    const made = await start();
    await untilPastReady(made);
    made.engine.suspend();
    made.video.playbackRate = 4;
    await made.video.play();
    await waitUntil(() => made.video.readyState < 3, 'it has played what there is', PATIENCE);
    expect(pathsAsked(stream).filter((path) => path.startsWith('/video/') && !path.includes('init'))).to.have.length(1);
    void made.handOver();
    expect(made.engine.instance).to.equal(undefined);
    made.engine.resume();
    await made.engine.play();
    await playOn(made, 5);
  });
  const untilPastReady = ({ video }: StartedVideo): Promise<void> =>
    waitUntil(() => video.readyState > 1, 'there is a picture', PATIENCE);

  it('lets hls.js fetch a later segment whose response has broken off', async () => {
    const made = await start();
    await untilPastReady(made);
    await breakStream(stream, { path: '/video/(?!.*init)', resetResponseAfter: 5000, times: 1 });
    await made.engine.play();
    made.video.playbackRate = 4;
    await waitUntil(
      async () =>
        (await requestsTo(stream)).filter(({ kind, path }) => kind === 'segment' && path.includes('/video/')).length >
        2,
      'one is broken off',
      PATIENCE,
    );
    await made.handOver();
    await untilPast(made, 6);
    expect(made.errors).to.deep.equal([]);
  });

  it('plays on when the browser cannot decode what was appended', async () => {
    const made = await start();
    await made.engine.play();
    await untilPast(made, 0.3);
    made.intent.rate = made.video.playbackRate = 1.5;
    made.video.dispatchEvent(new Event('error'));
    const hls = await made.handOver();
    await waitUntil(() => hls.hasEnoughToStart, 'hls.js has begun by itself', PATIENCE);
    await untilPast(made, 1.5);
    expect([made.video.paused, made.video.playbackRate]).to.deep.equal([false, 1.5]);
  });

  /** Reports the next MediaSource before anybody listens to it. */
  function onNextMediaSource(heard: (mediaSource: MediaSource) => void): void {
    const create = URL.createObjectURL;
    URL.createObjectURL = (object) => {
      URL.createObjectURL = create;
      heard(object as MediaSource);
      return create(object);
    };
  }

  it('plays when it is resumed between the opening of its MediaSource and `sourceopen`', async () => {
    let opened = (): void => undefined;
    onNextMediaSource((mediaSource) => mediaSource.addEventListener('sourceopen', () => opened()));
    const made = await start();
    made.engine.suspend();
    opened = () => made.engine.resume();
    await made.engine.play();
    await untilPast(made, 0.3);
    expect(made.events).not.to.include('error');
  });

  it('hands over to hls.js when that arrives before `sourceopen` is handled', async () => {
    let opened = (): void => undefined;
    onNextMediaSource((mediaSource) => mediaSource.addEventListener('sourceopen', () => opened()));
    const Engine = await loadEngine('hls.js');
    let letCome!: (engine: EngineClass) => void;
    const made = await start({ load: () => new Promise((resolve) => (letCome = resolve)) });
    opened = () => {
      made.engine.resume();
      letCome(Engine);
    };
    await made.engine.play();
    await waitUntil(() => made.engine.instance, 'hls.js takes over', PATIENCE);
    await playOn(made, 5);
    expect(made.errors).to.deep.equal([]);
  });

  it('resolves play() when the browser fails to decode the first data', async () => {
    onNextMediaSource((mediaSource) =>
      mediaSource.sourceBuffers.addEventListener('addsourcebuffer', () => {
        mediaSource.sourceBuffers[0]!.appendBuffer = () => mediaSource.endOfStream('decode');
      }),
    );
    const made = await start();
    const played = made.engine.play();
    await made.handOver();
    await played;
    await untilPast(made, 0.3);
    expect([made.errors, made.intent.playing]).to.deep.equal([[], true]);
  });

  it('reports that hls.js did not load, plays what it has, and hands over at a later attempt', async () => {
    let tries = 0;
    const made = await start({
      load: () => ((tries += 1) === 1 ? Promise.reject(new TypeError('It is not there.')) : loadEngine('hls.js')),
    });
    await made.engine.play();
    await waitUntil(() => made.errors.length === 1, 'it is told', PATIENCE);
    await untilPast(made, 0.3);
    made.engine.resume();
    made.video.playbackRate = 4;
    await untilPast(made, 5);
    expect(made.engine.instance).not.to.equal(undefined);
  });

  it('drops the wish to play when the browser blocks it', async () => {
    const made = await start();
    made.video.play = () => Promise.reject(new DOMException('A person has to press.', 'NotAllowedError'));
    const refused = await made.engine.play().catch((error: unknown) => (error as Error).name);
    expect([refused, made.intent.playing]).to.deep.equal(['NotAllowedError', false]);
  });

  it('hands over at once when it fails while hls.js waits for the end of a segment', async () => {
    await breakStream(stream, { path: '/audio/(?!.*init)', hang: true, times: 1 });
    const made = await start();
    // hls.js waits for that audio segment, too.
    made.engine.play().catch(() => undefined);
    await waitUntil(() => made.fetched > 0, 'the picture has arrived', PATIENCE);
    made.engine.resume();
    void made.handOver();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    made.video.dispatchEvent(new Event('error'));
    await waitUntil(() => made.engine.instance, 'hls.js takes over', PATIENCE);
  });

  it('leaves no source and no object URL when it is removed at any moment', async () => {
    for (const moment of sampled([...Array(20).keys()], 5)) {
      const made = await start();
      const played = made.engine.play().catch(() => undefined);
      if (moment % 2 === 1) void made.handOver().catch(() => undefined);
      for (let tick = 0; tick < moment; tick += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      stops.pop()!();
      await played;
      expect([made.video.hasAttribute('src'), objects.urls.size], `after ${moment} frames`).to.deep.equal([false, 0]);
      expect(made.errors).to.deep.equal([]);
    }
  });

  describe('with a video of a single segment', () => {
    it('plays it to the end by itself, and again with hls.js', async () => {
      const of = await openStream({ segmentSeconds: 8 });
      await mendStream(of);
      const made = await start({ of });
      await made.engine.play();
      made.video.playbackRate = 8;
      await waitUntil(() => made.video.ended, 'it comes to its end without hls.js', PATIENCE);
      await made.handOver();
      made.engine.seek(0);
      await made.engine.play();
      await waitUntil(() => made.video.ended, 'it comes to its end again', PATIENCE);
      expect(pathsAskedTwice(of)).to.deep.equal([]);
    });
  });

  describe('prepareEngine', () => {
    it('creates another engine when a quality or an audio track was chosen before', async () => {
      for (const chosen of [
        { quality: { height: 360, bitrate: 1 } },
        { audio: { language: 'en', label: 'English' } },
      ]) {
        const made = await start();
        const create = await prepareEngine('auto', { playing: false, ...chosen }, made.delivery.prefetch);
        const engine = create({ ...optionsOf(made) });
        expect(engine).not.to.be.instanceOf(StartingEngine);
        engine.destroy();
      }
    });
    const optionsOf = ({ video, intent, delivery }: StartedVideo): EngineOptions => ({
      video,
      intent,
      delivery,
      onError: () => undefined,
      onTracks: () => undefined,
      onFetched: () => undefined,
      onReloading: () => undefined,
      holdFrame: () => () => undefined,
    });
  });
});
