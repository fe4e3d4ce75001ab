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
  /** Observers that were created earlier have been notified by then. */
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

  it('suspends a paused player that is out of view, and resumes it when it is visible', async () => {
    intent.playing = false;
    hide();
    await untilSuspended();
    expect(supervisor.isSuspended).to.equal(true);
    show();
    await waitUntil(() => resumed > 0, 'it goes on');
    expect(supervisor.isSuspended).to.equal(false);
  });

  it('does not suspend an audible player out of view until it is muted or paused', async () => {
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

  it('resumes out of view for a pending play(), until all of them are settled', async () => {
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

  it('does not suspend when play() is settled after its signal was aborted', async () => {
    const asked = supervisor.play();
    life.abort();
    intent.playing = false;
    hide();
    await untilNoticed();
    played.resolve();
    await asked;
    expect(suspended).to.equal(0);
  });

  it('does not suspend a player in picture-in-picture', async () => {
    intent.playing = false;
    media.video.getRootNode = () => ({ pictureInPictureElement: media.video }) as unknown as Node;
    hide();
    await untilNoticed();
    expect(suspended).to.equal(0);
  });

  it('follows the wish to play while a swap has paused the video', async () => {
    media.fake.paused = true;
    hide();
    await untilNoticed();
    media.say('pause');
    expect(suspended).to.equal(0);
  });

  it('does nothing more once its signal is aborted', async () => {
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

  it('pauses other audible players when one begins to play', () => {
    join('first');
    const second = join('second');
    join('third', { paused: true });
    second.say('play');
    expect(paused).to.deep.equal(['first']);
  });

  it('pauses other audible players when a playing one becomes audible', () => {
    join('first');
    join('second', { muted: true }).say('volumechange', { muted: false });
    expect(paused).to.deep.equal(['first']);
  });

  it('pauses no other player while it is not audible itself', () => {
    join('first');
    join('second', { muted: true }).say('play');
    join('third', { volume: 0 }).say('play');
    expect(paused).to.deep.equal([]);
  });

  it('does not pause players that are not audible', () => {
    join('muted', { muted: true });
    join('silent', { volume: 0 });
    join('second').say('play');
    expect(paused).to.deep.equal([]);
  });

  it('neither pauses nor is paused when a player shares audio', () => {
    const first = join('first');
    const shared = join('shared', {}, true);
    shared.say('play');
    first.say('play');
    expect(paused).to.deep.equal([]);
  });

  it('forgets a player once its signal is aborted', () => {
    const gone = new AbortController();
    const first = join('first', {}, false, gone.signal);
    const second = join('second');
    gone.abort();
    first.say('play');
    second.say('play');
    expect(paused).to.deep.equal([]);
  });
});
