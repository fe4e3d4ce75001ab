import { expect } from '@open-wc/testing';
import type { PlaybackEngine } from '../../../src/player/engine/engine.js';
import { MEDIA_EVENTS, type MediaEventType } from '../../../src/player/model/media-events.js';
import { MediaObserver } from '../../../src/player/playback/media-observer.js';

describe('MediaObserver', () => {
  let video: HTMLVideoElement;
  let intent: { playing: boolean; position?: number };
  let told: string[];
  let readings: number;
  let media: MediaObserver;
  let life: AbortController;
  const say = (...types: MediaEventType[]): void => {
    for (const type of types) video.dispatchEvent(new Event(type));
  };
  const swapping = (reloading: boolean): void => {
    media.engine = { reloading, currentTime: 20, livePosition: 90 } as PlaybackEngine;
  };
  beforeEach(() => {
    video = document.createElement('video');
    intent = { playing: false };
    told = [];
    readings = 0;
    life = new AbortController();
    media = new MediaObserver(
      video,
      {
        element: document.createElement('div'),
        intent,
        onMedia: (type) => told.push(`element ${type}`),
        onReading: () => (readings += 1),
      },
      life.signal,
    );
    media.on(MEDIA_EVENTS, (type) => told.push(type), life);
  });
  afterEach(() => life.abort());

  it('notifies each subscriber of its types in order of subscription, and the element last', () => {
    media.on(['waiting'], (type) => told.push(`late ${type}`), life);
    say('waiting', 'seeking');
    expect(told).to.deep.equal(['waiting', 'late waiting', 'element waiting', 'seeking', 'element seeking']);
  });

  it('does not notify a subscriber whose signal is aborted, but still the others', () => {
    const ended = new AbortController();
    media.on(['play'], () => told.push('ended'), ended);
    ended.abort();
    say('play');
    expect(told).to.deep.equal(['play', 'element play']);
    life.abort();
    say('pause');
    expect(told).to.deep.equal(['play', 'element play']);
  });

  it('reads the video before it notifies', () => {
    let volume: number | undefined;
    media.on(['volumechange'], () => (volume = media.reading.volume), life);
    video.volume = 0.25;
    say('volumechange');
    expect(volume).to.equal(0.25);
    expect(readings).to.equal(1);
  });

  it('hides events of the video during a swap, except for those that the viewer causes', () => {
    swapping(true);
    say('emptied', 'pause', 'seeking', 'volumechange', 'waiting');
    expect(told).to.deep.equal(['volumechange', 'element volumechange']);
  });

  it('reports the wanted state during a swap, and not that of the empty source', () => {
    intent.playing = true;
    swapping(true);
    media.reloading('seeking');
    expect(media.reading).to.include({ paused: false, currentTime: 20 });
  });

  it('reports play and pause during a swap once, however often they are repeated', () => {
    swapping(true);
    media.reloading('play');
    media.reloading('play');
    media.reloading('pause');
    media.reloading('pause');
    expect(told.filter((type) => !type.startsWith('element'))).to.deep.equal(['play', 'pause']);
  });

  it('reports at the end of a swap that the seek is over, and that the browser has blocked play', () => {
    swapping(true);
    media.reloading('play');
    media.reloading('seeking');
    told.length = 0;
    swapping(false);
    media.reloading('done');
    expect(told.filter((type) => !type.startsWith('element'))).to.deep.equal(['pause', 'seeked', 'canplay']);
  });

  it('takes the position from the engine, or the wanted one while there is no engine', () => {
    expect(media.currentTime).to.equal(0);
    intent.position = 7;
    expect(media.currentTime).to.equal(7);
    swapping(false);
    expect(media.currentTime).to.equal(20);
  });

  it('is playing only with an engine and when that is wanted', () => {
    intent.playing = true;
    expect(media.isPlaying).to.equal(false);
    swapping(false);
    expect(media.isPlaying).to.equal(true);
    intent.playing = false;
    expect(media.isPlaying).to.equal(false);
  });

  describe('the first frame', () => {
    let presented: VideoFrameRequestCallback[];
    const set = (state: object): void => {
      for (const [name, value] of Object.entries(state))
        Object.defineProperty(video, name, { value, configurable: true });
    };
    const present = (): void =>
      presented.splice(0).forEach((callback) => callback(0, {} as VideoFrameCallbackMetadata));
    const seen = (): boolean[] => [media.reading.hasBegun, media.reading.hasFrame];
    const observe = (): void => {
      media = new MediaObserver(
        video,
        { element: video, intent, onMedia: () => undefined, onReading: () => (readings += 1) },
        life.signal,
      );
    };
    beforeEach(() => {
      presented = [];
      set({ readyState: 4, videoWidth: 16 });
      video.requestVideoFrameCallback = (callback) => presented.push(callback);
      observe();
    });

    it('does not count before the video plays', () => {
      say('loadeddata', 'canplay');
      present();
      expect(seen()).to.deep.equal([false, false]);
      say('play');
      expect(seen(), 'it may never come to play').to.deep.equal([false, false]);
      say('playing');
      expect(seen()).to.deep.equal([true, true]);
    });

    it('counts once it is presented, which is reported', () => {
      say('playing');
      expect(seen()).to.deep.equal([true, false]);
      readings = 0;
      present();
      expect([...seen(), readings]).to.deep.equal([true, true, 1]);
    });

    it('counts at a seek by the viewer or the page', () => {
      present();
      readings = 0;
      media.seek(2);
      expect(seen(), 'there is nothing to seek in').to.deep.equal([false, false]);
      let position: number | undefined;
      media.engine = {
        currentTime: 0,
        livePosition: 0,
        seek: (time: number) => (position = time),
      } as unknown as PlaybackEngine;
      media.seek(2);
      expect([...seen(), readings, position]).to.deep.equal([true, true, 1, 2]);
    });

    it('still counts when the source is emptied, in a swap or otherwise', () => {
      say('playing');
      present();
      swapping(true);
      say('emptied');
      swapping(false);
      say('progress');
      expect(seen(), 'the last one is held').to.deep.equal([true, true]);
      say('emptied');
      expect(seen(), 'it is taken up again').to.deep.equal([true, true]);
    });

    it('counts at the end of a swap that has hidden `playing`', () => {
      present();
      swapping(true);
      set({ paused: false, readyState: 4 });
      say('playing');
      expect(seen()).to.deep.equal([false, false]);
      swapping(false);
      media.reloading('done');
      expect(seen()).to.deep.equal([true, true]);
    });

    it('counts once data is loaded in a browser without requestVideoFrameCallback', () => {
      set({ requestVideoFrameCallback: undefined });
      Reflect.deleteProperty(video, 'requestVideoFrameCallback');
      const { prototype } = HTMLVideoElement;
      const { requestVideoFrameCallback } = prototype;
      Reflect.deleteProperty(prototype, 'requestVideoFrameCallback');
      try {
        observe();
        say('playing');
        expect(seen()).to.deep.equal([true, false]);
        say('loadeddata');
        expect(seen()).to.deep.equal([true, true]);
      } finally {
        prototype.requestVideoFrameCallback = requestVideoFrameCallback;
      }
    });

    it('counts when the time advances without a presented frame, but not when there is only sound', () => {
      set({ paused: false, seeking: false });
      const move = (currentTime: number): void => {
        set({ currentTime });
        say('timeupdate');
      };
      set({ videoWidth: 0 });
      say('playing');
      media.engine = { currentTime: 1, livePosition: 0 } as PlaybackEngine;
      move(1);
      move(2);
      expect(seen(), 'sound').to.deep.equal([true, false]);
      set({ videoWidth: 16 });
      move(1);
      expect(seen(), 'it stands').to.deep.equal([true, false]);
      move(3);
      expect(seen(), 'on another device').to.deep.equal([true, true]);
    });
  });
});
