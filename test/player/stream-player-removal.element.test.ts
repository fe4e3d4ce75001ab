import { expect } from '@open-wc/testing';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { playerOf, POSTER } from '../harness/player-element.js';
import { openStream, type OpenedStream } from '../harness/stream.js';

/** Asks with each frame, so that it leaves no timers of its own. */
async function until(isThere: () => boolean, describe: () => string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(describe());
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Counts what may be left behind in the page. */
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

  /** What is there now. */
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

/** Points of a player's life, in order: each is reached by playing from the start. */
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
    // Code that is loaded once stays: it is not the player's.
    const el = await playerOf(stream);
    await el.play();
    el.remove();
  });

  it(`leaves nothing behind at ${POINTS.length} points of its life, and can come back`, async () => {
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
          playbackRate: 2,
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
