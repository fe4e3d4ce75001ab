import { expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/player.js';
import { MEDIA_EVENTS } from '../../src/player/model/media-events.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { parsePlaybackToken } from '../../src/player/token/token.js';
import { controlsOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

/** Path of the master playlist. */
const MASTER = String.raw`/manifest/video\.m3u8`;
const PATIENCE = { timeout: 20_000, interval: 20 };

/** The browser's own HLS: a new token is a new source, and the next seek swaps the source at once. */
describe('<cf-stream-player engine="native"> during a source swap', function () {
  this.timeout(60_000);

  const open = async (): Promise<{ el: CfStreamPlayer; video: HTMLVideoElement; stream: OpenedStream }> => {
    const stream = await openStream({ segmentAccess: 'token-path' });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player engine="native" muted src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    // Loads the controls first: once it plays, the clip is too short to wait for them.
    el.dispatchEvent(new PointerEvent('pointerenter'));
    await customElements.whenDefined('cf-stream-controls');
    await el.play();
    await waitUntil(() => el.currentTime > 0.3 && playButton(el), 'it plays', PATIENCE);
    await renew(el);
    await mendStream(stream);
    return { el, video: el.shadowRoot!.querySelector('video')!, stream };
  };
  /** Waits for a different token: two of the same second are equal, and the source would not be swapped. */
  const renew = async (el: CfStreamPlayer): Promise<void> => {
    const first = el.tokenExpiresAt!.getTime();
    await waitUntil(
      async () => {
        await el.refreshToken();
        return el.tokenExpiresAt!.getTime() > first;
      },
      'there is another token',
      { ...PATIENCE, interval: 100 },
    );
  };
  const playButton = (el: CfStreamPlayer): Element | null | undefined =>
    controlsOf(el)?.shadowRoot?.querySelector('[part~=play-button]');
  /** Waits until a new token would differ from the current one. */
  const nextSecond = (el: CfStreamPlayer, stream: OpenedStream): Promise<void> =>
    waitUntil(
      async () => {
        const { token } = (await (await fetch(stream.tokenEndpoint.replace('{uid}', stream.uid))).json()) as {
          token: string;
        };
        return parsePlaybackToken(token).expiresAt > el.tokenExpiresAt!.getTime();
      },
      'a second passes',
      { ...PATIENCE, interval: 100 },
    );
  const inView = (el: Element, isIn: boolean): Promise<void> =>
    new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        if (entries.at(-1)!.isIntersecting !== isIn) return;
        observer.disconnect();
        // Other observers are notified in the same frame.
        requestAnimationFrame(() => resolve());
      });
      observer.observe(el);
    });
  const swapped = (el: CfStreamPlayer, video: HTMLVideoElement): Promise<void> =>
    waitUntil(
      () => video.readyState >= 2 && !video.seeking && el.shadowRoot!.querySelector<HTMLElement>('canvas.held')!.hidden,
      'it is swapped',
      PATIENCE,
    );

  it('plays on from the position of the seek', async () => {
    const { el, video } = await open();
    el.currentTime = 2;
    expect(el.paused, 'paused underneath, but not for the viewer').to.equal(false);
    expect(el.currentTime).to.equal(2);
    const played = new Promise<number>((resolve) =>
      video.addEventListener('playing', () => resolve(video.currentTime), { once: true }),
    );
    expect(await played).to.be.closeTo(2, 0.2);
    await waitUntil(() => el.currentTime > 2.3, 'it plays on', PATIENCE);
  });

  it('stays paused when the viewer pauses during the swap', async () => {
    const { el, video } = await open();
    el.currentTime = 2;
    el.pause();
    expect(el.paused).to.equal(true);
    await swapped(el, video);
    expect(video.paused).to.equal(true);
    expect(el.currentTime).to.be.closeTo(2, 0.05);
  });

  it('skips from the target of the swap while the duration is unknown', async () => {
    const { el, video } = await open();
    el.currentTime = 1;
    expect(video.duration).to.be.NaN;
    playButton(el)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, composed: true }));
    expect(el.currentTime, 'it is not at the start').to.be.above(4);
  });

  it('follows a second seek without loading again', async () => {
    const { el, video, stream } = await open();
    el.currentTime = 2;
    el.currentTime = 3;
    el.pause();
    await swapped(el, video);
    expect(el.currentTime).to.be.closeTo(3, 0.05);
    expect((await requestsTo(stream)).filter(({ kind }) => kind === 'master').length, 'master playlists').to.equal(1);
  });

  it('is not suspended out of view while it is audible', async () => {
    const { el, video, stream } = await open();
    el.after(Object.assign(document.createElement('div'), { style: 'height: 300vh' }));
    // Browsers block sound until the viewer has interacted with the page.
    await sendKeys({ press: 'a' });
    el.muted = false;
    const hidden = new Promise<void>((resolve) =>
      new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting || resolve()).observe(el),
    );
    el.nextElementSibling!.scrollIntoView({ block: 'end' });
    await hidden;
    el.currentTime = 2;
    await swapped(el, video);
    await waitUntil(() => el.currentTime > 2.3, 'it plays on', PATIENCE);
    expect((await requestsTo(stream)).filter(({ kind }) => kind === 'master').length, 'master playlists').to.equal(1);
    scrollTo(0, 0);
  });

  it('reports the viewer’s seek and pause, and no event of the swap itself', async () => {
    const { el, video } = await open();
    const told: string[] = [];
    for (const type of MEDIA_EVENTS) el.addEventListener(type, () => told.push(type));
    el.currentTime = 2;
    expect(told).to.deep.equal(['seeking']);
    el.pause();
    expect(told, 'at once').to.deep.equal(['seeking', 'pause']);
    await el.updateComplete;
    expect(playButton(el)!.getAttribute('aria-label')).to.equal('Play');
    await swapped(el, video);
    expect(told.slice(0, 4)).to.deep.equal(['seeking', 'pause', 'seeked', 'canplay']);
    expect(el.matches(':state(playing)')).to.equal(false);
  });

  it('dispatches `playing` after the swap, and no `waiting`', async () => {
    const { el, video } = await open();
    const told: string[] = [];
    for (const type of MEDIA_EVENTS) el.addEventListener(type, () => told.push(type));
    el.currentTime = 2;
    await swapped(el, video);
    expect(told.slice(0, 3)).to.deep.equal(['seeking', 'seeked', 'playing']);
    expect(el.matches(':state(playing)')).to.equal(true);
  });

  it('plays when the viewer presses play during the swap', async () => {
    const { el, video } = await open();
    el.currentTime = 2;
    el.pause();
    await el.play();
    expect(el.paused).to.equal(false);
    await swapped(el, video);
    await waitUntil(() => el.currentTime > 2.2 && el.matches(':state(playing)'), 'it plays', PATIENCE);
  });

  it('keeps the speed when a second swap replaces the first', async () => {
    const { el, video, stream } = await open();
    el.playbackRate = 1.5;
    await breakStream(stream, { path: MASTER, hang: true, times: 1 });
    el.currentTime = 2;
    await renew(el);
    // Only now is there a first swap that hangs: the fault must not meet the second one.
    await waitUntil(
      async () => (await requestsTo(stream)).some(({ kind }) => kind === 'master'),
      'the first swap has begun to load',
      PATIENCE,
    );
    el.currentTime = 1;
    await swapped(el, video);
    expect(video.playbackRate).to.equal(1.5);
  });

  it('keeps position and the wish to play over a swap during an outage', async () => {
    const { el, stream } = await open();
    await breakStream(stream, { path: MASTER, status: 503 });
    el.currentTime = 3;
    await waitUntil(() => el.state.status === 'error', 'it says what is wrong', PATIENCE);
    expect(el.currentTime).to.equal(3);
    expect(el.paused).to.equal(false);
    await mendStream(stream);
    const from = new Promise<number>((resolve) =>
      el.addEventListener('playing', () => resolve(el.currentTime), { once: true }),
    );
    expect(await from).to.be.closeTo(3, 0.3);
  });

  it('renews a token that Stream refused during the swap, and reports no decoding error', async () => {
    const { el, video, stream } = await open();
    const troubles: string[] = [];
    el.addEventListener('cf-stream-error', ({ detail }) => troubles.push(detail.error.code));
    await nextSecond(el, stream);
    await breakStream(stream, { path: MASTER, status: 401, times: 1 });
    video.dispatchEvent(new Event('error'));
    await oneEvent(el, 'playing');
    expect(troubles).to.deep.equal([]);
  });

  it('reports volume changes at once, and keeps a speed chosen during the swap', async () => {
    const { el, video } = await open();
    el.currentTime = 2;
    el.volume = 0.5;
    await oneEvent(el, 'volumechange');
    expect(video.readyState, 'it is being swapped').to.be.below(2);
    el.playbackRate = 1.25;
    await swapped(el, video);
    expect(el.playbackRate).to.equal(1.25);
    expect(el.defaultPlaybackRate).to.equal(1);
  });

  it('reports a pause that came right before the swap', async () => {
    const { el, video } = await open();
    const told: string[] = [];
    for (const type of ['play', 'pause', 'seeked', 'playing']) el.addEventListener(type, () => told.push(type));
    el.pause();
    el.currentTime = 2;
    await swapped(el, video);
    expect(told).to.deep.equal(['pause', 'seeked']);
  });

  it('ends after a seek to the end during the swap', async () => {
    const { el } = await open();
    el.currentTime = el.duration;
    await oneEvent(el, 'ended');
    expect(el.ended).to.equal(true);
    expect(el.paused).to.equal(true);
  });

  it('starts over after a seek to the end during the swap, with loop', async () => {
    const { el } = await open();
    el.loop = true;
    await el.updateComplete;
    el.currentTime = el.duration;
    await waitUntil(() => el.currentTime > 0.2 && el.currentTime < 2, 'it plays again', PATIENCE);
    expect(el.paused).to.equal(false);
  });

  it('does not load again when it comes back into view', async () => {
    const { el, video, stream } = await open();
    // Uses the newest token first: an old one would be a reason to load.
    el.currentTime = 1;
    await swapped(el, video);
    el.pause();
    await oneEvent(el, 'pause');
    const before = (await requestsTo(stream)).length;
    el.style.marginBlockStart = '300vh';
    await inView(el, false);
    el.scrollIntoView();
    await inView(el, true);
    await el.play();
    expect(video.readyState).to.be.above(2);
    expect((await requestsTo(stream)).slice(before).filter(({ kind }) => kind === 'master')).to.deep.equal([]);
  });

  describe('with late data at the target', () => {
    /** Imitates a browser that has the frame at the target, but no data after it. */
    const openLate = async (): Promise<{ el: CfStreamPlayer; video: HTMLVideoElement; arrive(): void }> => {
      const { el, video } = await open();
      Object.defineProperty(video, 'readyState', { configurable: true, get: () => (video.seeking ? 1 : 2) });
      const keepBack = (event: Event): void => event.stopImmediatePropagation();
      video.addEventListener('canplay', keepBack, { capture: true });
      el.currentTime = 2;
      await oneEvent(video, 'seeked');
      return {
        el,
        video,
        arrive: () => {
          Reflect.deleteProperty(video, 'readyState');
          video.removeEventListener('canplay', keepBack, { capture: true });
          video.dispatchEvent(new Event('canplay'));
        },
      };
    };
    const held = (el: CfStreamPlayer): boolean => !el.shadowRoot!.querySelector<HTMLElement>('canvas.held')!.hidden;

    it('shows the last frame until it can play on', async () => {
      const { el, video, arrive } = await openLate();
      await nextFrame();
      expect(video.paused, 'a press of play would be answered by “waiting”').to.equal(true);
      expect(held(el)).to.equal(true);
      arrive();
      await swapped(el, video);
      expect(el.paused).to.equal(false);
    });

    it('dispatches `waiting` when the data takes longer than a second', async () => {
      const { el, arrive } = await openLate();
      await oneEvent(el, 'waiting');
      expect(held(el)).to.equal(false);
      expect(el.paused).to.equal(false);
      arrive();
    });
  });
});
