import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../src/define/player.js';
import { controlsOf, inUi, playerOf, POSTER, uiOf } from '../harness/player-element.js';
import { openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

/** Polls with each frame, so that it leaves no timers itself. */
async function until(isThere: () => boolean, describe: () => string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(describe());
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Records what the player may leave behind in the page. */
class Traces {
  readonly timers = new Set<unknown>();
  readonly requests = new Set<object>();
  readonly blobs = new Set<string>();
  readonly listeners = new Map<string, number>();
  readonly #undo: (() => void)[] = [];

  constructor() {
    this.#timers('setTimeout', 'clearTimeout', true);
    this.#timers('setInterval', 'clearInterval', false);
    this.#requests();
    this.#blobs();
    for (const target of [window, document]) this.#listeners(target);
  }

  /** What is left at the moment. */
  get all(): string[] {
    return [
      ...[...this.timers].map(() => 'a timer'),
      ...[...this.requests].map(() => 'a request'),
      ...[...this.blobs].map(() => 'a source'),
      ...[...this.listeners].filter(([, count]) => count > 0).map(([type]) => `a listener of ${type}`),
    ];
  }

  uninstall(): void {
    for (const undo of this.#undo) undo();
  }

  #replace<T extends object, K extends keyof T>(owner: T, name: K, value: T[K]): void {
    const real = owner[name];
    owner[name] = value;
    this.#undo.push(() => (owner[name] = real));
  }

  #timers(start: 'setTimeout' | 'setInterval', end: 'clearTimeout' | 'clearInterval', isOnce: boolean): void {
    const real = { start: window[start].bind(window), end: window[end].bind(window) };
    this.#replace(window, start, ((run: () => void, delay?: number) => {
      const timer = real.start(() => {
        if (isOnce) this.timers.delete(timer);
        run();
      }, delay);
      this.timers.add(timer);
      return timer;
    }) as never);
    this.#replace(window, end, ((timer: number) => {
      this.timers.delete(timer);
      real.end(timer);
    }) as never);
  }

  #requests(): void {
    const { fetch } = window;
    this.#replace(window, 'fetch', async (...request) => {
      const token = {};
      this.requests.add(token);
      return fetch(...request).finally(() => this.requests.delete(token));
    });
    const { requests } = this;
    const { send } = XMLHttpRequest.prototype;
    this.#replace(XMLHttpRequest.prototype, 'send', function (this: XMLHttpRequest, body) {
      requests.add(this);
      this.addEventListener('loadend', () => requests.delete(this));
      send.call(this, body);
    });
  }

  #blobs(): void {
    const { createObjectURL, revokeObjectURL } = URL;
    this.#replace(URL, 'createObjectURL', (object) => {
      const url = createObjectURL(object);
      this.blobs.add(url);
      return url;
    });
    this.#replace(URL, 'revokeObjectURL', (url) => {
      this.blobs.delete(url);
      revokeObjectURL(url);
    });
  }

  #listeners(target: Window | Document): void {
    const { addEventListener, removeEventListener } = target;
    const change = (type: string, by: number): void =>
      void this.listeners.set(type, (this.listeners.get(type) ?? 0) + by);
    this.#replace(target, 'addEventListener', ((
      type: string,
      listener: EventListener,
      options?: AddEventListenerOptions,
    ) => {
      change(type, 1);
      options?.signal?.addEventListener('abort', () => change(type, -1), { once: true });
      addEventListener.call(target, type, listener, options);
    }) as never);
    this.#replace(target, 'removeEventListener', ((
      type: string,
      listener: EventListener,
      options?: EventListenerOptions,
    ) => {
      change(type, -1);
      removeEventListener.call(target, type, listener, options);
    }) as never);
  }
}

