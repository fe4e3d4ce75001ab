import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { StreamError, type CfStreamPlayer, type EnginePreference } from '../../src/define/player.js';
import { pretend } from '../harness/media-source.js';
import { controlsOf, PATIENCE, playerOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

describe('<cf-stream-player>: choice and start of the engine', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let end = (): void => undefined;
  before(async () => {
    stream = await openStream({});
  });
  afterEach(() => end());

  const player = (engine: EnginePreference): Promise<CfStreamPlayer> => playerOf(stream, { engine });

  for (const [what, engine, browser] of [
    ['neither MediaSource nor HLS of its own', 'auto', { sources: [], nativeHls: '' }],
    ['no MediaSource, with engine="hls.js"', 'hls.js', { sources: [], nativeHls: 'maybe' }],
    ['no HLS of its own, with engine="native"', 'native', { sources: ['MediaSource'], nativeHls: '' }],
  ] as const) {
    it(`reports ENGINE_UNSUPPORTED and fetches no video in a browser with ${what}`, async () => {
      end = pretend(browser);
      const before = await videoRequests();
      const el = await player(engine);
      el.play().catch(() => undefined);
      await waitUntil(() => el.state.status === 'error', 'it says so', PATIENCE);
      await el.updateComplete;
      expect(el.error?.code).to.equal('ENGINE_UNSUPPORTED');
      const panel = el.shadowRoot!.querySelector('.panel')!;
      expect(panel.textContent).to.match(/browser can’t play this video\. Update it/);
      expect(panel.querySelector('[part~=retry-button]'), 'trying again would not help').to.equal(null);
      expect(await videoRequests()).to.equal(before);
      el.remove();
    });
  }

  it('fetches no playlist or segment twice when prefetching starts before the engine is loaded', async () => {
    await mendStream(stream);
    const el = await player('auto');
    const ended = oneEvent(el, 'ended');
    await el.play();
    await ended;
    const seen = await requestsTo(stream);
    const paths = (kind: string): string[] => seen.filter((request) => request.kind === kind).map(({ path }) => path);
    expect(paths('master'), 'master playlists').to.have.length(1);
    for (const kind of ['playlist', 'segment']) {
      expect(paths(kind), kind).not.to.be.empty;
      expect(paths(kind), kind).to.deep.equal([...new Set(paths(kind))]);
    }
    el.remove();
  });

  const videoRequests = async (): Promise<number> =>
    (await requestsTo(stream)).filter(({ kind }) => kind === 'segment').length;
});

