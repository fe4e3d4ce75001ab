import { expect } from '@open-wc/testing';
import { LINE } from '../../../src/player/delivery/start-rendition.js';
import type { EngineOptions, PlaybackEngine } from '../../../src/player/engine/engine.js';
import type { PlaybackIntent } from '../../../src/player/model/playback-intent.js';
import type { ViewerPreferences } from '../../../src/player/model/viewer-memory.js';
import type { PlaybackSessionHost } from '../../../src/player/playback/playback-options.js';
import { readStartConditions, RunningEngine, savesData } from '../../../src/player/playback/running-engine.js';
import { FakeMedia } from '../../harness/fake-media.js';

type Parameters = ConstructorParameters<typeof RunningEngine>;

const saveData = (connection: object | undefined): unknown =>
  Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
afterEach(() => void Reflect.deleteProperty(navigator, 'connection'));

/** A player whose page stores preferences in a variable. */
class RememberingPlayer extends HTMLElement {
  static kept: ViewerPreferences = {};
  static memory = {
    read: () => RememberingPlayer.kept,
    write: (preferences: ViewerPreferences) => void (RememberingPlayer.kept = preferences),
  };
  noControls = false;
}
customElements.define('remembering-player', RememberingPlayer);

describe('readStartConditions', () => {
  const bandwidthOf = (more: Partial<RememberingPlayer> = {}): number | undefined =>
    readStartConditions({
      element: Object.assign(new RememberingPlayer(), more),
      intent: { playing: false },
      options: {},
    } as unknown as PlaybackSessionHost).bandwidth;
  let seen: PerformanceResourceTiming[];
  const { getEntriesByType } = performance;
  beforeEach(() => {
    seen = [];
    delete LINE.measured;
    delete LINE.early;
    RememberingPlayer.kept = { bandwidth: 20e6 };
    performance.getEntriesByType = () => seen;
    saveData(undefined);
  });
  afterEach(() => {
    performance.getEntriesByType = getEntriesByType;
    delete LINE.measured;
    delete LINE.early;
  });
  /** A download of 100 KB in so many milliseconds. */
  const download = (ms: number): PerformanceResourceTiming =>
    ({ transferSize: 1e5, encodedBodySize: 1e5, responseStart: 0, responseEnd: ms }) as PerformanceResourceTiming;

  it('uses the bandwidth of the last visit when this page has downloaded nothing yet', () => {
    expect(bandwidthOf()).to.equal(20e6);
    RememberingPlayer.kept = {};
    expect(bandwidthOf()).to.equal(undefined);
  });

  it('limits the bandwidth of the last visit after a slow download, and raises it after a fast one', () => {
    seen = [download(800)];
    expect(bandwidthOf()).to.equal(4e6);
    seen = [download(10)];
    expect(bandwidthOf()).to.equal(80e6);
  });

  it('prefers the bandwidth that an engine of this page has measured', () => {
    LINE.early = 8e6;
    expect(bandwidthOf()).to.equal(20e6);
    LINE.early = 3e6;
    expect(bandwidthOf()).to.equal(12e6);
    LINE.measured = 5e6;
    expect(bandwidthOf()).to.equal(5e6);
  });

  it('ignores the bandwidth of the last visit without controls, as nothing is stored there', () => {
    expect(bandwidthOf({ noControls: true })).to.equal(undefined);
  });

  it('limits the bandwidth of the last visit to what the browser reports, but only until this page has downloaded', () => {
    saveData({ downlink: 1.5 });
    expect(bandwidthOf()).to.equal(1.5e6);
    seen = [download(100)];
    expect(bandwidthOf()).to.equal(20e6);
    LINE.measured = 5e6;
    expect(bandwidthOf()).to.equal(5e6);
  });
});

describe('savesData', () => {
  it('is true when the viewer saves data, and false when the browser does not tell', () => {
    const answers = [{ saveData: true }, { saveData: false }, undefined].map((connection) => {
      saveData(connection);
      return savesData();
    });
    expect(answers).to.deep.equal([true, false, false]);
  });
});

