import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/player/stream-player.js';
import { controlsOf, inUi, PATIENCE, playerOf, POSTER, uiOf } from '../harness/player-element.js';
import { mendStream, openStream, requestsTo, tokensOf, type OpenedStream } from '../harness/stream.js';

/** The settings button of a player, and whether its menu is open. */
const settingsOf = (el: CfStreamPlayer) => {
  const root = controlsOf(el)!.shadowRoot!;
  const menu = (): HTMLElement | null =>
    root.querySelector('cf-stream-settings')?.shadowRoot?.querySelector<HTMLElement>('.menu') ?? null;
  return {
    button: root.querySelector<HTMLElement>('[part~=settings-button]')!,
    isOpen: (): boolean => menu()?.matches(':popover-open') ?? false,
  };
};
const dialogOf = (el: CfStreamPlayer): HTMLDialogElement | null =>
  uiOf(el)?.shadowRoot?.querySelector('cf-stream-shortcuts')?.shadowRoot?.querySelector('dialog') ?? null;

describe('<cf-stream-player> in a page with unusual behaviour', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let faults: string[];
  const noteFault = (event: ErrorEvent | PromiseRejectionEvent): void =>
    void faults.push(String('reason' in event ? event.reason : event.message));
  before(async () => {
    stream = await openStream({ film: 'small' });
  });
  beforeEach(() => {
    faults = [];
    addEventListener('error', noteFault);
    addEventListener('unhandledrejection', noteFault);
  });
  afterEach(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    removeEventListener('error', noteFault);
    removeEventListener('unhandledrejection', noteFault);
    for (const player of document.querySelectorAll('cf-stream-player')) player.remove();
    expect(faults).to.deep.equal([]);
  });

  const begin = async (attributes: Record<string, string | null> = {}): Promise<CfStreamPlayer> => {
    const el = await playerOf(stream, { style: 'width: 480px', ...attributes });
    await el.play();
    await waitUntil(() => controlsOf(el) && el.engine && el.currentTime > 0, 'it plays, with controls', PATIENCE);
    return el;
  };
  const playsOn = async (el: CfStreamPlayer): Promise<void> => {
    const { currentTime } = el;
    await waitUntil(() => !el.paused && el.currentTime > currentTime, 'it plays on', PATIENCE);
  };

  it('closes its settings when it is moved, updates their button, and opens them at the next press', async () => {
    const el = await begin();
    const page = el.parentElement!;
    const { button, isOpen } = settingsOf(el);
    const press = async (): Promise<void> => {
      const { left, top } = button.getBoundingClientRect();
      const at = { bubbles: true, composed: true, clientX: left + 5, clientY: top + 5 };
      button.dispatchEvent(new PointerEvent('pointerdown', at));
      button.click();
      await waitUntil(() => isOpen(), 'they open', PATIENCE);
      await waitUntil(() => button.ariaExpanded === 'true', 'and the button says so', PATIENCE);
    };
    await press();
    page.append(el);
    expect(isOpen()).to.equal(false);
    await waitUntil(() => button.ariaExpanded === 'false', 'its button says that they are closed', PATIENCE);
    await press();
    await playsOn(el);
  });

  it('closes the list of shortcuts when it is moved, still handles keys, and reopens the list as a modal', async () => {
    const el = await begin();
    el.focus();
    await sendKeys({ press: '?' });
    await waitUntil(() => dialogOf(el)?.matches(':modal'), 'the list opens', PATIENCE);
    el.parentElement!.append(el);
    await waitUntil(() => !dialogOf(el)!.open, 'it is closed', PATIENCE);
    el.focus();
    await sendKeys({ press: 'k' });
    expect(el.paused, 'keys are heard').to.equal(true);
    await sendKeys({ press: '?' });
    await waitUntil(() => dialogOf(el)!.matches(':modal'), 'it opens again', PATIENCE);
  });

  it('leaves full screen and plays on when it is moved, and its button offers full screen again', async () => {
    const el = await begin();
    const label = (): string | null =>
      controlsOf(el)!.shadowRoot!.querySelector<HTMLElement>('[part~=fullscreen-button]')!.ariaLabel;
    const windowed = label();
    el.focus();
    await sendKeys({ press: 'f' });
    await waitUntil(() => document.fullscreenElement === el && label() !== windowed, 'it is full screen', PATIENCE);
    el.parentElement!.insertBefore(el, el.parentElement!.firstChild);
    await waitUntil(() => !document.fullscreenElement && label() === windowed, 'it is in its place', PATIENCE);
    await playsOn(el);
  });

  it('cloned while it plays: the clone is idle, plays by itself, and does not stop the original', async () => {
    const el = await begin();
    el.currentTime = 6;
    el.after(el.cloneNode(true));
    const [, copy] = [...el.parentElement!.querySelectorAll('cf-stream-player')] as [CfStreamPlayer, CfStreamPlayer];
    await copy.updateComplete;
    expect([copy.paused, copy.state.status, copy.currentTime]).to.deep.equal([true, 'idle', 0]);
    await playsOn(el);
    await copy.play();
    await playsOn(copy);
    expect(el.paused, 'neither is heard').to.equal(false);
  });

  it('recreated by innerHTML: the new player plays, and the old one is idle without a source', async () => {
    const el = await begin();
    const page = el.parentElement!;
    const { outerHTML } = page;
    page.innerHTML = outerHTML;
    const other = page.querySelector('cf-stream-player')!;
    await waitUntil(() => el.state.status === 'idle', 'the old one is over', PATIENCE);
    expect(el.shadowRoot!.querySelector('video')?.currentSrc ?? '').to.equal('');
    await other.play();
    await playsOn(other);
  });

  it('survives being removed, moved, paused, reloaded or given another src by a listener of its events', async () => {
    const what: Readonly<Record<string, (el: CfStreamPlayer) => void>> = {
      remove: (el) => el.remove(),
      move: (el) => el.parentElement!.append(el),
      'another source': (el) => (el.src = 'b'.repeat(32)),
      pause: (el) => el.pause(),
      load: (el) => el.load(),
    };
    for (const type of ['cf-stream-state', 'play', 'loadedmetadata', 'playing', 'timeupdate'])
      for (const [name, act] of Object.entries(what)) {
        const el = await playerOf(stream, { style: 'width: 320px' });
        const heard = oneEvent(el, type);
        el.addEventListener(type, () => act(el), { once: true });
        const settled = el.play().then(
          () => 'plays',
          (error: unknown) => (error as Error).name,
        );
        await heard;
        expect(await settled, `${name} at ${type}`).to.be.oneOf(['plays', 'AbortError']);
        el.remove();
      }
  });

  it('starts autoplay only once the element that hides it is opened or shown', async () => {
    const places = {
      'a closed details element': ['<details><summary>More</summary><div></div></details>', 'details', 'open'],
      'a closed dialogue': ['<dialog><div></div></dialog>', 'dialog', 'open'],
      'what is hidden': ['<section hidden><div></div></section>', 'section', 'hidden'],
      'what is hidden until it is found': ['<section hidden="until-found"><div></div></section>', 'section', 'hidden'],
      'a popover': ['<section popover><div></div></section>', 'section', 'popover'],
    } as const;
    for (const [name, [markup, tag, attribute]] of Object.entries(places)) {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      page.innerHTML = markup;
      const el = document.createElement('cf-stream-player');
      const { uid: src, tokenEndpoint, origin: deliveryOrigin } = stream;
      Object.assign(el, { src, tokenEndpoint, deliveryOrigin, muted: true, autoplay: true });
      el.style.width = '320px';
      page.querySelector('div')!.append(el);
      await el.updateComplete;
      // By then the IntersectionObserver has reported.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      expect(el.state.status, `${name}: closed`).to.equal('idle');
      page.querySelector(tag)!.toggleAttribute(attribute);
      await waitUntil(() => el.currentTime > 0, `${name}: it plays`, PATIENCE);
      el.remove();
      page.remove();
    }
  });

  it('mirrors its controls but not its seek bar when `dir` changes to rtl while it plays', async () => {
    const el = await begin();
    const page = el.parentElement!;
    const bar = (): HTMLInputElement =>
      controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!.shadowRoot!.querySelector('input')!;
    const at = (part: string): number =>
      controlsOf(el)!.shadowRoot!.querySelector(`[part~=${part}]`)!.getBoundingClientRect().left;
    expect(at('play-button')).to.be.below(at('settings-button'));
    page.dir = 'rtl';
    expect(getComputedStyle(bar()).direction).to.equal('ltr');
    expect(at('play-button'), 'mirrored').to.be.above(at('settings-button'));
    await playsOn(el);
    page.removeAttribute('dir');
    expect(at('play-button')).to.be.below(at('settings-button'));
  });

  it('shows the time at the pointer, right above it, when the player is scaled by a transform', async () => {
    const el = await begin();
    const bar = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!;
    const range = bar.shadowRoot!.querySelector('.range')!;
    for (const transform of ['none', 'scale(0.5)', 'scale(1.5)', 'translate(40px, 20px) scale(0.8)']) {
      Object.assign(el.parentElement!.style, { transform, transformOrigin: '0 0', width: '480px' });
      const { left, width, top } = range.getBoundingClientRect();
      const clientX = left + width / 2;
      range.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', clientX, clientY: top + 2 }));
      await bar.updateComplete;
      const bubble = bar.shadowRoot!.querySelector('.bubble')!.getBoundingClientRect();
      expect(bubble.left + bubble.width / 2, transform).to.be.closeTo(clientX, 2);
      const half = `0:${Math.floor(el.duration / 2)}`;
      expect(bar.shadowRoot!.querySelector('.bubble .time')!.textContent, transform).to.equal(half);
    }
  });

  it('in the overlay of another player handles its own keys only', async () => {
    const outer = await begin();
    const inner = await begin({ slot: 'overlay', style: 'width: 200px; position: relative' });
    outer.append(inner);
    await playsOn(inner);
    inner.focus();
    await sendKeys({ press: 'k' });
    expect([inner.paused, outer.paused], 'a key in the inner one').to.deep.equal([true, false]);
    outer.focus();
    await sendKeys({ press: 'k' });
    expect([inner.paused, outer.paused], 'a key in the outer one').to.deep.equal([true, true]);
  });

  it('leaves keys to text fields in its slots, also in a shadow root or contenteditable', async () => {
    const el = await begin();
    for (const make of [
      () => document.createElement('textarea'),
      () => Object.assign(document.createElement('div'), { contentEditable: 'true' }),
      () => {
        const host = document.createElement('div');
        host.attachShadow({ mode: 'open', delegatesFocus: true }).innerHTML = '<input />';
        return host;
      },
    ]) {
      const field = make();
      field.slot = 'controls-end';
      el.append(field);
      field.focus();
      for (const key of ['k', 'm', 'f', '5', '?']) await sendKeys({ press: key });
      const input = field.shadowRoot?.querySelector('input') ?? field;
      expect([
        'value' in input ? input.value : input.textContent,
        el.paused,
        el.muted,
        document.fullscreenElement,
      ]).to.deep.equal(['kmf5?', false, true, null]);
      field.remove();
    }
  });

  it('does not follow a link or submit a form around it when its buttons are pressed', async () => {
    const page = await fixture<HTMLElement>(html`<form><a href="#followed"><p></p></a></form>`);
    let sent = 0;
    page.addEventListener('submit', (event) => {
      event.preventDefault();
      sent += 1;
    });
    const el = await playerOf(stream, { style: 'width: 480px' });
    page.querySelector('p')!.append(el);
    el.shadowRoot!.querySelector<HTMLElement>('[part=play-overlay]')!.click();
    await waitUntil(() => controlsOf(el) && el.currentTime > 0, 'it plays', PATIENCE);
    for (const part of ['mute-button', 'settings-button', 'time', 'play-button'])
      controlsOf(el)!.shadowRoot!.querySelector<HTMLElement>(`[part~=${part}]`)!.click();
    expect([sent, location.hash]).to.deep.equal([0, '']);
    expect(el.paused).to.equal(true);
  });

  it('dispatches media events that capturing listeners of ancestors receive, as React’s onPlayCapture does', async () => {
    const el = await playerOf(stream, { style: 'width: 320px' });
    const page = el.parentElement!;
    const heard: string[] = [];
    const types = ['play', 'playing', 'timeupdate', 'pause', 'volumechange'];
    for (const type of types) {
      page.addEventListener(type, ({ target }) => heard.push(`${type} ${(target as Element).localName}`), true);
      page.addEventListener(type, () => heard.push(`${type} bubbles`));
    }
    page.addEventListener('cf-stream-state', ({ detail }) => heard.push(`state ${detail.state.status}`));
    await el.play();
    await waitUntil(() => el.currentTime > 0, 'it plays', PATIENCE);
    el.muted = false;
    await waitUntil(() => heard.includes('volumechange cf-stream-player'), 'it is told', PATIENCE);
    el.pause();
    await waitUntil(() => types.every((type) => heard.includes(`${type} cf-stream-player`)), String(heard), PATIENCE);
    expect(heard.filter((one) => one.endsWith('bubbles') || one.endsWith('video'))).to.deep.equal([]);
    expect(heard).to.include.members(['state loading', 'state ready']);
  });

  it('still gets the token it shares with another player when that one is removed', async () => {
    const own = await openStream({});
    const [one, two] = [await playerOf(own), await playerOf(own)];
    const settled = one.play().catch((error: unknown) => (error as Error).name);
    const played = two.play();
    one.remove();
    await played;
    expect(await settled).to.equal('AbortError');
    await playsOn(two);
    expect(await tokensOf(own)).to.equal(1);
  });

  describe('with autoplay', () => {
    const ready = (el: CfStreamPlayer): Promise<void> => waitUntil(() => el.readyState > 2, 'it is ready', PATIENCE);

    it('does not start when `autoplay` is removed while it loads, as with a <video>', async () => {
      const el = await playerOf(stream, { autoplay: '', style: 'width: 320px' });
      await waitUntil(() => el.state.status === 'loading', 'it loads', PATIENCE);
      el.removeAttribute('autoplay');
      await ready(el);
      expect([el.paused, el.currentTime]).to.deep.equal([true, 0]);
      await el.play();
      el.autoplay = true;
      await el.updateComplete;
      el.autoplay = false;
      await playsOn(el);
    });

    it('stays paused when it is paused before it comes into view, as with a <video>', async () => {
      const el = await playerOf(stream, { autoplay: '', style: 'width: 320px; margin-top: 300vh' });
      el.pause();
      el.scrollIntoView();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      expect([el.paused, el.state.status]).to.deep.equal([true, 'idle']);
      await el.play();
    });

    it('stays paused when it is paused right after play()', async () => {
      const el = await playerOf(stream, { autoplay: '', style: 'width: 320px' });
      const refused = el.play().catch((error: unknown) => (error as Error).name);
      el.pause();
      expect(await refused).to.equal('AbortError');
      await ready(el);
      expect([el.paused, el.currentTime]).to.deep.equal([true, 0]);
    });

    it('plays two players muted when the browser blocks sound', async () => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function () {
        return this.muted ? play.call(this) : Promise.reject(new DOMException('Not yet.', 'NotAllowedError'));
      };
      try {
        const both = [0, 1].map(() => playerOf(stream, { autoplay: 'any', muted: null, style: 'width: 240px' }));
        for (const el of await Promise.all(both)) {
          await waitUntil(() => el.currentTime > 0, 'it plays', PATIENCE);
          expect([el.muted, el.paused]).to.deep.equal([true, false]);
        }
      } finally {
        HTMLMediaElement.prototype.play = play;
      }
    });

    it('reads `autoplay`, `preload` and `loading` in any case and with spaces around', async () => {
      const el = await playerOf(stream, { autoplay: ' MUTED ', muted: null, loading: 'EAGER', style: 'width: 320px' });
      await waitUntil(() => el.currentTime > 0, 'it plays', PATIENCE);
      expect(el.muted).to.equal(true);
      const other = await playerOf(stream, {
        preload: ' Auto',
        loading: 'Eager ',
        style: 'width: 320px; margin-top: 300vh',
      });
      await waitUntil(() => other.readyState > 1, 'it loads out of view', PATIENCE);
      expect(other.paused).to.equal(true);
    });
  });

  it('treats null and undefined as unset, and accepts URL objects and numbers', async () => {
    const el = document.createElement('cf-stream-player');
    const nothing = [
      'src',
      'label',
      'token',
      'poster',
      'tokenEndpoint',
      'customerCode',
      'deliveryOrigin',
      'tokenMargin',
      'posterTime',
      'enginePreference',
      'preload',
      'loading',
      'startTime',
      'startQuality',
      'defaultTextTrack',
      'videoTitle',
      'getToken',
      'texts',
      'aspectRatio',
      'primaryColor',
      'letterboxColor',
      'autoplay',
      'controlsList',
      'selectedRendition',
      'muted',
      'loop',
    ];
    const page = await fixture<HTMLElement>(html`<div></div>`);
    page.append(el);
    for (const value of [null, undefined]) {
      for (const name of nothing) Object.assign(el, { [name]: value });
      await el.updateComplete;
      expect([el.uid, el.state.status, getComputedStyle(el).aspectRatio], String(value)).to.deep.equal([
        undefined,
        'idle',
        '16 / 9',
      ]);
      await expect(el).to.be.accessible();
      expect(await el.play().catch((error: unknown) => (error as Error).name)).to.equal('NotSupportedError');
    }
    Object.assign(el, {
      muted: true,
      poster: POSTER,
      src: new URL(`${stream.origin}/${stream.uid}/manifest/video.m3u8`),
      tokenEndpoint: new URL(stream.tokenEndpoint, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}'),
      deliveryOrigin: new URL(stream.origin),
      startTime: 3,
      startQuality: 240,
    });
    await el.play();
    await waitUntil(() => el.currentTime >= 3, 'it plays from there', PATIENCE);
    expect(el.uid).to.equal(stream.uid);
  });

  it('stands still at speed 0 without a restart, and plays on at the next speed', async () => {
    const el = await begin();
    const { engine } = el;
    el.playbackRate = 0;
    await oneEvent(el, 'ratechange');
    const stood = el.currentTime;
    await mendStream(stream);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect([el.paused, Math.abs(el.currentTime - stood) < 0.1]).to.deep.equal([false, true]);
    el.playbackRate = 2;
    await playsOn(el);
    expect(el.engine === engine).to.equal(true);
    expect((await requestsTo(stream)).filter(({ kind }) => kind === 'master')).to.deep.equal([]);
    expect(inUi(el, 'cf-stream-controls')).not.to.equal(null);
    expect(localStorage.getItem('cf-stream-player') ?? '').not.to.contain('"playbackRate":0');
  });
});
