import { expect } from '@open-wc/testing';
import { joinAudiblePlayers } from '../../../src/player/playback/audible-players.js';
import { FakeMedia, type FakeVideo } from '../../harness/fake-media.js';

describe('joinAudiblePlayers', () => {
  let life: AbortController;
  let paused: string[];
  beforeEach(() => {
    life = new AbortController();
    paused = [];
  });
  afterEach(() => life.abort());

  const join = (name: string, state: Partial<FakeVideo> = {}, shares = false, signal = life.signal): FakeMedia => {
    const media = new FakeMedia(state);
    joinAudiblePlayers(media, { sharesAudio: () => shares, pause: () => paused.push(name) }, signal);
    return media;
  };

  it('pauses the others that are heard when one begins to play', () => {
    join('first');
    const second = join('second');
    join('third', { paused: true });
    second.say('play');
    expect(paused).to.deep.equal(['first']);
  });

  it('pauses them also when one that plays is made audible', () => {
    join('first');
    join('second', { muted: true }).say('volumechange', { muted: false });
    expect(paused).to.deep.equal(['first']);
  });

  it('leaves the others alone while it is not heard itself', () => {
    join('first');
    join('second', { muted: true }).say('play');
    join('third', { volume: 0 }).say('play');
    expect(paused).to.deep.equal([]);
  });

  it('leaves alone who is not heard', () => {
    join('muted', { muted: true });
    join('silent', { volume: 0 });
    join('second').say('play');
    expect(paused).to.deep.equal([]);
  });

  it('neither pauses nor is paused where a player may be heard together with others', () => {
    const first = join('first');
    const shared = join('shared', {}, true);
    shared.say('play');
    first.say('play');
    expect(paused).to.deep.equal([]);
  });

  it('forgets a player once its signal has ended', () => {
    const gone = new AbortController();
    const first = join('first', {}, false, gone.signal);
    const second = join('second');
    gone.abort();
    first.say('play');
    second.say('play');
    expect(paused).to.deep.equal([]);
  });
});
