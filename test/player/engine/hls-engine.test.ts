import { expect } from '@open-wc/testing';
import Hls from 'hls.js';
import type { EngineOptions } from '../../../src/player/engine/engine.js';
import { LINE } from '../../../src/player/delivery/start-rendition.js';
import { describeHlsError, HlsEngine } from '../../../src/player/engine/hls-engine.js';
import type { PlaybackIntent } from '../../../src/player/model/playback-intent.js';

const LEVELS = [
  { width: 640, height: 360, bitrate: 8e5 },
  { width: 1280, height: 720, bitrate: 2e6 },
  { width: 1280, height: 720, bitrate: 4e6 },
  { width: 1920, height: 1080, bitrate: 6e6 },
];
const VOICES = [
  { lang: 'en', name: 'English' },
  { lang: 'en', name: 'Commentary' },
  { lang: 'fr', name: 'French' },
];

type HlsEvent = Parameters<Hls['listeners']>[0];
type HlsFailure = Parameters<typeof describeHlsError>[0];

describe('HlsEngine', () => {
  let video: HTMLVideoElement;
  let intent: PlaybackIntent;
  let engine: HlsEngine | undefined;
  let errors: string[];
  let calls: string[];
  let plays: number;
  let state: { currentTime: number; paused: boolean; hasEnoughToStart: boolean; loadingEnabled: boolean };
  let playing: () => Promise<void>;
  beforeEach(() => {
    state = { currentTime: 0, paused: true, hasEnoughToStart: false, loadingEnabled: false };
    intent = { playing: false };
    errors = [];
    calls = [];
    plays = 0;
    playing = () => Promise.resolve();
    video = document.createElement('video');
    Object.defineProperties(video, {
      paused: { get: () => state.paused },
      currentTime: { get: () => state.currentTime, set: (time: number) => (state.currentTime = time) },
      play: {
        value: () => {
          plays += 1;
          return playing();
        },
      },
    });
  });
  afterEach(() => {
    engine?.destroy();
    engine = undefined;
  });

  const delivery = {
    manifestUrl: 'https://example.test/video/manifest/video.m3u8',
    tokens: { source: { value: 'token' } },
    prefetch: { take: () => undefined },
    urls: { resolve: () => new Promise(() => undefined), clearError: () => calls.push('clearError') },
  };

  /** An engine whose hls.js loads nothing, and plays what a test gives to it. */
  function make(options: Partial<EngineOptions> = {}, started?: ConstructorParameters<typeof HlsEngine>[1]): HlsEngine {
    const made = new HlsEngine(
      {
        video,
        intent,
        delivery: delivery as unknown as EngineOptions['delivery'],
        onError: ({ code }) => errors.push(code),
        onTracks: () => undefined,
        onFetched: (seconds) => calls.push(`fetched ${seconds}`),
        onReloading: () => undefined,
        holdFrame: () => () => undefined,
        ...options,
      },
      started,
    );
    Object.defineProperties(made.instance, {
      hasEnoughToStart: { get: () => state.hasEnoughToStart },
      loadingEnabled: { get: () => state.loadingEnabled },
      levels: { value: [], writable: true },
      audioTracks: { value: [], writable: true },
      audioTrack: { value: 0, writable: true },
      nextLevel: { value: undefined, writable: true },
      autoLevelCapping: { value: -1, writable: true },
      startLoad: { value: (position?: number) => calls.push(`startLoad ${position}`) },
      loadSource: { value: () => calls.push('loadSource') },
      recoverMediaError: { value: () => calls.push('recoverMediaError') },
    });
    return (engine = made);
  }
  /** Tells the engine, and none of the parts of hls.js, which have listened before it; `count` of its listeners. */
  const tell = ({ instance }: HlsEngine, type: HlsEvent, data: object = {}, count = 1): void => {
    const listeners = instance.listeners(type) as ((type: string, data: object) => void)[];
    for (const listener of listeners.slice(-count)) listener(type, data);
  };
  const give = ({ instance }: HlsEngine, what: object): void => void Object.assign(instance, what);
  const mediaError = { fatal: true, type: Hls.ErrorTypes.MEDIA_ERROR, details: 'bufferAppendError' };

  it('lets hls.js begin at the wanted position, and shows that until there is enough to start', () => {
    intent.position = 40;
    const made = make();
    expect([made.instance.config.startPosition, made.currentTime]).to.deep.equal([40, 40]);
    Object.assign(state, { hasEnoughToStart: true, currentTime: 41 });
    expect(made.currentTime).to.equal(41);
  });

  it('begins where a seek leads that comes before there is enough to start', () => {
    intent.position = 40;
    const made = make();
    made.seek(20);
    expect([made.currentTime, made.instance.config.startPosition, calls]).to.deep.equal([20, 20, []]);
    state.loadingEnabled = true;
    made.seek(30);
    expect([intent.position, calls]).to.deep.equal([30, ['startLoad 30']]);
  });

  it('leaves a seek to the <video> once there is enough to start', () => {
    const made = make();
    Object.assign(state, { hasEnoughToStart: true, loadingEnabled: true });
    made.seek(20);
    expect([state.currentTime, calls]).to.deep.equal([20, []]);
  });

  it('leaves it to hls.js where a broadcast is that nobody knows of yet', () => {
    intent.position = 40;
    make().seek(Infinity);
    expect(intent.position).to.equal(undefined);
  });

  it('keeps the position up to date, and not before there is enough to start', () => {
    intent.position = 40;
    make();
    video.dispatchEvent(new Event('timeupdate'));
    expect(intent.position).to.equal(40);
    Object.assign(state, { hasEnoughToStart: true, currentTime: 41 });
    video.dispatchEvent(new Event('timeupdate'));
    expect(intent.position).to.equal(41);
  });

  it('counts play and pause as wishes whoever makes them, until it is destroyed', () => {
    const made = make();
    state.paused = false;
    video.dispatchEvent(new Event('play'));
    expect(intent.playing).to.equal(true);
    made.destroy();
    engine = undefined;
    state.paused = true;
    video.dispatchEvent(new Event('pause'));
    expect(intent.playing).to.equal(true);
  });

  it('goes on from there, playing and at its speed, when hls.js resets its MediaSource', () => {
    const made = make();
    // At first, whoever has made the engine plays.
    Object.assign(intent, { playing: true, rate: 1.5, position: 30 });
    tell(made, Hls.Events.MEDIA_ATTACHING);
    expect([made.instance.config.startPosition, video.playbackRate, plays]).to.deep.equal([30, 1.5, 1]);
    intent.playing = false;
    tell(made, Hls.Events.MEDIA_ATTACHING);
    expect(plays).to.equal(1);
  });

  it('keeps the promise of play() over a reset, and does not keep it to a viewer who pauses', async () => {
    const made = make();
    for (const paused of [false, true]) {
      let reject!: (reason: unknown) => void;
      playing = () => new Promise((_resolve, refuse) => (reject = refuse));
      const played = made.play().then(
        () => 'it plays',
        (error: unknown) => (error as Error).name,
      );
      const interrupt = reject;
      state.paused = paused;
      playing = () => Promise.resolve();
      tell(made, Hls.Events.MEDIA_ATTACHING);
      interrupt(new DOMException('A load interrupted it.', 'AbortError'));
      expect(await played).to.equal(paused ? 'AbortError' : 'it plays');
      expect(intent.playing).to.equal(!paused);
    }
  });

  it('takes back the wish to play where the browser forbids it', async () => {
    playing = () => Promise.reject(new DOMException('Not without a gesture.', 'NotAllowedError'));
    await make()
      .play()
      .catch(() => undefined);
    expect(intent.playing).to.equal(false);
  });

  it('sets the decoder up anew once, where it was, and tells of what comes after that', () => {
    const made = make();
    Object.assign(state, { hasEnoughToStart: true, currentTime: 12 });
    tell(made, Hls.Events.ERROR, mediaError);
    expect([calls, errors]).to.deep.equal([['recoverMediaError', 'startLoad 12'], []]);
    tell(made, Hls.Events.ERROR, mediaError);
    expect(errors).to.deep.equal(['MEDIA_DECODE']);
  });

  it('says nothing of an error that is not fatal', () => {
    tell(make(), Hls.Events.ERROR, { ...mediaError, fatal: false });
    expect([calls, errors]).to.deep.equal([[], []]);
  });

  it('begins with the rendition that is being fetched already, under whatever token', () => {
    const prefetch = { take: () => undefined, startKey: 'media.example/*/manifest/720.m3u8' };
    const made = make({ delivery: { ...delivery, prefetch } as unknown as EngineOptions['delivery'] });
    const token = `${'a'.repeat(40)}.${'b'.repeat(40)}.${'c'.repeat(40)}`;
    const levels = LEVELS.map((level) => ({
      ...level,
      uri: `https://media.example/${token}/manifest/${level.height}.m3u8`,
    }));
    const starts: number[] = [];
    Object.defineProperty(made.instance, 'startLevel', { set: (level: number) => starts.push(level) });
    give(made, { levels });
    tell(made, Hls.Events.MANIFEST_PARSED, {}, 2);
    expect(starts).to.deep.equal([1]);
  });

  it('notes what the line carries once it has measured that', () => {
    delete LINE.measured;
    const made = make();
    const { abrEwmaDefaultEstimate } = made.instance.config;
    Object.defineProperty(made.instance, 'bandwidthEstimate', { value: abrEwmaDefaultEstimate, writable: true });
    tell(made, Hls.Events.FRAG_BUFFERED, { frag: {} }, 3);
    expect(LINE.measured).to.equal(undefined);
    give(made, { bandwidthEstimate: 7e6 });
    tell(made, Hls.Events.FRAG_BUFFERED, { frag: {} }, 3);
    expect(LINE.measured).to.equal(7e6);
    delete LINE.measured;
  });

  it('goes on behind the first segments in what the line has carried with ease, and the box has pixels for', () => {
    const started = { mediaSource: new MediaSource(), tracks: [] };
    const startOf = (early: number | undefined, height: number, more: Partial<EngineOptions> = {}): number => {
      delete LINE.early;
      if (early) LINE.early = early;
      Object.defineProperty(video, 'clientHeight', { value: height / devicePixelRatio, configurable: true });
      const made = make(more, 'onError' in more ? undefined : started);
      let level = 0;
      Object.defineProperty(made.instance, 'startLevel', { set: (to: number) => (level = to) });
      give(made, { levels: LEVELS });
      tell(made, Hls.Events.MANIFEST_PARSED, {}, 2);
      made.destroy();
      delete LINE.early;
      return level;
    };
    expect([undefined, 2e6, 4e6, 8e6, 50e6].map((early) => startOf(early, 1080))).to.deep.equal([0, 0, 1, 2, 3]);
    expect(
      [180, 700].map((height) => startOf(50e6, height)),
      'in a small box',
    ).to.deep.equal([0, 1]);
    expect(startOf(50e6, 1080, { maxHeight: 480 }), 'where data is saved').to.equal(0);
    expect(startOf(50e6, 1080, { onError: () => undefined }), 'by itself').to.equal(0);
  });

  describe('after a seek', () => {
    const details = {};
    const levels = [
      { height: 240, bitrate: 4e5, details },
      { height: 360, bitrate: 8e5, details },
      { height: 480, bitrate: 14e5 },
      { height: 720, bitrate: 24e5, details },
    ];
    /** Where hls.js goes on after a seek, from the best quality. */
    function levelAfterSeek(
      line: number | undefined,
      facts: object = {},
      ranges: readonly [number, number][] = [],
    ): number {
      delete LINE.measured;
      if (line !== undefined) LINE.measured = line;
      const made = make();
      const known = { levels, bandwidthEstimate: line ?? 5e5, nextAutoLevel: 3, autoLevelEnabled: true, ...facts };
      const { autoLevelEnabled, ...others } = known;
      give(made, others);
      Object.defineProperty(made.instance, 'autoLevelEnabled', { value: autoLevelEnabled });
      const buffered = {
        length: ranges.length,
        start: (at: number) => ranges[at]![0],
        end: (at: number) => ranges[at]![1],
      };
      Object.defineProperty(video, 'buffered', { value: buffered, configurable: true });
      state.currentTime = 50;
      video.dispatchEvent(new Event('seeking'));
      const { nextAutoLevel } = made.instance;
      made.destroy();
      delete LINE.measured;
      return nextAutoLevel;
    }

    it('fetches the first segment in what takes an eighth of the line', () => {
      expect([2e6, 6.4e6, 8e6, 19.2e6].map((line) => levelAfterSeek(line))).to.deep.equal([0, 1, 1, 3]);
    });

    it('takes no quality whose playlist is still to come, and none above what it would take anyway', () => {
      expect(levelAfterSeek(12e6)).to.equal(1);
      expect(levelAfterSeek(50e6, { nextAutoLevel: 1 })).to.equal(1);
    });

    it('leaves the quality alone that was chosen, where the line is unknown, and within what is buffered', () => {
      expect(levelAfterSeek(2e6, { autoLevelEnabled: false })).to.equal(3);
      expect(levelAfterSeek(undefined)).to.equal(3);
      expect(
        levelAfterSeek(2e6, {}, [
          [0, 10],
          [40, 60],
        ]),
      ).to.equal(3);
      expect(levelAfterSeek(2e6, {}, [[0, 50]])).to.equal(0);
    });
  });

  it('gives the wanted quality to an engine that knows it by another id, as soon as there are qualities', () => {
    intent.quality = { height: 720, bitrate: 3.5e6 };
    const made = make();
    expect(made.selectedRendition).to.equal(null);
    give(made, { levels: [...LEVELS].reverse() });
    tell(made, Hls.Events.MANIFEST_PARSED);
    expect([made.selectedRendition, made.instance.nextLevel]).to.deep.equal(['1', 1]);
  });

  it('chooses nothing where no quality has the wanted height, and wants it still', () => {
    intent.quality = { height: 480, bitrate: 1e6 };
    const made = make();
    give(made, { levels: LEVELS });
    tell(made, Hls.Events.MANIFEST_PARSED);
    expect([made.selectedRendition, made.instance.nextLevel]).to.deep.equal([null, -1]);
    expect(intent.quality.height).to.equal(480);
  });

  it('remembers a quality that is chosen by hand, and forgets it when the choice is given back', () => {
    const made = make();
    give(made, { levels: LEVELS });
    made.selectedRendition = '2';
    expect([intent.quality, made.instance.nextLevel]).to.deep.equal([{ height: 720, bitrate: 4e6 }, 2]);
    made.selectedRendition = null;
    expect([intent.quality, made.instance.nextLevel]).to.deep.equal([undefined, -1]);
  });

  it('chooses nothing taller by itself than it may', () => {
    const made = make({ maxHeight: 480 });
    give(made, { levels: LEVELS });
    tell(made, Hls.Events.MANIFEST_PARSED, {}, 3);
    expect(made.instance.autoLevelCapping).to.equal(0);
  });

  it('gives the wanted voice to it as soon as there are voices, and remembers another that is chosen', () => {
    intent.audio = { language: 'en', label: 'Commentary' };
    const made = make();
    tell(made, Hls.Events.AUDIO_TRACKS_UPDATED);
    expect(made.instance.audioTrack).to.equal(0);
    give(made, { audioTracks: VOICES });
    tell(made, Hls.Events.AUDIO_TRACKS_UPDATED);
    expect(made.instance.audioTrack).to.equal(1);
    made.audioTracks[2]!.enabled = true;
    tell(made, Hls.Events.AUDIO_TRACK_SWITCHED);
    tell(made, Hls.Events.AUDIO_TRACKS_UPDATED);
    expect([made.instance.audioTrack, intent.audio]).to.deep.equal([2, { language: 'fr', label: 'French' }]);
  });

  it('counts the seconds of main segments, by parts where they come in parts', () => {
    const made = make();
    const frag = { type: 'main', sn: 1, duration: 4 };
    tell(made, Hls.Events.FRAG_LOADED, { frag });
    tell(made, Hls.Events.FRAG_LOADED, { frag, part: { duration: 1 } });
    tell(made, Hls.Events.FRAG_LOADED, { frag: { ...frag, sn: 'initSegment' } });
    tell(made, Hls.Events.FRAG_LOADED, { frag: { ...frag, type: 'audio' } });
    expect(calls).to.deep.equal(['fetched 4', 'fetched 1']);
  });

  it('knows how many bytes are on their way', () => {
    const made = make();
    const stats = { aborted: false, loaded: 100, loading: { end: 0 } };
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'main', stats } });
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'audio', stats: { ...stats, aborted: true } } });
    expect(made.arrivingBytes).to.equal(100);
    stats.loading.end = 1;
    expect(made.arrivingBytes).to.equal(0);
  });

  it('lets a track of captions find its cues by itself before any come', () => {
    const made = make();
    const track = video.addTextTrack('captions');
    track.mode = 'hidden';
    Object.defineProperty(made.instance, 'subtitleTracks', { value: [{ trackNode: { track } }] });
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'main', level: 0 } }, 3);
    expect(Object.hasOwn(track.cues!, 'getCueById')).to.equal(false);
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'subtitle', level: 0 } }, 3);
    expect(Object.hasOwn(track.cues!, 'getCueById')).to.equal(true);
  });

  it('goes on fetching with the playlists that it has, and with all of them anew where it has none', () => {
    const made = make();
    made.resume();
    give(made, { levels: LEVELS });
    made.resume();
    expect(calls).to.deep.equal(['clearError', 'loadSource', 'clearError', 'startLoad undefined']);
  });

  it('tells what a fatal error means to a viewer', () => {
    const network = { type: Hls.ErrorTypes.NETWORK_ERROR, response: { code: 404 } } as HlsFailure;
    const code = (details: HlsFailure['details']): string => describeHlsError({ ...network, details }, true).code;
    const { MANIFEST_LOAD_ERROR, FRAG_LOAD_ERROR } = Hls.ErrorDetails;
    expect([code(MANIFEST_LOAD_ERROR), code(FRAG_LOAD_ERROR)]).to.deep.equal(['VIDEO_PROCESSING', 'NETWORK']);
  });
});
