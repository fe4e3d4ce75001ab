import { expect, waitUntil } from '@open-wc/testing';
import { joinAudiblePlayers, PlaybackSupervisor } from '../../../src/player/playback/playback-supervisor.js';
import { defer, type Deferred } from '../../../src/shared/defer.js';
import { FakeMedia, type FakeVideo } from '../../harness/fake-media.js';

describe('PlaybackSupervisor', () => {
  let life: AbortController;
  let media: FakeMedia;
  let intent: { playing: boolean };
  let element: HTMLElement;
  let suspended: number;
  let resumed: number;
  let supervisor: PlaybackSupervisor;
  let played: Deferred<void>;
  beforeEach(() => {
    life = new AbortController();
    media = new FakeMedia();
    intent = { playing: true };
    element = Object.assign(document.createElement('div'), { style: 'width: 100px; height: 50px' });
    document.body.append(element);
    suspended = resumed = 0;
    played = defer();
    supervisor = new PlaybackSupervisor(
      {
        media,
        engine: { arrivingBytes: undefined, suspend: () => (suspended += 1), play: () => played.promise },
        intent,
        host: { element, sharesAudio: () => true, pause: () => undefined },
      },
      {
        resume: () => {
          resumed += 1;
          supervisor.resumed();
        },
        restart: () => undefined,
      },
      life.signal,
    );
  });
  afterEach(() => {
    life.abort();
    element.remove();
  });
  /** Whoever observes it longer has been told before. */
  const untilNoticed = (): Promise<void> =>
    new Promise((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => resolve());
      });
      observer.observe(element);
    });
  const hide = (): void => void (element.style.display = 'none');
  const show = (): void => void (element.style.display = 'block');
  const untilSuspended = (): Promise<void> => waitUntil(() => suspended > 0, 'it is suspended');

  it('lets a paused player that nobody sees fetch nothing, and go on once it is seen', async () => {
    intent.playing = false;
    hide();
    await untilSuspended();
    expect(supervisor.isSuspended).to.equal(true);
    show();
    await waitUntil(() => resumed > 0, 'it goes on');
    expect(supervisor.isSuspended).to.equal(false);
  });

  it('lets one that is heard go on out of sight, until it is muted or paused', async () => {
    hide();
    await untilNoticed();
    expect(suspended).to.equal(0);
    media.say('volumechange', { muted: true });
    expect(suspended).to.equal(1);
    media.say('volumechange', { muted: false });
    expect(resumed).to.equal(1);
    intent.playing = false;
    media.say('pause');
    expect(suspended).to.equal(2);
  });

  it('fetches for a promise to play out of sight, until all are settled', async () => {
    media.say('volumechange', { muted: true });
    hide();
    await untilSuspended();
    const first = supervisor.play();
    expect(resumed, 'at once').to.equal(1);
    const one = played;
    played = defer();
    const second = supervisor.play().catch((error: unknown) => error);
    one.resolve();
    await first;
    expect(suspended, 'while the other is pending').to.equal(1);
    played.reject(new Error('paused'));
    expect(await second).to.be.an('error');
    expect(suspended).to.equal(2);
  });

  it('suspends nothing when a promise to play is settled after its signal has ended', async () => {
    const asked = supervisor.play();
    life.abort();
    intent.playing = false;
    hide();
    await untilNoticed();
    played.resolve();
    await asked;
    expect(suspended).to.equal(0);
  });

  it('lets one in picture-in-picture go on', async () => {
    intent.playing = false;
    media.video.getRootNode = () => ({ pictureInPictureElement: media.video }) as unknown as Node;
    hide();
    await untilNoticed();
    expect(suspended).to.equal(0);
  });

  it('goes by the wish to play while a swap has the video paused', async () => {
    media.fake.paused = true;
    hide();
    await untilNoticed();
    media.say('pause');
    expect(suspended).to.equal(0);
  });

  it('does nothing more once its signal has ended', async () => {
    life.abort();
    intent.playing = false;
    hide();
    await untilNoticed();
    media.say('pause');
    expect(suspended).to.equal(0);
  });
});

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