describe('play() of a <cf-stream-player> settles like that of a <video>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({});
  });
  beforeEach(() => mendStream(stream));
  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
    for (const player of document.querySelectorAll('cf-stream-player')) player.remove();
  });

  const UNSEEN = { style: 'width: 200px; margin-top: 300vh' };
  const hide = (): void =>
    void Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  const isEnded = (el: CfStreamPlayer): boolean => el.ended && el.paused;
  const isPlaying = (el: CfStreamPlayer): boolean => !el.paused && !el.ended && el.currentTime > 0;
  const isPaused = (el: CfStreamPlayer): boolean => el.paused && !el.ended;
  const hasFailed = (el: CfStreamPlayer): boolean => el.state.status === 'error' && !el.state.retrying;
  const untilReady = (el: CfStreamPlayer): Promise<void> => waitUntil(() => el.readyState > 1, 'it is ready', PATIENCE);

  interface Way {
    readonly attributes?: Readonly<Record<string, string | null>>;
    /** What happens before play() is called. */
    before?(el: CfStreamPlayer): unknown;
    /** What happens while its promise is pending. */
    during?(el: CfStreamPlayer): unknown;
    /** Name or code of the error that it rejects with, if it does. */
    readonly rejects?: string;
    /** What holds afterwards. */
    then(el: CfStreamPlayer): boolean;
  }

  const WAYS: Readonly<Record<string, Way>> = {
    'at the end': { attributes: { 'start-time': '5' }, then: isEnded },
    'beyond the end, with start-time': { attributes: { 'start-time': '1h' }, then: isEnded },
    'beyond the end, after a seek': { before: (el) => (el.currentTime = 9999), then: isEnded },
    'beyond the end, with a selected rendition': {
      before: (el) => Object.assign(el, { selectedRendition: '0', currentTime: 9999 }),
      then: isEnded,
    },
    'beyond the end, with loop': {
      attributes: { 'start-time': '1h', loop: '' },
      then: (el) => isPlaying(el) && el.currentTime < 4,
    },
    'in the last fifth of a second': { attributes: { 'start-time': '4.85' }, then: isEnded },
    'in the last tenth of a second': { attributes: { 'start-time': '4.95' }, then: isEnded },
    'with a seek beyond the end meanwhile': { during: (el) => (el.currentTime = 9999), then: isEnded },
    'again, after a seek to the end while paused': {
      before: async (el) => {
        await el.play();
        el.pause();
        el.currentTime = 4.95;
      },
      then: isEnded,
    },
    'again after the end': {
      attributes: { 'start-time': '1h' },
      before: async (el) => {
        await el.play();
        await waitUntil(() => isEnded(el), 'it ends', PATIENCE);
      },
      then: (el) => isPlaying(el) && el.currentTime < 4,
    },
    'while it is playing': { before: (el) => el.play(), then: isPlaying },
    'after load()': { before: async (el) => (el.load(), untilReady(el)), then: isPlaying },
    'blocked by the autoplay policy': { attributes: { muted: null }, rejects: 'NotAllowedError', then: isPaused },
    'blocked by the autoplay policy, with autoplay="any"': {
      attributes: { muted: null, autoplay: 'any', 'start-time': '1' },
      then: (el) => isPlaying(el) && el.muted,
    },
    'with autoplay="muted"': {
      attributes: { muted: null, autoplay: 'muted' },
      then: (el) => isPlaying(el) && el.muted,
    },
    'out of view and muted': { attributes: UNSEEN, then: isPlaying },
    'out of view and muted, with a selected rendition': {
      attributes: UNSEEN,
      before: (el) => (el.selectedRendition = '0'),
      then: isPlaying,
    },
    'in a hidden tab': { before: hide, then: isPlaying },
    'in a hidden tab, with a selected rendition': {
      before: (el) => (hide(), (el.selectedRendition = '0')),
      then: isPlaying,
    },
    'in a tab that was hidden during load()': {
      before: async (el) => {
        hide();
        el.load();
        await waitUntil(() => el.state.status === 'ready', 'it is there', PATIENCE);
      },
      then: isPlaying,
    },
    'out of view and audible': {
      // Browsers block sound until the viewer has interacted with the page.
      before: async (el) => (await sendKeys({ press: 'a' }), (el.muted = false)),
      attributes: UNSEEN,
      then: isPlaying,
    },
    'outside of the document': { before: (el) => el.remove(), then: isPlaying },
    'while another player plays the same video': {
      before: async () => (await playerOf(stream)).play(),
      then: (el) => isPlaying(el) && [...document.querySelectorAll('cf-stream-player')].every(isPlaying),
    },
    'and removed from the document meanwhile': { during: (el) => el.remove(), rejects: 'AbortError', then: isPaused },
    'and paused meanwhile': { during: (el) => el.pause(), rejects: 'AbortError', then: isPaused },
    'and paused once it is ready': {
      attributes: { 'start-time': '1h' },
      during: async (el) => {
        await waitUntil(() => el.state.status === 'ready', 'it is there', PATIENCE);
        el.pause();
      },
      rejects: 'AbortError',
      then: isPaused,
    },
    'with src removed meanwhile': {
      during: (el) => el.removeAttribute('src'),
      rejects: 'AbortError',
      then: isPaused,
    },
    'with another src meanwhile': {
      during: (el) => (el.src = 'b'.repeat(32)),
      rejects: 'AbortError',
      then: isPaused,
    },
    'and moved three times meanwhile': {
      during: (el) => [1, 2, 3].forEach(() => el.parentElement!.append(el)),
      then: isPlaying,
    },
    'and wrapped in another element once it is ready': {
      during: async (el) => {
        await waitUntil(() => el.state.status === 'ready', 'it is there', PATIENCE);
        const item = document.createElement('li');
        el.replaceWith(item);
        item.append(el);
      },
      then: isPlaying,
    },
    'at speed 0': { before: (el) => (el.playbackRate = 0), then: (el) => !el.paused && el.currentTime < 1 },
    'with another enginePreference meanwhile': {
      during: (el) => (el.enginePreference = 'hls.js'),
      rejects: 'AbortError',
      then: isPaused,
    },
    'with several seeks meanwhile': {
      during: (el) => [4, 1, 3, 0.5].forEach((time) => (el.currentTime = time)),
      then: (el) => isPlaying(el) && el.currentTime < 3,
    },
    'with load() called twice meanwhile': { during: (el) => [1, 2].forEach(() => el.load()), then: isPlaying },
    'with another token endpoint meanwhile': {
      during: (el) => (el.tokenEndpoint = `${el.tokenEndpoint}?again`),
      then: isPlaying,
    },
    'with display: none': { attributes: { style: 'display: none' }, then: isPlaying },
    'with src cleared and set again meanwhile': {
      during: (el) => {
        const { src } = el;
        el.src = '';
        el.src = src;
      },
      rejects: 'AbortError',
      then: isPaused,
    },
    'without a source': { attributes: { src: null }, rejects: 'NotSupportedError', then: isPaused },
    'with an invalid source': { attributes: { src: 'no-video' }, rejects: 'SOURCE_INVALID', then: hasFailed },
    'where the token endpoint answers 404': {
      attributes: { 'token-endpoint': '/nowhere/{uid}' },
      rejects: 'TOKEN_ENDPOINT_STATUS',
      then: hasFailed,
    },
  };

  for (const [way, { attributes, before, during, rejects, then }] of Object.entries(WAYS)) {
    it(`${way}: ${rejects ?? 'resolves'}`, async () => {
      const el = await playerOf(stream, { style: 'width: 200px', ...attributes });
      await before?.(el);
      const settled: string[] = [];
      const settle = (how: string): void => void settled.push(how);
      // Each call has a promise of its own.
      for (const asks of [el.play(), el.play()])
        asks.then(
          () => settle('it plays'),
          (error: unknown) => settle(error instanceof StreamError ? error.code : (error as Error).name),
        );
      await during?.(el);
      await waitUntil(() => settled.length === 2, 'both promises are settled', PATIENCE);
      expect(settled).to.deep.equal(Array.from({ length: 2 }, () => rejects ?? 'it plays'));
      await waitUntil(() => then(el), `what follows: ${el.currentTime}, ${el.paused}, ${el.ended}`, PATIENCE);
    });
  }

  it('with another src while play() is pending: rejects the first promise, resolves the next', async () => {
    const [one, two] = [await openStream({}), await openStream({})];
    await breakStream(stream, { path: `${one.uid}/(video|audio)/`, hang: true });
    const el = await playerOf(one);
    const first = el.play().catch((error: unknown) => (error as Error).name);
    await waitUntil(() => el.state.status === 'ready', 'it is there', PATIENCE);
    el.src = two.uid;
    await el.play();
    expect([await first, isPlaying(el)]).to.deep.equal(['AbortError', true]);
    el.remove();
  });

  it('offers to unmute after a muted autoplay, and does not remember that it was muted', async () => {
    const { play } = HTMLMediaElement.prototype;
    // Earlier tests have interacted with the page, which lifts the block.
    HTMLMediaElement.prototype.play = function () {
      return this.muted ? play.call(this) : Promise.reject(new DOMException('Not yet.', 'NotAllowedError'));
    };
    const el = await playerOf(stream, { style: 'width: 200px', muted: null, autoplay: 'any' });
    const offer = (): HTMLElement | null => controlsOf(el)?.shadowRoot?.querySelector('[part~=unmute-button]') ?? null;
    await waitUntil(() => offer(), 'it offers sound', PATIENCE);
    HTMLMediaElement.prototype.play = play;
    expect([el.muted, el.paused, el.autoplay]).to.deep.equal([true, false, 'any']);
    expect(offer()!.textContent.trim()).to.equal('Unmute');
    await expect(el).to.be.accessible();
    offer()!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => !offer(), 'nobody needs it any more', PATIENCE);
    expect(el.muted).to.equal(false);
    el.muted = true;
    await oneEvent(el, 'volumechange');
    await el.updateComplete;
    expect(offer(), 'whoever mutes it knows').to.equal(null);
    expect(localStorage.getItem('cf-stream-player') ?? '').not.to.contain('"muted":true');
  });
});
