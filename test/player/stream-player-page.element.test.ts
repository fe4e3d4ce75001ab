import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type Hls from 'hls.js';
import { RECOVERY } from '../../src/player/model/recovery-policy.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import { breakStream, mendStream, openStream, requestsTo, tokensOf, type OpenedStream } from '../harness/stream.js';

const PATIENCE = { timeout: 30_000, interval: 20 };
const playerOf = ({ uid, tokenEndpoint, origin }: OpenedStream) =>
  html`<cf-stream-player style="width: 200px" src=${uid} token-endpoint=${tokenEndpoint} delivery-origin=${origin}></cf-stream-player>`;

describe('several <cf-stream-player> on one page', function () {
  this.timeout(60_000);

  it('twenty of ten videos fetch at most ten tokens, and neither media nor further code before intent', async () => {
    const streams = await Promise.all(Array.from({ length: 10 }, () => openStream({})));
    const [first] = streams;
    await mendStream(first!);
    const before = await tokensOf(first!);
    const page = await fixture<HTMLElement>(
      html`<div style="display: flex; flex-wrap: wrap">${[...streams, ...streams].map(playerOf)}</div>`,
    );
    const players = [...page.querySelectorAll('cf-stream-player')];
    const stills = async (): Promise<number> =>
      (await requestsTo(first!)).filter(({ kind, status }) => kind === 'thumbnail' && status === 200).length;
    await waitUntil(async () => (await stills()) >= 10, 'ten stills', PATIENCE);
    for (const player of players) {
      expect(player.shadowRoot!.querySelector('video')).to.equal(null);
      expect(player.shadowRoot!.querySelectorAll('*').length).to.be.at.most(25);
    }
    const requests = await requestsTo(first!);
    expect(requests.filter(({ kind }) => kind === 'master' || kind === 'playlist' || kind === 'segment')).to.deep.equal(
      [],
    );
    expect((await tokensOf(first!)) - before).to.be.at.most(10);
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    expect(
      entries.filter(({ name }) => /playback-session|hls|controls/.test(name)).map(({ name }) => name),
      'no code either',
    ).to.deep.equal([]);
    const tokens = entries.filter(
      ({ name }) => name === new URL(first!.tokenEndpoint.replace('{uid}', first!.uid), location.href).href,
    );
    expect(tokens, 'one request').to.have.length(1);
    page.remove();
  });

  it('load their controls only after the first frame when they autoplay', async () => {
    const { uid, tokenEndpoint, origin } = await openStream({});
    let hasFrame = false;
    const controls = (): boolean =>
      performance.getEntriesByType('resource').some(({ name }) => /\bcontrols\b[^/]*\.js/.test(name));
    expect(controls(), 'nobody has wanted any so far').to.equal(false);
    const page = await fixture<CfStreamPlayer>(
      html`<cf-stream-player
        style="width: 200px"
        autoplay
        muted
        src=${uid}
        token-endpoint=${tokenEndpoint}
        delivery-origin=${origin}
        @loadeddata=${() => {
          hasFrame = true;
          expect(controls(), 'at the first frame').to.equal(false);
        }}
      ></cf-stream-player>`,
    );
    await waitUntil(() => page.shadowRoot!.querySelector('cf-stream-player-ui'), 'the controls come', PATIENCE);
    expect(hasFrame).to.equal(true);
    page.remove();
  });

  it('pause the others when one becomes audible, except with play-alongside', async () => {
    const stream = await openStream({});
    const page = await fixture<HTMLElement>(html`<div>${[stream, stream].map(playerOf)}</div>`);
    const [one, two] = [...page.querySelectorAll('cf-stream-player')] as [CfStreamPlayer, CfStreamPlayer];
    for (const player of [one, two]) player.muted = true;
    await Promise.all([one.play(), two.play()]);
    expect([one.paused, two.paused], 'what is silent disturbs nobody').to.deep.equal([false, false]);
    // Browsers block sound until the viewer has interacted with the page.
    await sendKeys({ press: 'a' });
    one.muted = false;
    await oneEvent(one, 'volumechange');
    expect([one.paused, two.paused], 'the other is silent').to.deep.equal([false, false]);
    two.muted = false;
    await waitUntil(() => one.paused, 'one gives way', PATIENCE);
    expect([one.paused, two.paused]).to.deep.equal([true, false]);
    for (const player of [one, two]) player.playAlongside = true;
    await one.play();
    expect([one.paused, two.paused]).to.deep.equal([false, false]);
    page.remove();
  });
});

