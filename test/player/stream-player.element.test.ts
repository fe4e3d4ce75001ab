import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, POSTER } from '../harness/player-element.js';
import { tokenFor, tokenOf, UID } from '../harness/tokens.js';

const ENDPOINT = '/token-of/{uid}';

interface Asked {
  url: string;
  signal: AbortSignal | undefined;
}

describe('<cf-stream-player>', () => {
  const realFetch = window.fetch;
  let asked: Asked[];
  /** Response of the token endpoint and of Stream. */
  let answer: (asked: Asked) => Promise<Response>;

  const never = ({ signal }: Asked): Promise<Response> =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));

  beforeEach(() => {
    asked = [];
    answer = never;
    window.fetch = (url, init) => {
      const one = { url: url instanceof Request ? url.url : String(url), signal: init?.signal ?? undefined };
      asked.push(one);
      return answer(one);
    };
  });
  afterEach(() => {
    window.fetch = realFetch;
  });

  const player = (src = UID): Promise<CfStreamPlayer> =>
    fixture<CfStreamPlayer>(
      html`<cf-stream-player src=${src} token-endpoint=${ENDPOINT} delivery-origin=${location.origin} poster=${POSTER}></cf-stream-player>`,
    );
  const part = (el: CfStreamPlayer, name: string): HTMLElement | null =>
    el.shadowRoot!.querySelector<HTMLElement>(`[part=${name}]`);
  const role = (el: CfStreamPlayer, name: string): HTMLElement | null =>
    el.shadowRoot!.querySelector<HTMLElement>(`[role=${name}]`);
  const textOf = (node: HTMLElement | null): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const videoOf = (el: CfStreamPlayer): HTMLVideoElement | null => el.shadowRoot!.querySelector('video');
  it('yields to the browser before it sends requests and before it draws', async () => {
    type Go = () => void;
    const { scheduler } = window;
    const tasks: Go[] = [];
    const yields = { yield: () => new Promise<void>((resolve) => tasks.push(resolve)) };
    Object.defineProperty(window, 'scheduler', { value: yields, configurable: true });
    const el = Object.assign(document.createElement('cf-stream-player'), {
      src: UID,
      tokenEndpoint: ENDPOINT,
      deliveryOrigin: location.origin,
      poster: POSTER,
      autoplay: true,
      muted: true,
    });
    document.body.append(el);
    await Promise.resolve();
    Object.defineProperty(window, 'scheduler', { value: scheduler, configurable: true });
    const isDrawn = (): boolean => Boolean(el.shadowRoot?.querySelector('img'));
    expect([tasks.length, asked.length, isDrawn()]).to.deep.equal([2, 0, false]);
    for (const go of tasks) go();
    await waitUntil(() => asked.some(({ url }) => url.includes(UID)), 'it asks for a token', PATIENCE);
    await el.updateComplete;
    expect(isDrawn()).to.equal(true);
    el.remove();
    await Promise.resolve();
  });

  const untilStatus = async (el: CfStreamPlayer, status: CfStreamPlayer['state']['status']): Promise<void> => {
    await waitUntil(() => el.state.status === status, `never came to ${status}`, PATIENCE);
    await el.updateComplete;
  };

  describe('before intent', () => {
    it('has no <video> and makes no request', async () => {
      const el = await player();
      expect(el.state.status).to.equal('idle');
      expect(videoOf(el)).to.equal(null);
      expect(asked).to.deep.equal([]);
      await expect(el).to.be.accessible();
    });

    it('fetches no thumbnail when it autoplays', async () => {
      answer = (one) => (one.url.includes('/token-of/') ? Promise.resolve(new Response(tokenFor(60_000))) : never(one));
      await fixture(
        html`<cf-stream-player autoplay muted src=${UID} token-endpoint=${ENDPOINT} delivery-origin=${location.origin}></cf-stream-player>`,
      );
      await waitUntil(() => asked.some(({ url }) => url.includes('/manifest/')), 'asks for the playlist', PATIENCE);
      expect(asked.filter(({ url }) => url.includes('/thumbnails/'))).to.deep.equal([]);
    });

    it('loads when `preload` or `autoplay` is set later, but not when `preload` is invalid or removed', async () => {
      const el = await player();
      for (const value of ['none', 'banana', null]) {
        if (value === null) el.removeAttribute('preload');
        else el.setAttribute('preload', value);
        await el.updateComplete;
        await new Promise(requestAnimationFrame);
        expect(el.state.status, String(value)).to.equal('idle');
      }
      el.setAttribute('preload', 'auto');
      await untilStatus(el, 'loading');
      const other = await player();
      other.autoplay = true;
      await untilStatus(other, 'loading');
      expect(other.paused).to.equal(false);
    });

    it('returns to its defaults when its attributes are removed', async () => {
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player src=${UID} label="Lesson" poster-time="3" poster=${POSTER} token-margin="5" engine="native" loading="eager"></cf-stream-player>`,
      );
      for (const { name } of [...el.attributes]) el.removeAttribute(name);
      await el.updateComplete;
      expect([el.src, el.label, el.uid]).to.deep.equal(['', 'Video player', undefined]);
      await expect(el).to.be.accessible();
      const refused = await el.play().catch((error: unknown) => (error as Error).name);
      expect(refused).to.equal('NotSupportedError');
    });

    it('requests the playlist of a clip with its time and duration', async () => {
      answer = (one) => (one.url.includes('/token-of/') ? Promise.resolve(new Response(tokenFor(60_000))) : never(one));
      const el = await player(`${location.origin}/${UID}/manifest/clip.m3u8?time=10s&duration=5s`);
      el.load();
      await waitUntil(() => asked.some(({ url }) => url.includes('/manifest/')), 'asks for the playlist', PATIENCE);
      expect(
        asked.filter(({ url }) => url.includes('/manifest/')).map(({ url }) => url.split('/manifest/')[1]),
      ).to.deep.equal(['clip.m3u8?time=10s&duration=5s']);
      expect(el.currentSrc).to.equal(`${location.origin}/${UID}/manifest/clip.m3u8?time=10s&duration=5s`);
    });

    it('reports the state of a media element without a source', async () => {
      const el = await player();
      expect([el.paused, el.ended, el.seeking, el.readyState, el.currentTime]).to.deep.equal([
        true,
        false,
        false,
        0,
        0,
      ]);
      expect(el.duration).to.be.NaN;
      expect([el.videoWidth, el.videoHeight, el.buffered.length, el.seekable.length, el.played.length]).to.deep.equal([
        0, 0, 0, 0, 0,
      ]);
      expect([el.muted, el.volume, el.playbackRate, el.error, el.engine, el.tokenExpiresAt]).to.deep.equal([
        false,
        1,
        1,
        null,
        undefined,
        null,
      ]);
      // The browser's own error, an `IndexSizeError`.
      expect(() => el.buffered.start(0)).to.throw(DOMException);
    });

    it('has the role `region` with a label, and `group` without one', async () => {
      const attach = HTMLElement.prototype.attachInternals;
      const internals: ElementInternals[] = [];
      HTMLElement.prototype.attachInternals = function (this: HTMLElement) {
        const made = attach.call(this);
        if (this.localName === 'cf-stream-player') internals.push(made);
        return made;
      };
      const roles = (): string[] => internals.map(({ role, ariaLabel }) => `${role} ${ariaLabel}`);
      try {
        const page = await fixture<HTMLElement>(html`
          <main lang="de">
            <cf-stream-player src=${UID} label="Lesson 3" poster=${POSTER}></cf-stream-player>
            <cf-stream-player src=${UID} label="Lesson 4" poster=${POSTER}></cf-stream-player>
            <cf-stream-player src=${UID} poster=${POSTER}></cf-stream-player>
            <cf-stream-player src=${UID} poster=${POSTER}></cf-stream-player>
          </main>
        `);
        await expect(page).to.be.accessible();
        const both = (others: string): string[] => ['region Lesson 3', 'region Lesson 4', others, others];
        await waitUntil(() => roles()[3] !== 'group Video player', 'in German', PATIENCE);
        expect(roles(), 'in the language of the page').to.deep.equal(both('group Videoplayer'));
        const [first, , third, fourth] = [...page.querySelectorAll('cf-stream-player')];
        third!.label = 'Lesson 5';
        first!.removeAttribute('label');
        fourth!.setAttribute('label', '');
        await Promise.all([first!.updateComplete, third!.updateComplete, fourth!.updateComplete]);
        await first!.updateComplete;
        expect(roles()).to.deep.equal(['group Videoplayer', 'region Lesson 4', 'region Lesson 5', 'group ']);
        third!.label = 'Video player';
        page.querySelectorAll('cf-stream-player').forEach((one) => one.removeAttribute('label'));
        await third!.updateComplete;
        await third!.updateComplete;
        await expect(page).to.be.accessible();
        expect(roles()).to.deep.equal(Array.from({ length: 4 }, () => 'group Videoplayer'));
      } finally {
        HTMLElement.prototype.attachInternals = attach;
      }
    });

    it('keeps volume, muted and speed until it has a <video>', async () => {
      const el = await player();
      el.muted = true;
      el.volume = 7;
      expect(el.volume, 'no more than all').to.equal(1);
      el.volume = 0.25;
      el.playbackRate = 1.5;
      expect([el.muted, el.volume, el.playbackRate]).to.deep.equal([true, 0.25, 1.5]);
      el.load();
      await waitUntil(() => videoOf(el), 'no video', PATIENCE);
      const video = videoOf(el)!;
      expect([video.muted, video.volume, video.playbackRate]).to.deep.equal([true, 0.25, 1.5]);
      el.muted = false;
      expect(video.muted).to.equal(false);
    });

    it('is muted by the muted attribute', async () => {
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player muted src=${UID} token-endpoint=${ENDPOINT} poster=${POSTER}></cf-stream-player>`,
      );
      el.load();
      await waitUntil(() => videoOf(el), 'no video', PATIENCE);
      expect(videoOf(el)!.muted).to.equal(true);
    });
  });

  describe('without a src', () => {
    it('shows no play button, only the slot `empty`, until it has a src', async () => {
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player poster=${POSTER}><p slot="empty">No lesson today.</p></cf-stream-player>`,
      );
      const said = el.querySelector('p')!;
      expect([part(el, 'play-overlay'), said.checkVisibility()]).to.deep.equal([null, true]);
      el.focus();
      expect(document.activeElement === el, 'there is nothing to press').to.equal(false);
      await expect(el).to.be.accessible();
      el.src = UID;
      await el.updateComplete;
      expect([part(el, 'play-overlay') !== null, said.checkVisibility()]).to.deep.equal([true, false]);
      el.removeAttribute('src');
      el.src = '';
      await el.updateComplete;
      expect([part(el, 'play-overlay'), said.checkVisibility()]).to.deep.equal([null, true]);
    });

    it('shows nothing when nothing is in the slot `empty`', async () => {
      const el = await fixture<CfStreamPlayer>(html`<cf-stream-player poster=${POSTER}></cf-stream-player>`);
      expect(el.shadowRoot!.querySelectorAll('button, [role]').length).to.equal(0);
      await expect(el).to.be.accessible();
    });
  });

  describe('its play button', () => {
    it('has a name and can be reached and pressed by keyboard', async () => {
      const el = await player();
      const button = part(el, 'play-overlay')!;
      expect(button).to.be.instanceOf(HTMLButtonElement);
      expect(button.ariaLabel).to.equal('Play');
      await sendKeys({ press: 'Tab' });
      expect(document.activeElement).to.equal(el);
      expect(el.shadowRoot!.activeElement).to.equal(button);
      await waitUntil(() => asked.length > 0, 'focus fetches what a press will need', PATIENCE);
      expect(videoOf(el), 'and no video').to.equal(null);
      await sendKeys({ press: 'Enter' });
      await untilStatus(el, 'loading');
      expect(asked.map(({ url }) => url)).to.deep.equal([`/token-of/${UID}`]);
      expect(role(el, 'status')?.ariaLabel).to.equal('Loading');
      await expect(el).to.be.accessible();
    });

    it('requests one token, however often play is pressed', async () => {
      const tokens = (): Asked[] => asked.filter(({ url }) => url === `/token-of/${UID}`);
      let give = (): void => undefined;
      const given = new Promise<void>((resolve) => (give = resolve));
      answer = (one) =>
        tokens().includes(one) ? given.then(() => Response.json({ token: tokenFor(3_600_000) })) : never(one);
      const el = await player();
      const told = oneEvent(el, 'cf-stream-token');
      part(el, 'play-overlay')!.click();
      void el.play();
      el.load();
      await waitUntil(() => asked.length > 0, 'no request', PATIENCE);
      void el.play();
      void el.refreshToken();
      give();
      await told;
      await waitUntil(() => asked.length > tokens().length, 'it goes on with the token', PATIENCE);
      expect(tokens()).to.have.length(1);
    });
  });

  describe('its spinner', () => {
    /** Opacity at some times after it has appeared, in milliseconds, independent of the clock. */
    const opacities = (spinner: HTMLElement, times: readonly number[]): number[] =>
      times.map((time) => {
        for (const animation of spinner.getAnimations()) {
          animation.pause();
          animation.currentTime = time;
        }
        return Number(getComputedStyle(spinner).opacity);
      });
    const spinnerOf = async (): Promise<HTMLElement> => {
      const el = await player();
      part(el, 'play-overlay')!.click();
      await el.updateComplete;
      return part(el, 'spinner')!;
    };

    it('appears after 300 ms and fades in', async () => {
      const [before, half, after] = opacities(await spinnerOf(), [290, 375, 600]) as [number, number, number];
      expect([before, after]).to.deep.equal([0, 1]);
      expect(half).to.be.within(0.1, 0.99);
    });

    it('pulses slowly with reduced motion, without turning or flickering', async function () {
      // Reduced motion cannot be emulated in Firefox.
      if (navigator.userAgent.includes('Firefox')) this.skip();
      await emulateMedia({ reducedMotion: 'reduce' });
      try {
        const spinner = await spinnerOf();
        const times = Array.from({ length: 600 }, (_, frame) => (frame * 1_000) / 60);
        const frames = opacities(spinner, times);
        const steps = frames.slice(1).map((opacity, index) => Math.abs(opacity - frames[index]!));
        expect(Math.max(...steps), 'from one frame to the next').to.be.below(0.05);
        expect(Math.max(...frames), 'it is seen').to.be.above(0.9);
        expect(getComputedStyle(spinner).rotate).to.equal('none');
      } finally {
        await emulateMedia({ reducedMotion: 'no-preference' });
      }
    });
  });

  describe('errors', () => {
    it('shows SOURCE_INVALID for an invalid src, but only on intent', async () => {
      const told: unknown[] = [];
      const { warn } = console;
      Object.assign(console, { warn: (...text: unknown[]) => void told.push(...text) });
      const el = await player('no-video');
      expect(el.uid).to.equal(undefined);
      expect(el.state.status, 'asking for the uid changes nothing').to.equal('idle');
      expect(role(el, 'alert')).to.equal(null);
      setTimeout(() => part(el, 'play-overlay')!.click());
      const { detail } = await oneEvent<HTMLElementEventMap['cf-stream-error']>(el, 'cf-stream-error');
      expect(detail.error.code).to.equal('SOURCE_INVALID');
      await waitUntil(() => part(el, 'error'), 'no error', PATIENCE);
      expect(el.matches(':state(error)')).to.equal(true);
      expect(textOf(role(el, 'alert'))).to.equal('Can’t play this video No video to play.');
      expect(el.error?.code).to.equal('SOURCE_INVALID');
      expect(part(el, 'retry-button'), 'trying again is of no use').to.equal(null);
      expect(asked).to.deep.equal([]);
      Object.assign(console, { warn });
      expect(told.filter((text) => String(text).startsWith('cf-stream-player: SOURCE_INVALID. '))).to.have.length(1);
      expect(textOf(role(el, 'alert')), 'for viewers').not.to.contain('SOURCE');
      await expect(el).to.be.accessible();
      el.src = UID;
      await waitUntil(() => part(el, 'play-overlay'), 'another src does not clear it', PATIENCE);
      expect(el.error).to.equal(null);
      expect(el.matches(':state(error)')).to.equal(false);
    });

    it('warns of each code once until something plays, but dispatches every `cf-stream-error`', async () => {
      const told: string[] = [];
      const { warn } = console;
      Object.assign(console, { warn: (...text: unknown[]) => void told.push(text.join(' ')) });
      const ours = (): string[] => told.flatMap((text) => /^cf-stream-player: (\w+)\. \S/.exec(text)?.[1] ?? []);
      try {
        const el = await player('no-video');
        const heard: string[] = [];
        el.addEventListener('cf-stream-error', ({ detail }) => heard.push(detail.error.code));
        const fail = async (src: string): Promise<void> => {
          const before = heard.length;
          el.src = src;
          await el.play().catch(() => undefined);
          await waitUntil(() => heard.length > before, 'is not told', PATIENCE);
        };
        answer = () => Promise.resolve(new Response('', { status: 401 }));
        await fail('no-video');
        await fail(UID);
        expect(ours(), 'another code').to.deep.equal(['SOURCE_INVALID', 'TOKEN_ENDPOINT_STATUS']);
        const { length } = ours();
        setTimeout(() => part(el, 'retry-button')!.click());
        await oneEvent<HTMLElementEventMap['cf-stream-error']>(el, 'cf-stream-error');
        expect(ours(), 'the same once more').to.have.length(length);
        expect(heard.length).to.be.greaterThan(ours().length);
        expect(told.join(), 'no token').not.to.match(/eyJ|token=/);
      } finally {
        Object.assign(console, { warn });
      }
    });

    it('reports a token endpoint that answers 500, and shows encoding progress after “Try again”', async () => {
      answer = () => Promise.resolve(new Response('oops', { status: 500 }));
      const el = await player();
      setTimeout(() => part(el, 'play-overlay')!.click());
      const { detail } = await oneEvent<HTMLElementEventMap['cf-stream-error']>(el, 'cf-stream-error');
      expect(detail.error.code).to.equal('TOKEN_ENDPOINT_STATUS');
      expect(detail.retrying).to.equal(true);
      await untilStatus(el, 'error');
      expect(textOf(role(el, 'alert'))).to.contain('can’t load this video right now');
      const retry = part(el, 'retry-button')!;
      expect(textOf(retry)).to.equal('Try again');
      await expect(el).to.be.accessible();
      answer = () => Promise.resolve(Response.json({ status: 'processing', percent: 40.6 }, { status: 409 }));
      retry.click();
      await untilStatus(el, 'processing');
      expect(textOf(role(el, 'status'))).to.equal('Processing video… 40%');
      expect(role(el, 'alert')).to.equal(null);
      await expect(el).to.be.accessible();
    });

    it('offers “Try again” when the token endpoint answers with an HTML page', async () => {
      answer = () => Promise.resolve(new Response('<p>Log in</p>', { headers: { 'content-type': 'text/html' } }));
      const el = await player();
      part(el, 'play-overlay')!.click();
      await untilStatus(el, 'error');
      expect(el.error?.code).to.equal('TOKEN_ENDPOINT_NOT_A_TOKEN');
      expect(textOf(role(el, 'alert'))).to.contain('Sign in and try again');
      answer = never;
      part(el, 'retry-button')!.click();
      await untilStatus(el, 'loading');
    });

    it('shows the slot `error`', async () => {
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player src="no-video"><b slot="error">Ask us.</b></cf-stream-player>`,
      );
      void el.play();
      await waitUntil(() => part(el, 'error'), 'no error', PATIENCE);
      expect(el.shadowRoot!.querySelector<HTMLSlotElement>('slot[name=error]')!.assignedElements()).to.have.length(1);
    });
  });

  describe('token', () => {
    it('is announced by `cf-stream-token` with its expiry, and never appears in the DOM', async () => {
      const token = tokenFor(3_600_000);
      answer = () => Promise.resolve(Response.json({ token }));
      const el = await player();
      setTimeout(() => el.load());
      const { detail } = await oneEvent<HTMLElementEventMap['cf-stream-token']>(el, 'cf-stream-token');
      expect(detail.expiresAt).to.be.closeTo(Date.now() + 3_600_000, 10_000);
      expect(el.tokenExpiresAt?.getTime()).to.equal(detail.expiresAt);
      // The test's own server has no such manifest, which is what Stream says of a video that is not ready.
      await untilStatus(el, 'processing');
      const page = el.outerHTML + el.shadowRoot!.innerHTML;
      for (const piece of token.split('.')) expect(page).not.to.contain(piece);
    });
  });

  describe('newer credentials for the same video', () => {
    const HOUR_MS = 3_600_000;
    const pathsOf = (): string[] => asked.map(({ url }) => new URL(url, location.href).pathname);
    /** A player whose manifest never arrives, so that it stays at its first request. */
    const loading = async (attributes: Partial<CfStreamPlayer>): Promise<CfStreamPlayer> => {
      const el = document.createElement('cf-stream-player');
      Object.assign(el, { src: UID, deliveryOrigin: location.origin, poster: POSTER, ...attributes });
      (await fixture(html`<div></div>`)).append(el);
      void el.play().catch(() => undefined);
      return el;
    };

    it('use a new getToken for the next token, without interrupting the pending request', async () => {
      let give: ((token: string) => void) | undefined;
      const calls: string[] = [];
      const el = await loading({ getToken: () => new Promise((resolve) => (calls.push('first'), (give = resolve))) });
      await waitUntil(() => give, 'it is asked', PATIENCE);
      const states: string[] = [];
      el.addEventListener('cf-stream-state', ({ detail }) => states.push(detail.state.status));
      for (let rendering = 0; rendering < 20; rendering += 1) {
        el.getToken = () => new Promise(() => calls.push(`rendering ${rendering}`));
        await el.updateComplete;
      }
      expect([el.state.status, el.paused]).to.deep.equal(['loading', false]);
      const token = tokenFor(HOUR_MS);
      give!(token);
      await waitUntil(() => pathsOf().includes(`/${token}/manifest/video.m3u8`), 'it goes on', PATIENCE);
      expect(states).to.deep.equal([]);
      expect(calls).to.deep.equal(['first']);
      void el.refreshToken().catch(() => undefined);
      await waitUntil(() => calls.length > 1, 'the next token is asked for', PATIENCE);
      expect(calls).to.deep.equal(['first', 'rendering 19']);
      el.remove();
    });

    it('report a token that cannot be used, and keep the current one', async () => {
      const [held, next] = [tokenFor(HOUR_MS), tokenFor(2 * HOUR_MS)];
      const el = await loading({ token: held });
      await waitUntil(() => asked.length > 0, 'it is asked for', PATIENCE);
      const told: string[] = [];
      const states: string[] = [];
      el.addEventListener('cf-stream-error', ({ detail: { error, retrying } }) =>
        told.push(`${error.code} ${retrying ? 'goes on' : 'ends'}`),
      );
      el.addEventListener('cf-stream-state', ({ detail }) => states.push(detail.state.status));
      for (const token of ['no token', tokenOf({ sub: 'another', exp: 2e9 }), next]) {
        el.token = token;
        await el.updateComplete;
      }
      expect(told).to.deep.equal(['TOKEN_MALFORMED goes on', 'TOKEN_WRONG_VIDEO goes on']);
      expect([states, el.error, el.paused]).to.deep.equal([[], null, false]);
      expect(el.tokenExpiresAt!.getTime()).to.be.greaterThan(Date.now() + 1.5 * HOUR_MS);
      expect(document.body.outerHTML).not.to.contain('no token');
      el.remove();
    });

    it('use a new getToken when the previous one does not answer', async () => {
      let isAsked = false;
      const el = await loading({ getToken: () => new Promise(() => (isAsked = true)) });
      await waitUntil(() => isAsked, 'it is asked', PATIENCE);
      const token = tokenFor(HOUR_MS);
      el.getToken = () => Promise.resolve(token);
      await waitUntil(() => pathsOf().includes(`/${token}/manifest/video.m3u8`), 'it goes on', PATIENCE);
      el.remove();
    });

    for (const name of ['token', 'getToken'] as const) {
      it(`start a player that had none once ${name} is set, and are used for its first request`, async () => {
        const refuse = (): Promise<Response> => Promise.resolve(new Response('', { status: 401 }));
        answer = refuse;
        const el = await loading({});
        await untilStatus(el, 'error');
        expect(el.error?.code).to.equal('TOKEN_REJECTED');
        const token = tokenFor(HOUR_MS);
        // Requests without the token are refused as before.
        answer = (one) => (one.url.includes(token) ? never(one) : refuse());
        asked.length = 0;
        Object.assign(el, { [name]: name === 'token' ? token : () => Promise.resolve(token) });
        await untilStatus(el, 'loading');
        await waitUntil(() => asked.length > 0, 'it goes on', PATIENCE);
        expect(pathsOf()[0]).to.equal(`/${token}/manifest/video.m3u8`);
        expect(el.paused, 'it is still to play').to.equal(false);
        el.remove();
      });
    }

    it('are sent to a host in src only while the page names it as delivery-origin', async () => {
      const token = tokenFor(HOUR_MS);
      const el = await loading({ src: `${location.origin}/${UID}/watch`, deliveryOrigin: undefined, token });
      await untilStatus(el, 'error');
      expect([el.error?.code, asked.length]).to.deep.equal(['SOURCE_NOT_TRUSTED', 0]);
      el.deliveryOrigin = location.origin;
      await waitUntil(() => pathsOf().includes(`/${token}/manifest/video.m3u8`), 'it goes on', PATIENCE);
      el.deliveryOrigin = undefined;
      await untilStatus(el, 'error');
      expect(el.error?.code).to.equal('SOURCE_NOT_TRUSTED');
      el.remove();
    });

    it('do not clear an error when the page sets a new getToken at each rendering', async () => {
      answer = () => Promise.resolve(new Response('', { status: 401 }));
      const calls: number[] = [];
      const refuse = (): Promise<string> => (calls.push(0), Promise.resolve('no token'));
      const el = await loading({ getToken: refuse });
      el.addEventListener('cf-stream-state', () => (el.getToken = () => refuse()));
      await untilStatus(el, 'error');
      for (let rendering = 0; rendering < 5; rendering += 1) {
        el.getToken = () => refuse();
        await el.updateComplete;
      }
      expect([el.state.status, calls.length]).to.deep.equal(['error', 1]);
      el.remove();
    });

    it('are refused for a public video on a host that is not trusted', async () => {
      const el = await loading({ src: `https://elsewhere.example/${UID}/watch`, deliveryOrigin: undefined });
      await waitUntil(() => asked.length > 0, 'it is asked for', PATIENCE);
      asked.length = 0;
      el.token = tokenFor(HOUR_MS);
      await untilStatus(el, 'error');
      expect(el.error?.code).to.equal('SOURCE_NOT_TRUSTED');
      expect(asked).to.deep.equal([]);
      el.remove();
    });
  });

  describe('removed from the page or given another src', () => {
    it('aborts its requests on removal and is idle again', async () => {
      const el = await player();
      const parent = el.parentElement!;
      void el.play();
      await waitUntil(() => asked.length === 1, 'no request', PATIENCE);
      el.remove();
      await Promise.resolve();
      expect(asked[0]!.signal?.aborted).to.equal(true);
      expect(el.state.status).to.equal('idle');
      parent.append(el);
      await el.updateComplete;
      expect(part(el, 'play-overlay')).not.to.equal(null);
      expect(asked).to.have.length(1);
      expect(role(el, 'alert')).to.equal(null);
    });

    it('stops retrying an unreachable server on removal', async () => {
      answer = () => Promise.resolve(new Response('', { status: 503 }));
      const el = await player();
      const { setTimeout, clearTimeout } = window;
      /** Pending timers. */
      const waiting = new Map<number, () => void>();
      window.setTimeout = ((run: () => void, ms?: number) => {
        const id = setTimeout(() => {
          waiting.delete(id);
          run();
        }, ms);
        waiting.set(id, run);
        return id;
      }) as typeof window.setTimeout;
      window.clearTimeout = (id) => {
        if (id !== undefined) waiting.delete(id as number);
        clearTimeout(id);
      };
      try {
        const failed = oneEvent(el, 'cf-stream-error');
        el.play().catch(() => undefined);
        await failed;
        await el.updateComplete;
        expect(waiting.size, 'the pause before the next try').to.be.at.least(1);
        el.remove();
        await Promise.resolve();
        expect(waiting.size, 'nothing is to happen any more').to.equal(0);
      } finally {
        Object.assign(window, { setTimeout, clearTimeout });
      }
      expect(el.state.status).to.equal('idle');
      const before = asked.length;
      window.dispatchEvent(new Event('online'));
      await el.updateComplete;
      expect(asked).to.have.length(before);
    });

    it('makes no request for a src set while it is removed', async () => {
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player loading="eager" token-endpoint=${ENDPOINT} delivery-origin=${location.origin} poster=${POSTER}></cf-stream-player>`,
      );
      const parent = el.parentElement!;
      el.remove();
      el.preload = 'auto';
      el.src = UID;
      await el.updateComplete;
      // Also after the update that this may have caused.
      await el.updateComplete;
      expect(el.state.status).to.equal('idle');
      parent.append(el);
      await untilStatus(el, 'loading');
      await waitUntil(() => asked.length > 0, 'no request', PATIENCE);
      expect(asked).to.have.length(1);
    });

    it('aborts the requests of the previous src and is idle when src changes', async () => {
      const el = await player();
      el.load();
      await waitUntil(() => asked.length === 1, 'no request', PATIENCE);
      el.src = `${UID.slice(0, -1)}0`;
      await el.updateComplete;
      expect(asked[0]!.signal?.aborted).to.equal(true);
      await untilStatus(el, 'idle');
    });
  });
});