/** Moments in a player's life, in order: each is reached by playing from the start. */
const POINTS: readonly [what: string, isThere: (el: CfStreamPlayer, seen: ReadonlySet<string>) => boolean][] = [
  ['before anything', () => true],
  ['loading', (el) => el.state.status === 'loading'],
  ['a <video>', (el) => el.shadowRoot!.querySelector('video') !== null],
  ['a token', (_el, seen) => seen.has('cf-stream-token')],
  ['ready', (el) => el.state.status === 'ready'],
  ['an engine', (el) => el.engine !== undefined],
  ...(
    [
      'loadstart',
      'durationchange',
      'loadedmetadata',
      'cf-stream-tracks',
      'progress',
      'loadeddata',
      'canplay',
      'playing',
      'timeupdate',
    ] as const
  ).map((type): [string, (el: CfStreamPlayer, seen: ReadonlySet<string>) => boolean] => [
    type,
    (_el, seen) => seen.has(type),
  ]),
  ['a second of it', (el) => el.currentTime > 1],
  ['two seconds of it', (el) => el.currentTime > 2],
  ['three seconds of it', (el) => el.currentTime > 3],
  ['four seconds of it', (el) => el.currentTime > 4],
  ['the end', (el) => el.ended],
];

describe('<cf-stream-player>: removal', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({});
    // Modules stay loaded, which is not a leak of the player.
    const el = await playerOf(stream);
    await el.play();
    el.remove();
  });

  it(`leaves no timer, request, blob or listener when removed at ${POINTS.length} moments of its life`, async () => {
    expect(POINTS).to.have.length(20);
    for (const [what, isThere] of POINTS) {
      const traces = new Traces();
      const el = document.createElement('cf-stream-player');
      try {
        Object.assign(el, {
          muted: true,
          poster: POSTER,
          src: stream.uid,
          tokenEndpoint: stream.tokenEndpoint,
          deliveryOrigin: stream.origin,
          playbackRate: 4,
        });
        const seen = new Set<string>();
        for (const type of [
          'cf-stream-token',
          'cf-stream-tracks',
          'loadstart',
          'durationchange',
          'loadedmetadata',
          'progress',
          'loadeddata',
          'canplay',
          'playing',
          'timeupdate',
        ])
          el.addEventListener(type, () => seen.add(type));
        document.body.append(el);
        if (what !== 'before anything') el.play().catch(() => undefined);
        await until(
          () => isThere(el, seen),
          () => `It never came to: ${what}`,
        );
        el.remove();
        await until(
          () => traces.all.length === 0,
          () => `Removed at “${what}”, it leaves ${traces.all.join(', ')}`,
        );
        expect(el.state.status).to.equal('idle');
        if (what === 'a second of it') {
          document.body.append(el);
          await el.play();
          expect(el.paused).to.equal(false);
          el.remove();
        }
      } finally {
        el.remove();
        traces.uninstall();
      }
    }
  });
});

/** Events that an interruption would cause. */
const BREAKS = ['abort', 'emptied', 'loadstart', 'pause', 'ended', 'cf-stream-state', 'cf-stream-error'];

/** Tells whether the styles apply in its document: the video fills the player, and the controls are laid out. */
function isDressed(el: CfStreamPlayer): boolean {
  const root = el.shadowRoot!;
  const view = el.ownerDocument.defaultView!;
  const styleOf = (part: Element | null | undefined): CSSStyleDeclaration | null =>
    part ? view.getComputedStyle(part) : null;
  const seekBar = controlsOf(el)?.shadowRoot!.querySelector('cf-stream-seek-bar');
  return (
    styleOf(root.querySelector('.frame'))?.position === 'absolute' &&
    styleOf(uiOf(el))?.display === 'contents' &&
    styleOf(controlsOf(el)?.shadowRoot!.querySelector('.row'))?.display === 'flex' &&
    styleOf(seekBar?.shadowRoot!.querySelector('.range'))?.position === 'relative'
  );
}