describe('a muted <cf-stream-player> out of view', function () {
  this.timeout(60_000);
  const { reloadAfterMs } = RECOVERY;
  afterEach(() => void Object.assign(RECOVERY, { reloadAfterMs }));

  it('fetches nothing, even with an empty buffer or an expired token, and plays on once back in view', async () => {
    const stream = await openStream({ film: 'small', tokenSeconds: 5 });
    await mendStream(stream);
    const page = await fixture<HTMLElement>(html`<div>${playerOf(stream)}<div style="height: 300vh"></div></div>`);
    const el = page.querySelector('cf-stream-player')!;
    el.muted = true;
    await el.play();
    await waitUntil(() => el.engine, 'hls.js has taken over', PATIENCE);
    const isLoading = (): boolean => (el.engine as Hls).loadingEnabled;
    page.lastElementChild!.scrollIntoView({ block: 'end' });
    await waitUntil(() => !isLoading(), 'it loads no more', PATIENCE);
    const segments = async (): Promise<number> =>
      (await requestsTo(stream)).filter(({ kind }) => kind === 'segment').length;
    const fetched = await segments();
    // Lets the recovery from stalls act at once.
    Object.assign(RECOVERY, { reloadAfterMs: 0 });
    el.playbackRate = 8;
    await oneEvent(el, 'waiting');
    expect(await segments()).to.equal(fetched);
    expect(isLoading(), 'still').to.equal(false);
    Object.assign(RECOVERY, { reloadAfterMs });
    await waitUntil(() => +el.tokenExpiresAt! < Date.now(), 'its token has ended', PATIENCE);

    const there = el.currentTime;
    expect(there).to.be.below(el.duration - 5);
    el.playbackRate = 1;
    el.scrollIntoView();
    await waitUntil(() => el.currentTime > there + 1, 'it plays on', PATIENCE);
    expect(await segments()).to.be.above(fetched);
    page.remove();
  });
});

