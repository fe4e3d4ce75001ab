import { expect, waitUntil } from '@open-wc/testing';
import { PlaybackSupervisor } from '../../../src/player/playback/playback-supervisor.js';
import { FakeMedia } from '../../harness/fake-media.js';

describe('PlaybackSupervisor', () => {
  let life: AbortController;
  let media: FakeMedia;
  let intent: { playing: boolean };
  let element: HTMLElement;
  let suspended: number;
  let resumed: number;
  let supervisor: PlaybackSupervisor;
  beforeEach(() => {
    life = new AbortController();
    media = new FakeMedia();
    intent = { playing: true };
    element = Object.assign(document.createElement('div'), { style: 'width: 100px; height: 50px' });
    document.body.append(element);
    suspended = resumed = 0;
    supervisor = new PlaybackSupervisor(
      {
        media,
        engine: { arrivingBytes: undefined, suspend: () => (suspended += 1) },
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
