import { expect } from '@open-wc/testing';
import type { EngineOptions } from '../../../src/player/engine/engine.js';
import { NativeEngine } from '../../../src/player/engine/native-engine.js';
import type { PlaybackIntent } from '../../../src/player/model/playback-intent.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { tokenFor } from '../../harness/tokens.js';

const ONE = tokenFor(60_000, 'one');
const TWO = tokenFor(60_000, 'two');
const urlOf = (token: string): string => `https://example.test/${token}/manifest/video.m3u8`;
const ranges = (...ends: number[]): TimeRanges =>
  ({ length: ends.length, start: () => 0, end: (index: number) => ends[index] }) as unknown as TimeRanges;

/** A `<video>` that accepts sources and loads none of them. */
class NativeVideo extends EventTarget {
  currentTime = 0;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 0;
  duration = 100;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  error: MediaError | null = null;
  buffered = ranges();
  seekable = ranges(90);
  textTracks = [];
  audioTracks: (EventTarget & object[]) | undefined;
  sources: string[] = [];
  hasSource = false;
  playing = (): Promise<void> => Promise.resolve();
  set src(url: string) {
    this.sources.push(url);
    this.hasSource = true;
  }
  removeAttribute(): void {
    this.hasSource = false;
  }
  load(): void {
    // Nothing is loaded.
  }
  play(): Promise<void> {
    return this.playing();
  }
  pause(): void {
    this.say('pause', { paused: true });
  }
  say(type: string, state: Partial<NativeVideo> = {}): void {
    Object.assign(this, state);
    this.dispatchEvent(new Event(type));
  }
}

