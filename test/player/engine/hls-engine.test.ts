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

  /** An engine whose hls.js loads nothing, and reports what the test sets. */
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
  /** Dispatches an event to the engine's listeners, the last `count` ones, but not to those of hls.js itself. */
  const tell = ({ instance }: HlsEngine, type: HlsEvent, data: object = {}, count = 1): void => {
    const listeners = instance.listeners(type) as ((type: string, data: object) => void)[];
    for (const listener of listeners.slice(-count)) listener(type, data);
  };
  const give = ({ instance }: HlsEngine, what: object): void => void Object.assign(instance, what);
  const mediaError = { fatal: true, type: Hls.ErrorTypes.MEDIA_ERROR, details: 'bufferAppendError' };

  it('starts hls.js at the wanted position, and reports that until there is enough to start', () => {
    intent.position = 40;
    const made = make();
    expect([made.instance.config.startPosition, made.currentTime]).to.deep.equal([40, 40]);
    Object.assign(state, { hasEnoughToStart: true, currentTime: 41 });
    expect(made.currentTime).to.equal(41);
  });

  it('starts at the target of a seek that is made before there is enough to start', () => {
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

  it('leaves the start to hls.js on a seek to live before the broadcast is known', () => {
    intent.position = 40;
    make().seek(Infinity);
    expect(intent.position).to.equal(undefined);
  });

  it('keeps the wanted position up to date, but not before there is enough to start', () => {
    intent.position = 40;
    make();
    video.dispatchEvent(new Event('timeupdate'));
    expect(intent.position).to.equal(40);
    Object.assign(state, { hasEnoughToStart: true, currentTime: 41 });
    video.dispatchEvent(new Event('timeupdate'));
    expect(intent.position).to.equal(41);
  });

  it('follows play and pause events as wishes of the viewer until it is destroyed', () => {
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

  it('resumes at its position and speed, and plays if wanted, when hls.js resets its MediaSource', () => {
    const made = make();
    // The first time, the creator of the engine starts playback.
    Object.assign(intent, { playing: true, rate: 1.5, position: 30 });
    tell(made, Hls.Events.MEDIA_ATTACHING);
    expect([made.instance.config.startPosition, video.playbackRate, plays]).to.deep.equal([30, 1.5, 1]);
    intent.playing = false;
    tell(made, Hls.Events.MEDIA_ATTACHING);
    expect(plays).to.equal(1);
  });

  it('resolves play() over a reset, and rejects it when the viewer pauses', async () => {
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

  it('drops the wish to play when the browser blocks it', async () => {
    playing = () => Promise.reject(new DOMException('Not without a gesture.', 'NotAllowedError'));
    await make()
      .play()
      .catch(() => undefined);
    expect(intent.playing).to.equal(false);
  });

  it('recovers from a media error once, at the same position, and reports the next one', () => {
    const made = make();
    Object.assign(state, { hasEnoughToStart: true, currentTime: 12 });
    tell(made, Hls.Events.ERROR, mediaError);
    expect([calls, errors]).to.deep.equal([['recoverMediaError', 'startLoad 12'], []]);
    tell(made, Hls.Events.ERROR, mediaError);
    expect(errors).to.deep.equal(['MEDIA_DECODE']);
  });

  it('ignores an error that is not fatal', () => {
    tell(make(), Hls.Events.ERROR, { ...mediaError, fatal: false });
    expect([calls, errors]).to.deep.equal([[], []]);
  });

  it('starts with the rendition that is being prefetched, whatever its token', () => {
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

  it('records the bandwidth once hls.js has measured it', () => {
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

  it('continues after the first segments with a quality that suits the early bandwidth and the box', () => {
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
    /** Level that hls.js goes on with after a seek, if it was at the highest one. */
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

    it('fetches the first segment in a quality that needs at most an eighth of the bandwidth', () => {
      expect([2e6, 6.4e6, 8e6, 19.2e6].map((line) => levelAfterSeek(line))).to.deep.equal([0, 1, 1, 3]);
    });

    it('chooses no quality whose playlist is not loaded, and none above the choice of hls.js', () => {
      expect(levelAfterSeek(12e6)).to.equal(1);
      expect(levelAfterSeek(50e6, { nextAutoLevel: 1 })).to.equal(1);
    });

    it('keeps a chosen quality, and any quality when the bandwidth is unknown or within the buffer', () => {
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

  it('selects the wanted quality by its size, whatever its id, once qualities are known', () => {
    intent.quality = { height: 720, bitrate: 3.5e6 };
    const made = make();
    expect(made.selectedRendition).to.equal(null);
    give(made, { levels: [...LEVELS].reverse() });
    tell(made, Hls.Events.MANIFEST_PARSED);
    expect([made.selectedRendition, made.instance.nextLevel]).to.deep.equal(['1', 1]);
  });

  it('selects nothing when no quality has the wanted height, and keeps the wish', () => {
    intent.quality = { height: 480, bitrate: 1e6 };
    const made = make();
    give(made, { levels: LEVELS });
    tell(made, Hls.Events.MANIFEST_PARSED);
    expect([made.selectedRendition, made.instance.nextLevel]).to.deep.equal([null, -1]);
    expect(intent.quality.height).to.equal(480);
  });

  it('remembers a selected quality, and forgets it when the selection is cleared', () => {
    const made = make();
    give(made, { levels: LEVELS });
    made.selectedRendition = '2';
    expect([intent.quality, made.instance.nextLevel]).to.deep.equal([{ height: 720, bitrate: 4e6 }, 2]);
    made.selectedRendition = null;
    expect([intent.quality, made.instance.nextLevel]).to.deep.equal([undefined, -1]);
  });

  it('limits the automatic quality to maxHeight', () => {
    const made = make({ maxHeight: 480 });
    give(made, { levels: LEVELS });
    tell(made, Hls.Events.MANIFEST_PARSED, {}, 3);
    expect(made.instance.autoLevelCapping).to.equal(0);
  });

  it('selects the wanted audio track once tracks are known, and remembers another selection', () => {
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

  it('counts the seconds of main segments, or of their parts', () => {
    const made = make();
    const frag = { type: 'main', sn: 1, duration: 4 };
    tell(made, Hls.Events.FRAG_LOADED, { frag });
    tell(made, Hls.Events.FRAG_LOADED, { frag, part: { duration: 1 } });
    tell(made, Hls.Events.FRAG_LOADED, { frag: { ...frag, sn: 'initSegment' } });
    tell(made, Hls.Events.FRAG_LOADED, { frag: { ...frag, type: 'audio' } });
    expect(calls).to.deep.equal(['fetched 4', 'fetched 1']);
  });

  it('reports the bytes of pending requests', () => {
    const made = make();
    const stats = { aborted: false, loaded: 100, loading: { end: 0 } };
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'main', stats } });
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'audio', stats: { ...stats, aborted: true } } });
    expect(made.arrivingBytes).to.equal(100);
    stats.loading.end = 1;
    expect(made.arrivingBytes).to.equal(0);
  });

  it('indexes a caption track before its first cues arrive', () => {
    const made = make();
    const track = video.addTextTrack('captions');
    track.mode = 'hidden';
    Object.defineProperty(made.instance, 'subtitleTracks', { value: [{ trackNode: { track } }] });
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'main', level: 0 } }, 3);
    expect(Object.hasOwn(track.cues!, 'getCueById')).to.equal(false);
    tell(made, Hls.Events.FRAG_LOADING, { frag: { type: 'subtitle', level: 0 } }, 3);
    expect(Object.hasOwn(track.cues!, 'getCueById')).to.equal(true);
  });

  it('resumes loading with known playlists, and reloads the source without any', () => {
    const made = make();
    made.resume();
    give(made, { levels: LEVELS });
    made.resume();
    expect(calls).to.deep.equal(['clearError', 'loadSource', 'clearError', 'startLoad undefined']);
  });

  it('maps a fatal error to its code', () => {
    const network = { type: Hls.ErrorTypes.NETWORK_ERROR, response: { code: 404 } } as HlsFailure;
    const code = (details: HlsFailure['details']): string => describeHlsError({ ...network, details }, true).code;
    const { MANIFEST_LOAD_ERROR, FRAG_LOAD_ERROR } = Hls.ErrorDetails;
    expect([code(MANIFEST_LOAD_ERROR), code(FRAG_LOAD_ERROR)]).to.deep.equal(['VIDEO_PROCESSING', 'NETWORK']);
  });
});