describe('RunningEngine', () => {
  let intent: PlaybackIntent;
  let video: HTMLVideoElement;
  let given: EngineOptions;
  let done: string[];
  let position: number;
  let canvas: HTMLCanvasElement | null;
  let media: Parameters[1];
  let held: boolean[];
  let viewer: RememberingPlayer;
  beforeEach(() => {
    viewer = new RememberingPlayer();
    RememberingPlayer.kept = { volume: 0.5 };
    delete LINE.measured;
    intent = { playing: false };
    video = document.createElement('video');
    done = [];
    held = [];
    position = 0;
    canvas = null;
  });

  /** Starts an engine that sets a source, which resets the speed of the `<video>`, as in browsers. */
  function start(): RunningEngine {
    class FakeEngine {
      arrivingBytes = undefined;
      constructor(options: EngineOptions) {
        given = options;
        options.video.playbackRate = options.video.defaultPlaybackRate;
      }
      get currentTime(): number {
        return position;
      }
      suspend = (): unknown => done.push('suspend');
      resume = (): unknown => done.push('resume');
      destroy = (): unknown => done.push('destroy');
    }
    const fake = new FakeMedia();
    media = {
      video,
      on: fake.on.bind(fake),
      reloading: (what: string) => done.push(what),
      engine: undefined,
    } as unknown as Parameters[1];
    const host = {
      intent,
      element: viewer,
      options: { startQuality: undefined },
      heldCanvas: () => canvas,
      onHold: (isHeld: boolean) => held.push(isHeld),
      onTracks: () => done.push('tracks'),
      sharesAudio: () => true,
      pause: () => undefined,
    } as unknown as PlaybackSessionHost;
    return new RunningEngine(
      (options) => new FakeEngine(options) as unknown as PlaybackEngine,
      media,
      Object.create(null) as Parameters[2],
      host,
      {
        onError: () => done.push('error'),
        onFetched: (seconds) => done.push(`fetched ${seconds}`),
        resume: () => undefined,
        restart: () => undefined,
      },
    );
  }

  for (const [when, leave] of [
    ['it is closed', (running: RunningEngine) => running.close()],
    ['the page is left', () => dispatchEvent(new PageTransitionEvent('pagehide'))],
  ] as const) {
    it(`stores the measured bandwidth with the other preferences when ${when}`, () => {
      const running = start();
      leave(running);
      expect(RememberingPlayer.kept).to.deep.equal({ volume: 0.5 });
      LINE.measured = 7_654_321.4;
      leave(when === 'it is closed' ? start() : running);
      delete LINE.measured;
      expect(RememberingPlayer.kept).to.deep.equal({ volume: 0.5, bandwidth: 7_654_321 });
    });
  }

  it('stores nothing when the storage cannot be read', () => {
    const { read } = RememberingPlayer.memory;
    RememberingPlayer.memory.read = () => {
      throw new Error('no storage');
    };
    const running = start();
    LINE.measured = 7e6;
    running.close();
    delete LINE.measured;
    RememberingPlayer.memory.read = read;
    expect(RememberingPlayer.kept).to.deep.equal({ volume: 0.5 });
  });

  it('stores no bandwidth without controls', () => {
    viewer.noControls = true;
    const running = start();
    LINE.measured = 7e6;
    running.close();
    delete LINE.measured;
    expect(RememberingPlayer.kept).to.deep.equal({ volume: 0.5 });
  });

  it('keeps the speed that the page has set before there was an engine', () => {
    video.playbackRate = 1.5;
    intent.rate = 2;
    start().close();
    expect([video.playbackRate, intent.rate]).to.deep.equal([1.5, 1.5]);
  });

  it('restores the speed that was chosen before when the page has set none', () => {
    intent.rate = 2;
    start();
    expect(video.playbackRate).to.equal(2);
  });

  it('starts at the default speed of the page when none was chosen', () => {
    video.defaultPlaybackRate = video.playbackRate = 1.25;
    start();
    expect([video.playbackRate, intent.rate]).to.deep.equal([1.25, 1.25]);
  });

  it('leaves position and speed for the next engine when it is closed', () => {
    const running = start();
    expect(media.engine).to.equal(running.engine);
    position = 7.5;
    video.playbackRate = 0.5;
    running.close();
    expect([intent.position, intent.rate, media.engine, done.at(-1)]).to.deep.equal([7.5, 0.5, undefined, 'destroy']);
  });

  it('leaves no position when it has not begun, so that a broadcast is joined live', () => {
    intent.position = 3;
    start().close();
    expect(intent.position).to.equal(undefined);
  });

  it('limits the automatic height to 480 only for viewers who save data', () => {
    const heights = [{ saveData: true }, undefined].map((connection) => {
      saveData(connection);
      start();
      return given.maxHeight;
    });
    expect(heights).to.deep.equal([480, undefined]);
  });

  it('passes on the callbacks of its engine', () => {
    start();
    given.onTracks();
    given.onFetched(4);
    given.onReloading('seeking');
    expect(done).to.deep.equal(['tracks', 'fetched 4', 'seeking']);
  });

  it('ends its suspension on resume()', () => {
    const running = start();
    running.resume();
    expect([done, running.supervisor.isSuspended]).to.deep.equal([['resume'], false]);
  });

  it('holds no frame without a canvas or a picture', () => {
    start();
    given.holdFrame()();
    canvas = document.createElement('canvas');
    given.holdFrame()();
    expect(held).to.deep.equal([]);
  });

  it('holds the last frame until it is released', () => {
    canvas = document.createElement('canvas');
    Object.defineProperties(video, {
      videoWidth: { value: 4 },
      videoHeight: { value: 2 },
      readyState: { value: HTMLMediaElement.HAVE_CURRENT_DATA },
    });
    start();
    const release = given.holdFrame();
    expect([held, canvas.width, canvas.height]).to.deep.equal([[true], 4, 2]);
    release();
    expect(held).to.deep.equal([true, false]);
  });
});