describe('NativeEngine', () => {
  let clock: FakeClock;
  let video: NativeVideo;
  let intent: PlaybackIntent;
  let token: { value: string; safeForMs: number };
  let told: string[];
  let held: number;
  let status: number;
  let preferred: { height: undefined; audio: string | undefined };
  let engine: NativeEngine | undefined;
  beforeEach(() => {
    clock = new FakeClock();
    video = new NativeVideo();
    intent = { playing: false };
    token = { value: ONE, safeForMs: 5_000 };
    told = [];
    held = 0;
    status = 200;
    preferred = { height: undefined, audio: undefined };
  });
  afterEach(() => {
    engine?.destroy();
    engine = undefined;
    clock.uninstall();
  });
  const make = (): NativeEngine =>
    (engine = new NativeEngine({
      video: video as unknown as HTMLVideoElement,
      intent,
      delivery: {
        manifestUrl: urlOf(ONE),
        tokens: { source: token },
        urls: {
          refusal: undefined,
          withTokenAtHand: () => urlOf(token.value),
          fetch: () => Promise.resolve({ response: { ok: status === 200, status } }),
        },
      } as unknown as EngineOptions['delivery'],
      onError: ({ code }) => told.push(code),
      preferred,
      onTracks: () => told.push('tracks'),
      onFetched: (seconds) => told.push(`fetched ${seconds}`),
      onReloading: (what) => told.push(what),
      holdFrame: () => {
        held += 1;
        return () => (held -= 1);
      },
    }));
  /** Makes an engine that plays at 20 s. */
  const makePlaying = (): NativeEngine => {
    const made = make();
    video.say('loadedmetadata', { readyState: 4, currentTime: 20 });
    video.say('play', { paused: false });
    return made;
  };
  const renew = (): void => {
    token.value = TWO;
    engine!.tokenRenewed();
  };

  it('starts at the wanted position, and reports that until there is metadata', () => {
    intent.position = 40;
    const made = make();
    expect(made.currentTime).to.equal(40);
    video.say('loadedmetadata', { readyState: 1 });
    expect(video.currentTime).to.equal(40);
  });

  it('removes its URL, which holds a token, from the DOM once loading has begun', () => {
    make();
    expect([video.sources, video.hasSource]).to.deep.equal([[urlOf(ONE)], true]);
    video.say('loadstart');
    expect(video.hasSource).to.equal(false);
  });

  it('swaps the source at once while it is paused, and holds the last frame meanwhile', () => {
    make();
    video.say('loadedmetadata', { readyState: 4, currentTime: 20 });
    renew();
    expect([video.sources, held, engine!.reloading, engine!.currentTime]).to.deep.equal([
      [urlOf(ONE), urlOf(TWO)],
      1,
      true,
      20,
    ]);
  });

  it('plays on with the old URL for as long as its token is safe', async () => {
    makePlaying();
    renew();
    await clock.pass(4_000);
    expect(engine!.reloading).to.equal(false);
    await clock.pass(1_000);
    expect(engine!.reloading).to.equal(true);
  });

  it('does not swap the source close to the end', () => {
    make();
    video.say('loadedmetadata', { readyState: 4, currentTime: 97 });
    renew();
    expect(engine!.reloading).to.equal(false);
  });

  it('does not swap the source for the same token', () => {
    make();
    engine!.tokenRenewed();
    expect(video.sources).to.have.length(1);
  });

  it('seeks in the same source, or swaps it when there is a new token', () => {
    makePlaying();
    engine!.seek(30);
    expect([video.currentTime, intent.position, told]).to.deep.equal([30, 30, []]);
    token.value = TWO;
    engine!.seek(40);
    expect([engine!.reloading, engine!.currentTime, told]).to.deep.equal([true, 40, ['seeking']]);
    engine!.seek(50);
    expect([video.sources.length, engine!.currentTime]).to.deep.equal([2, 50]);
  });

  it('seeks a new source to just before its end, which it then plays', () => {
    makePlaying();
    token.value = TWO;
    engine!.seek(100);
    expect(engine!.currentTime).to.equal(99.9);
  });

  it('follows play and pause events as wishes of the viewer, but not those of a swap', () => {
    makePlaying();
    expect(intent.playing).to.equal(true);
    token.value = TWO;
    engine!.seek(40);
    video.say('pause', { paused: true });
    expect(intent.playing).to.equal(true);
  });

  it('reports what the viewer does during a swap', async () => {
    makePlaying();
    token.value = TWO;
    engine!.seek(40);
    engine!.pause();
    expect(intent.playing).to.equal(false);
    await engine!.play();
    expect([intent.playing, told]).to.deep.equal([true, ['seeking', 'pause', 'play']]);
  });

  it('drops the wish to play when the browser blocks it', async () => {
    make();
    video.playing = () => Promise.reject(new DOMException('Not without a gesture.', 'NotAllowedError'));
    await engine!.play().catch(() => undefined);
    expect(intent.playing).to.equal(false);
  });

  it('resumes with a new source when it is starved, and with the old one when it can play', () => {
    makePlaying();
    engine!.resume();
    expect(video.sources).to.have.length(1);
    video.readyState = 2;
    engine!.resume();
    expect(video.sources).to.have.length(2);
  });

  it('counts what is buffered once there is metadata', () => {
    make();
    video.say('progress', { buffered: ranges(10) });
    expect(told).to.deep.equal([]);
    video.say('progress', { readyState: 1 });
    expect(told).to.deep.equal(['fetched 10']);
  });

  for (const [answer, code] of [
    [200, 'MEDIA_DECODE'],
    [404, 'VIDEO_PROCESSING'],
    [403, 'ORIGIN_NOT_ALLOWED'],
  ] as const) {
    it(`reports ${code} after an error of the <video> when its manifest answers ${answer}`, async () => {
      make();
      status = answer;
      video.say('error');
      await clock.pass(0);
      expect(told).to.deep.equal([code]);
    });
  }

  it('swaps the source, and reports no error, when the token has been renewed meanwhile', async () => {
    make();
    token.value = TWO;
    video.say('error');
    await clock.pass(0);
    expect([told, video.sources.length, engine!.reloading]).to.deep.equal([[], 2, true]);
  });

  it('releases the held frame and the source when it is destroyed', () => {
    make();
    video.say('loadedmetadata', { readyState: 4, currentTime: 20 });
    renew();
    engine!.destroy();
    engine = undefined;
    expect([held, video.hasSource]).to.deep.equal([0, false]);
  });

  describe('and the sounds of the browser', () => {
    const sound = (id: string, kind: string, language: string, enabled = false): object => ({
      id,
      kind,
      label: `${language} ${kind}`,
      language,
      enabled,
    });
    beforeEach(() => {
      const list = [
        sound('1', 'main', 'en', true),
        sound('', 'main-desc', 'en'),
        sound('3', 'translation', 'fr'),
        sound('4', 'descriptions', 'fr'),
      ];
      const { addEventListener, dispatchEvent } = EventTarget.prototype;
      const target = new EventTarget();
      video.audioTracks = Object.assign(list, {
        addEventListener: addEventListener.bind(target),
        dispatchEvent: dispatchEvent.bind(target),
      }) as never;
    });
    const heard = (): string[] => engine!.audioTracks.filter(({ enabled }) => enabled).map(({ label }) => label);

    it('are listed with what each is for, described ones among them', () => {
      expect(make().audioTracks.map(({ id, kind }) => `${id} ${kind}`)).to.deep.equal([
        '1 main',
        '1 main-desc',
        '3 alternative',
        '4 descriptions',
      ]);
    });

    it('are heard one at a time, and the choice is kept for the next source', () => {
      make().audioTracks[1]!.enabled = true;
      expect([heard(), intent.audio]).to.deep.equal([['en main-desc'], { language: 'en', label: 'en main-desc' }]);
      engine!.audioTracks[1]!.enabled = false;
      expect(heard(), 'something is always heard').to.deep.equal(['en main-desc']);
    });

    it('begin with the one that the viewer has chosen for all videos', () => {
      preferred = { height: undefined, audio: 'fr-x-ad' };
      make();
      expect(heard()).to.deep.equal(['en main']);
      video.say('loadedmetadata', { readyState: 1 });
      expect(heard()).to.deep.equal(['fr descriptions']);
    });

    it('are told when they change, but not while another source takes the place of one', () => {
      makePlaying();
      told = [];
      video.audioTracks!.dispatchEvent(new Event('addtrack'));
      expect(told).to.deep.equal(['tracks']);
      video.say('pause', { paused: true });
      renew();
      told = [];
      video.audioTracks!.dispatchEvent(new Event('removetrack'));
      expect(told).to.deep.equal([]);
      engine!.destroy();
      video.audioTracks!.dispatchEvent(new Event('change'));
      expect(told).to.deep.equal([]);
    });
  });
});