describe('the tokens of a <cf-stream-player>', function () {
  this.timeout(60_000);
  const { fetch } = window;
  const { open } = XMLHttpRequest.prototype;
  const ELSEWHERE = 'https://elsewhere.example';
  let sent: string[];
  let tokens: string[];
  beforeEach(() => {
    sent = [];
    tokens = [];
    window.fetch = (...request) => {
      const [url] = request;
      sent.push(url instanceof Request ? url.url : String(url));
      return fetch(...request);
    };
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL) {
      sent.push(String(url));
      open.call(this, method, url, true);
    };
  });
  afterEach(() => {
    window.fetch = fetch;
    XMLHttpRequest.prototype.open = open;
  });
  /** Origins that were requested, or only those that received a token of the viewer. */
  const origins = (isWithToken: boolean): string[] => [
    ...new Set(
      sent
        .filter((url) => /^https?:/.test(url) && (!isWithToken || tokens.some((token) => url.includes(token))))
        .map((url) => new URL(url).origin),
    ),
  ];
  const getTokenOf =
    ({ tokenEndpoint }: OpenedStream) =>
    async (uid: string): Promise<string> => {
      const answer = (await (await fetch(tokenEndpoint.replace('{uid}', uid))).json()) as { token: string };
      tokens.push(answer.token);
      return answer.token;
    };

  it('are sent to the delivery origin only, not to hosts in src, customer-code, playlists or redirects', async () => {
    const stream = await openStream({});
    const { origin, uid } = stream;
    const alias = origin.replace('localhost', '127.0.0.1');
    const bait = `${'a'.repeat(30)}.${'b'.repeat(30)}.c`;
    const playlist = (name: string): string => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1.42c00d"\n${name}`;
    const cases: [attributes: Partial<CfStreamPlayer>, fault: object | undefined, code: string, asked: string[]][] = [
      [{}, undefined, '', [origin]],
      [{ src: `${ELSEWHERE}/${uid}/watch`, deliveryOrigin: undefined }, undefined, 'SOURCE_NOT_TRUSTED', []],
      [
        { src: `https://videodelivery.net@elsewhere.example/${uid}`, deliveryOrigin: undefined },
        undefined,
        'SOURCE_NOT_TRUSTED',
        [],
      ],
      [{ customerCode: 'x.elsewhere.example/', deliveryOrigin: undefined }, undefined, 'SOURCE_INVALID', []],
      [{ deliveryOrigin: `${origin}@elsewhere.example/` }, undefined, 'SOURCE_INVALID', []],
      [{}, { status: 200, body: playlist(`${ELSEWHERE}/x/${bait}/a.m3u8`) }, 'NETWORK', [origin, ELSEWHERE]],
      [{}, { status: 302, headers: { location: `${alias}/${bait}/manifest/a.m3u8` } }, 'any', [origin]],
    ];
    const found: unknown[] = [];
    for (const [attributes, fault, code, asked] of cases) {
      sent = [];
      await mendStream(stream);
      if (fault) await breakStream(stream, { path: '/manifest/video\\.m3u8', ...fault });
      const el = document.createElement('cf-stream-player');
      Object.assign(el, { muted: true, src: uid, deliveryOrigin: origin, getToken: getTokenOf(stream), ...attributes });
      (await fixture(html`<div></div>`)).append(el);
      el.play().catch(() => undefined);
      const isOver = (): boolean => el.error !== null || el.state.status === 'processing' || el.currentTime > 0;
      await waitUntil(isOver, `it plays or says why not: ${code}`, PATIENCE);
      const isCode = code === 'any' || (el.error?.code ?? '') === code;
      const withToken = origins(true).filter((one) => one !== origin);
      const others = origins(false).filter((one) => one !== location.origin && !asked.includes(one));
      if (!isCode || withToken.length > 0 || others.length > 0)
        found.push({ attributes, fault, code: el.error?.code, withToken, others });
      el.remove();
    }
    await mendStream(stream);
    expect(JSON.stringify(found, null, 1)).to.equal('[]');
  });

  it('can be replaced during playback, by getToken, tokenEndpoint or token, without interrupting it', async () => {
    const stream = await openStream({ film: 'small' });
    const getToken = getTokenOf(stream);
    const page = await fixture<HTMLElement>(html`<div>${playerOf(stream)}</div>`);
    const el = page.querySelector('cf-stream-player')!;
    el.muted = true;
    await el.play();
    await waitUntil(() => el.engine, 'hls.js has taken over', PATIENCE);
    const { engine } = el;
    const events: string[] = [];
    for (const type of ['emptied', 'pause', 'loadstart', 'cf-stream-state'])
      el.addEventListener(type, () => events.push(type));
    const changes: (() => void)[] = [
      () => (el.getToken = (uid) => getToken(uid)),
      () => (el.getToken = (uid) => getToken(uid)),
      () => (el.tokenEndpoint = `${stream.tokenEndpoint}?a`),
      () => ((el.getToken as unknown) = null),
      () => (el.tokenEndpoint = undefined),
      () => (el.token = tokens.at(-1)),
    ];
    await getToken(stream.uid);
    for (const change of changes) {
      const { currentTime } = el;
      change();
      await el.updateComplete;
      await waitUntil(() => el.currentTime > currentTime, 'it plays on', PATIENCE);
    }
    el.currentTime = 45;
    await waitUntil(() => el.currentTime > 45.2, 'it plays on from there', PATIENCE);
    expect(events).to.deep.equal([]);
    expect(el.engine === engine, 'the engine that began').to.equal(true);
    page.remove();
  });
});

describe('two copies of the package on one page', () => {
  for (const name of ['player', 'upload'] as const) {
    it(`share one class of <cf-stream-${name}>, are registered once, and warn when their versions differ`, async () => {
      const tag = `cf-stream-${name}`;
      const registry = customElements;
      /** Class that the other copy has registered before. */
      class First extends HTMLElement {
        static version = CfStreamPlayer.version;
      }
      const { get } = registry;
      const defined: string[] = [];
      const told: string[] = [];
      const { warn } = window.console;
      window.console.warn = (text: string) => void told.push(text);
      registry.get = (asked) => (asked === tag ? First : get.call(registry, asked));
      registry.define = (asked) => void defined.push(asked);
      try {
        const copy = `/src/define/${name}.ts?second`;
        const exported = (await import(copy)) as Record<string, { languages?: object }>;
        const Exported = exported[name === 'player' ? 'CfStreamPlayer' : 'CfStreamUpload']!;
        expect(Exported === (First as object)).to.equal(true);
        Exported.languages = { nl: {} };
        expect(Reflect.get(First, 'languages')).to.deep.equal({ nl: {} });
        expect(defined).to.deep.equal([]);
        expect(told, 'the same version').to.deep.equal([]);
        First.version = '0.0.1';
        await import(`${copy}-of-another-version`);
        expect(told).to.deep.equal([`Two versions of ${tag}; 0.0.1 is used.`]);
      } finally {
        window.console.warn = warn;
        Reflect.deleteProperty(registry, 'get');
        Reflect.deleteProperty(registry, 'define');
      }
      expect(typeof registry.get('cf-stream-player')).to.equal('function');
    });
  }
});