/** Opens another document in the page, with room for a player. */
async function openFrame(): Promise<Document> {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="another document" style="width: 640px; height: 400px"></iframe>`,
  );
  frame.contentDocument!.documentElement.lang = 'de';
  return frame.contentDocument!;
}

describe('<cf-stream-player>, moved or removed:', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let faults: string[];
  const noteFault = (event: ErrorEvent | PromiseRejectionEvent): void =>
    void faults.push(String('reason' in event ? event.reason : event.message));
  before(async () => {
    stream = await openStream({ film: 'small', captions: ['en', 'de'] });
  });
  beforeEach(() => {
    faults = [];
    addEventListener('error', noteFault);
    addEventListener('unhandledrejection', noteFault);
  });
  afterEach(() => {
    removeEventListener('error', noteFault);
    removeEventListener('unhandledrejection', noteFault);
    expect(faults).to.deep.equal([]);
  });

  /** A player at 6 s with hls.js, its controls, German captions and double speed. */
  const begin = async (attributes: Record<string, string> = {}): Promise<CfStreamPlayer> => {
    const el = await playerOf(stream, { 'default-text-track': 'de', ...attributes });
    await el.play();
    await until(
      () => controlsOf(el) !== null && el.engine !== undefined,
      () => 'no controls',
    );
    el.currentTime = 6;
    el.playbackRate = 2;
    await until(
      () => el.currentTime > 6.2 && !el.seeking && inUi(el, 'cf-stream-captions')?.track?.language === 'de',
      () => 'it never came to 6 s',
    );
    return el;
  };
  const breaksOf = (el: CfStreamPlayer): string[] => {
    const heard: string[] = [];
    for (const type of BREAKS) el.addEventListener(type, () => heard.push(type));
    return heard;
  };
  const untilAfter = (el: CfStreamPlayer, time: number): Promise<void> =>
    until(
      () => el.currentTime > time && el.currentTime < time + 10 && !el.paused && el.readyState > 2,
      () => `it does not play on after ${time} s, but is ${el.state.status} at ${el.currentTime} s`,
    );

  it('a move within one task does not interrupt it, and keeps speed, quality, captions and engine', async () => {
    const el = await begin();
    el.selectedRendition = el.renditions[0]!.id;
    const page = el.parentElement!;
    page.insertAdjacentHTML('beforeend', '<section></section><p>between</p><section></section>');
    const [one, two] = [...page.querySelectorAll('section')] as [HTMLElement, HTMLElement];
    const moves: Record<string, () => unknown> = {
      append: () => one.append(el),
      'insertBefore, as sortable lists do': () => page.insertBefore(el, page.firstChild),
      'remove and append': () => {
        el.remove();
        two.append(el);
      },
      'a removed ancestor that comes back': () => {
        two.remove();
        page.prepend(two);
      },
      'a wrapper around it, as frameworks make them': () => {
        const wrapper = document.createElement('article');
        el.replaceWith(wrapper);
        wrapper.append(el);
      },
      'through a fragment': () => {
        const fragment = new DocumentFragment();
        fragment.append(el);
        one.append(fragment);
      },
      'back and forth': () => [one, two, one, page].forEach((place) => place.append(el)),
      'into a shadow root': () => {
        const host = document.createElement('div');
        page.append(host);
        host.attachShadow({ mode: 'open' }).append(el);
      },
      moveBefore: () => (page as unknown as { moveBefore: (node: Node, before: null) => void }).moveBefore(el, null),
    };
    const { engine } = el;
    const video = el.shadowRoot!.querySelector('video');
    const controls = controlsOf(el);
    const heard = breaksOf(el);
    for (const [name, move] of Object.entries(moves)) {
      const time = el.currentTime;
      move();
      expect(el.currentTime, name).to.be.at.least(time);
      await untilAfter(el, time + 0.1);
      expect(heard, name).to.deep.equal([]);
      expect(el.engine === engine && el.shadowRoot!.querySelector('video') === video, name).to.equal(true);
      expect(controlsOf(el) === controls, `${name}: the same controls`).to.equal(true);
      expect(inUi(el, 'cf-stream-captions')?.track?.language, name).to.equal('de');
      expect([el.playbackRate, el.selectedRendition], name).to.deep.equal([2, '0']);
    }
    el.focus();
    await sendKeys({ press: 'k' });
    expect(el.paused, 'keys are heard, and once').to.equal(true);
    el.remove();
  });

  it('a move before playback keeps the poster', async () => {
    const el = await playerOf(stream, { poster: null });
    const picture = (): HTMLCanvasElement | null => el.shadowRoot!.querySelector('canvas.still');
    await until(
      () => picture() !== null,
      () => 'no picture',
    );
    const drawn = picture()!;
    const copy = new OffscreenCanvas(1, 1).getContext('2d')!;
    const isOpaque = (): boolean => {
      copy.clearRect(0, 0, 1, 1);
      copy.drawImage(drawn, 0, 0, 1, 1);
      return copy.getImageData(0, 0, 1, 1).data[3] === 255;
    };
    expect([drawn.width > 300, isOpaque()]).to.deep.equal([true, true]);
    el.parentElement!.prepend(el);
    await el.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect([picture() === drawn, isOpaque()], 'the same picture').to.deep.equal([true, true]);
    el.remove();
  });

  for (const name of ['token', 'src'] as const)
    it(`a token that is set later as ${name} loads the poster, which was refused without it`, async () => {
      const el = await playerOf(stream, { poster: null, 'token-endpoint': null });
      const picture = (): HTMLCanvasElement | null => el.shadowRoot!.querySelector('canvas.still');
      const refused = async (): Promise<boolean> =>
        (await requestsTo(stream)).some(({ kind, status }) => kind === 'thumbnail' && status !== 200);
      await waitUntil(refused, 'it asks by uid', { timeout: 30_000, interval: 50 });
      expect(picture()).to.equal(null);
      const answer = await fetch(stream.tokenEndpoint.replace('{uid}', stream.uid));
      const { token } = (await answer.json()) as { token: string };
      el[name] = token;
      await until(
        () => picture() !== null,
        () => 'no picture',
      );
      expect([el.tokenExpiresAt, el.state.status]).to.deep.equal([null, 'idle']);
      el.remove();
    });

  it('pauses while it is out of the document, and resumes at the same position', async () => {
    const el = await begin();
    const { parentElement: page } = el;
    const shelf = document.createElement('div');
    const time = el.currentTime;
    shelf.append(el);
    await until(
      () => el.state.status === 'idle',
      () => 'it still holds on to what it had',
    );
    expect(el.paused).to.equal(true);
    expect(el.currentTime).to.be.within(time, time + 1);
    page!.append(el);
    await el.play();
    await untilAfter(el, time);
    await until(
      () => inUi(el, 'cf-stream-captions')?.track?.language === 'de',
      () => 'no captions',
    );
    expect(el.playbackRate).to.equal(2);
    el.src = '';
    el.src = stream.uid;
    await el.updateComplete;
    expect(el.currentTime, 'the source set again begins anew').to.equal(0);
    el.remove();
  });

  it('plays on from its position in an iframe and back, with all its styles', async () => {
    const el = await begin({ style: 'width: 400px' });
    const { parentElement: page } = el;
    const frame = await openFrame();
    for (const place of [frame.body, page!, frame.body, page!]) {
      const time = el.currentTime;
      place.append(el);
      await untilAfter(el, time + 0.1);
      await until(
        () => isDressed(el),
        () => 'its styles are missing',
      );
      expect(frame.defaultView!.getComputedStyle(el).containerName).to.equal('player');
      expect(el.playbackRate).to.equal(2);
    }
    await until(
      () => inUi(el, 'cf-stream-captions')?.track?.language === 'de',
      () => 'no captions',
    );
    el.remove();
  });

  it('stays paused in an iframe, and plays there on play()', async () => {
    const el = await begin();
    el.pause();
    const time = el.currentTime;
    (await openFrame()).body.append(el);
    await until(
      () => el.readyState > 1 && !el.seeking,
      () => 'no picture',
    );
    expect([el.paused, Math.abs(el.currentTime - time) < 0.5]).to.deep.equal([true, true]);
    await el.play();
    await untilAfter(el, time);
    el.remove();
  });

  it('throws nothing when it is moved through documents without a window, and plays on in an iframe', async () => {
    const frame = await openFrame();
    const el = await begin();
    const template = document.createElement('template');
    template.content.append(el);
    document.implementation.createHTMLDocument().body.append(el);
    frame.body.append(el);
    await el.play();
    await untilAfter(el, 6);
    await until(
      () => isDressed(el),
      () => 'its styles are missing',
    );
    el.remove();
  });

  it('has its controls, settings, styles and language in an iframe in which it is created', async () => {
    const frame = await openFrame();
    const el = document.createElement('cf-stream-player');
    Object.assign(el, {
      muted: true,
      poster: POSTER,
      src: stream.uid,
      tokenEndpoint: stream.tokenEndpoint,
      deliveryOrigin: stream.origin,
    });
    frame.body.append(el);
    await el.play();
    await until(
      () => isDressed(el),
      () => 'its styles are missing',
    );
    await until(
      () => controlsOf(el)!.texts.locale === 'de',
      () => 'it does not speak as its document does',
    );
    await controlsOf(el)!.toggleSettings();
    const settings = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-settings')!;
    await settings.updateComplete;
    const menu = settings.shadowRoot!.querySelector('.menu')!;
    expect(frame.defaultView!.getComputedStyle(menu).position).to.equal('fixed');
    expect(menu.matches(':popover-open')).to.equal(true);
    el.remove();
  });

  it('follows the language of its new place, also with moveBefore()', async () => {
    const el = await begin();
    const page = el.parentElement!;
    page.insertAdjacentHTML('beforeend', '<div lang="fr"></div><div lang="es"></div>');
    const [french, spanish] = [...page.querySelectorAll('[lang]')] as [HTMLElement, HTMLElement];
    french.append(el);
    await until(
      () => controlsOf(el)!.texts.locale === 'fr',
      () => 'no French',
    );
    (spanish as unknown as { moveBefore: (node: Node, before: null) => void }).moveBefore(el, null);
    await until(
      () => controlsOf(el)!.texts.locale === 'es',
      () => 'no Spanish',
    );
    el.remove();
  });

  it('closes its picture-in-picture window on removal and with another src', async () => {
    for (const end of [
      (el: CfStreamPlayer) => el.remove(),
      (el: CfStreamPlayer) => (el.src = 'f'.repeat(32)),
      (el: CfStreamPlayer) => el.parentElement!.remove(),
    ]) {
      const el = await begin();
      el.focus();
      await sendKeys({ press: 'Shift' });
      await sendKeys({ press: 'i' });
      await until(
        () => document.pictureInPictureElement === el,
        () => 'no picture-in-picture',
      );
      const video = el.shadowRoot!.querySelector('video')!;
      const left = new Promise((resolve) => video.addEventListener('leavepictureinpicture', resolve));
      end(el);
      await left;
      expect(document.pictureInPictureElement).to.equal(null);
      el.remove();
    }
  });

  it('keeps its picture-in-picture window when another player is removed', async () => {
    const [one, two] = [await begin(), await begin()];
    one.focus();
    await sendKeys({ press: 'i' });
    await until(
      () => document.pictureInPictureElement === one,
      () => 'no picture-in-picture',
    );
    two.remove();
    await until(
      () => two.state.status === 'idle',
      () => 'it is not gone',
    );
    expect(document.pictureInPictureElement === one).to.equal(true);
    // Firefox closes the window whenever the <video> is moved, also with moveBefore().
    if (!navigator.userAgent.includes('Firefox')) {
      one.parentElement!.prepend(one);
      await one.updateComplete;
      expect(document.pictureInPictureElement === one, 'moved').to.equal(true);
    }
    one.remove();
  });
});

describe('<cf-stream-player> when code fails to load', function () {
  this.timeout(60_000);
  const { loaders } = CfStreamPlayer;
  let stream: OpenedStream;
  let missing: Set<keyof typeof loaders>;
  let unhandled: unknown[];
  const noteFault = (event: PromiseRejectionEvent): void => void unhandled.push(event.reason);
  before(async () => {
    stream = await openStream({ film: 'small', captions: ['en', 'de'] });
  });
  beforeEach(() => {
    missing = new Set();
    unhandled = [];
    addEventListener('unhandledrejection', noteFault);
    CfStreamPlayer.loaders = Object.fromEntries(
      Object.entries(loaders).map(([name, load]) => [
        name,
        () =>
          missing.has(name as keyof typeof loaders)
            ? Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
            : load(),
      ]),
    );
  });
  afterEach(async () => {
    CfStreamPlayer.loaders = loaders;
    // Browsers report unhandled rejections in a later task.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    removeEventListener('unhandledrejection', noteFault);
    expect(unhandled).to.deep.equal([]);
  });
  const toldBy = (el: CfStreamPlayer): string[] => {
    const told: string[] = [];
    el.addEventListener('cf-stream-error', ({ detail: { error, retrying } }) =>
      told.push(`${error.code} ${String(retrying)}`),
    );
    return told;
  };
  /** Warnings in the console. */
  let warned: string[];
  const { warn } = console;
  beforeEach(() => {
    warned = [];
    Object.assign(console, { warn: (...text: unknown[]) => void warned.push(text.join(' ')) });
  });
  afterEach(() => void Object.assign(console, { warn }));
  const ours = (): string[] => warned.filter((text) => text.startsWith('cf-stream-player: '));

  const hover = (el: CfStreamPlayer): boolean => el.dispatchEvent(new PointerEvent('pointerenter'));

  it('uses the browser’s controls, reports NETWORK, and loads its own controls at the next hover', async () => {
    const el = await playerOf(stream);
    const told = toldBy(el);
    missing.add('controls');
    await el.play();
    const video = el.shadowRoot!.querySelector('video')!;
    await until(
      () => video.controls,
      () => 'no controls',
    );
    expect(told).to.deep.equal(['NETWORK true']);
    expect(el.error, 'it plays all the same').to.equal(null);
    video.click();
    expect(el.paused, 'a click is theirs').to.equal(false);
    missing.clear();
    hover(el);
    await until(
      () => controlsOf(el) !== null,
      () => 'no controls of ours',
    );
    expect(video.controls).to.equal(false);
    el.remove();
  });

  it('reports that settings, shortcuts and captions are missing, and loads them at the next request', async () => {
    const el = await playerOf(stream);
    await el.play();
    await until(
      () => controlsOf(el) !== null && el.textTracks.length === 2,
      () => 'no controls',
    );
    const told = toldBy(el);
    const isTold = (): boolean =>
      controlsOf(el)!.shadowRoot!.querySelector('.notice')!.textContent.includes('Connection');
    for (const name of ['settings', 'shortcuts', 'captions'] as const) missing.add(name);
    await controlsOf(el)!.toggleSettings();
    await until(isTold, () => 'the viewer is told nothing about the settings');
    await uiOf(el)!.showHelp();
    uiOf(el)!.captions.want('de');
    await until(
      () => told.length === 3,
      () => 'nobody is told about the captions',
    );
    expect(told).to.deep.equal(['NETWORK true', 'NETWORK true', 'NETWORK true']);
    expect(ours(), 'developers read it once').to.deep.equal(['cf-stream-player: NETWORK. Code failed to load.']);
    missing.clear();
    uiOf(el)!.captions.want(null);
    await uiOf(el)!.updateComplete;
    uiOf(el)!.captions.want('de');
    await until(
      () => inUi(el, 'cf-stream-captions')?.track?.language === 'de',
      () => 'no captions of ours',
    );
    await uiOf(el)!.showHelp();
    expect(uiOf(el)!.isHelpOpen).to.equal(true);
    el.remove();
  });

  it('stays in English, reports NETWORK, and loads the page’s language at the next hover', async () => {
    missing.add('languages');
    const page = await fixture<HTMLElement>(html`<div lang="de"></div>`);
    const el = document.createElement('cf-stream-player');
    el.poster = POSTER;
    const told = toldBy(el);
    page.append(el);
    await until(
      () => told.length === 1,
      () => 'nobody is told',
    );
    expect(el.texts).to.equal(undefined);
    missing.clear();
    hover(el);
    await until(
      () => el.texts?.locale === 'de',
      () => 'no German',
    );
    el.remove();
  });

  /** Replaces a loader, as a page may get something else than the code. */
  const replace = (name: keyof typeof loaders, load: () => Promise<unknown>): void =>
    void (CfStreamPlayer.loaders = { ...CfStreamPlayer.loaders, [name]: load } as typeof loaders);

  it('treats an HTML page with status 200 as missing code', async () => {
    const el = await playerOf(stream);
    const told = toldBy(el);
    replace('controls', () => import(/* @vite-ignore */ String(new URL('/demo/pages/player.html', location.href))));
    await el.play();
    await until(
      () => told.length === 1 && el.shadowRoot!.querySelector('video')!.controls,
      () => 'no controls',
    );
    replace('controls', loaders.controls!);
    hover(el);
    await until(
      () => controlsOf(el) !== null,
      () => 'no controls of ours',
    );
    el.remove();
  });

  it('reports NETWORK for code of another version and code that throws', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="de"></div>`);
    for (const load of [
      () => Promise.resolve({}),
      () => {
        throw new TypeError('It fails at once.');
      },
    ])
      for (const name of ['languages', 'fallback', 'iframe'] as const) {
        replace(name, load);
        const el = document.createElement('cf-stream-player');
        const told = toldBy(el);
        el.src = `${stream.origin}/${stream.uid}/iframe?muted=true`;
        el.innerHTML = '<a href="#">watch</a>';
        page.append(el);
        await until(
          () => told.length > 0,
          () => `nobody is told of ${name}`,
        );
        expect(told[0], name).to.equal('NETWORK true');
        expect(el.texts?.locale ?? 'en').to.be.oneOf(['en', 'de']);
        el.remove();
        replace(name, loaders[name] as () => Promise<unknown>);
      }
  });

  it('does not draw controls that arrive after its removal, and draws them once it plays again', async () => {
    const el = await playerOf(stream);
    const page = el.parentElement!;
    let come = (): void => undefined;
    const coming = new Promise<void>((resolve) => (come = resolve));
    replace('controls', () => coming.then(loaders.controls));
    await el.play();
    el.remove();
    await until(
      () => el.state.status === 'idle',
      () => 'it still holds on to what it had',
    );
    come();
    await el.updateComplete;
    expect(controlsOf(el)).to.equal(null);
    page.append(el);
    await el.play();
    await until(
      () => controlsOf(el) !== null,
      () => 'no controls',
    );
    el.remove();
  });

  it('silences a <video> in its default slot that is added later, but not one in the slot `overlay`', async () => {
    const el = await playerOf(stream, { src: null });
    el.innerHTML = '<video autoplay muted></video><video autoplay muted slot="overlay"></video>';
    const [unseen, overlay] = [...el.querySelectorAll('video')];
    await until(
      () => !unseen!.autoplay,
      () => 'it plays on unseen',
    );
    expect(overlay!.autoplay).to.equal(true);
    el.remove();
  });
});
