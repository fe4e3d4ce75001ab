import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer, type ViewerPreferences } from '../../../src/define/player.js';
import { controlsOf, inUi, PATIENCE, POSTER, uiOf } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

describe('the UI of <cf-stream-player>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let another: OpenedStream;
  let kept: ViewerPreferences;
  before(async () => {
    stream = await openStream({ captions: ['de', 'en'] });
    another = await openStream({ captions: ['de', 'en'] });
  });
  beforeEach(() => {
    kept = {};
    CfStreamPlayer.memory = { read: () => kept, write: (preferences) => (kept = preferences) };
  });
  afterEach(() => {
    CfStreamPlayer.memory = undefined;
  });

  const playerOf = ({ uid, tokenEndpoint, origin }: OpenedStream) =>
    html`<cf-stream-player lang="en" muted poster=${POSTER} src=${uid} token-endpoint=${tokenEndpoint} delivery-origin=${origin}></cf-stream-player>`;
  const part = (el: CfStreamPlayer, name: string): HTMLElement | null =>
    controlsOf(el)?.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`) ?? null;
  const captionsButton = async (el: CfStreamPlayer): Promise<HTMLElement> => {
    await waitUntil(() => part(el, 'captions-button'), 'there are captions', PATIENCE);
    return part(el, 'captions-button')!;
  };
  /** Caption over the picture. */
  const caption = (el: CfStreamPlayer): string | undefined =>
    inUi(el, 'cf-stream-captions')?.shadowRoot?.querySelector('.cue')?.textContent.trim();
  const untilCaption = (el: CfStreamPlayer, text: string | undefined, when: string): Promise<void> =>
    waitUntil(() => caption(el) === text, `${text ?? 'no caption'} ${when}`, PATIENCE);
  const press = async (el: CfStreamPlayer, key: string): Promise<void> => {
    part(el, 'play-button')!.focus();
    await sendKeys({ press: key });
  };
  const watch = async (): Promise<CfStreamPlayer> => {
    const el = await fixture<CfStreamPlayer>(playerOf(stream));
    await el.play();
    await captionsButton(el);
    return el;
  };

  it('shows `video-title` with the controls, unless the page fills the slot `title`', async () => {
    const el = await watch();
    el.videoTitle = 'Around the lake';
    const shown = (): string | undefined => {
      const title = part(el, 'title');
      const slot = title?.checkVisibility() ? title.querySelector('slot') : undefined;
      return slot
        ?.assignedNodes({ flatten: true })
        .map(({ textContent }) => textContent?.trim())
        .join('');
    };
    await waitUntil(() => shown() === 'Around the lake', 'no title', PATIENCE);
    el.setAttribute('video-title', 'Over the hill');
    await waitUntil(() => shown() === 'Over the hill', 'the old title', PATIENCE);
    const own = Object.assign(document.createElement('b'), { slot: 'title', textContent: 'Of its own' });
    el.append(own);
    await waitUntil(() => shown() === 'Of its own', 'not its own', PATIENCE);
    own.remove();
    el.removeAttribute('video-title');
    await waitUntil(() => shown() === undefined, 'it stays', PATIENCE);
  });

  for (const [what, slot, own] of [
    ['a link in the slot title', 'title', html`<a href="#there">A lake</a>`],
    ['a button in the slot controls-start', 'controls-start', html`<button>Share</button>`],
    ['a button deep in the slot controls-end', 'controls-end', html`<span><button>Share</button></span>`],
  ] as const)
    it(`keeps the controls visible while ${what} has the keyboard focus, but not after a click on it`, async () => {
      const el = await watch();
      const given = await fixture<HTMLElement>(own);
      given.slot = slot;
      el.append(given);
      const focusable = given.querySelector('button') ?? given;
      await waitUntil(() => focusable.checkVisibility(), 'is not drawn', PATIENCE);
      const isHidden = (): boolean => el.matches(':state(controls-hidden)');
      const ui = uiOf(el)!;
      // As a viewer does with the Tab key.
      focusable.focus({ focusVisible: true });
      expect(focusable.matches(':focus-visible'), 'has the focus of the keyboard').to.equal(true);
      expect(ui.isInUse).to.equal(true);
      focusable.blur();
      expect(ui.isInUse).to.equal(false);
      await waitUntil(isHidden, 'they do not go without it', PATIENCE);
      focusable.focus({ focusVisible: true });
      await waitUntil(() => !isHidden(), 'they do not come with it', PATIENCE);
      focusable.blur();
      focusable.focus({ focusVisible: false });
      expect(ui.isInUse, 'by the mouse').to.equal(false);
    });

  it('remembers that the time shows the time left', async () => {
    const el = await watch();
    el.pause();
    const time = (): string => part(el, 'time')!.textContent;
    expect(time()).to.match(/^0:/);
    part(el, 'time')!.click();
    await waitUntil(() => time().startsWith('−0:'), 'it does not say what is left', PATIENCE);
    expect(kept.timeLeft).to.equal(true);
    el.remove();
    await Promise.resolve();
    const next = await watch();
    await waitUntil(() => part(next, 'time')?.textContent.startsWith('−'), 'it was forgotten', PATIENCE);
    expect(part(next, 'time')!.ariaPressed).to.equal('true');
  });

  it('shows an icon for play and pause by click or key, and the sum of successive skips', async () => {
    const el = await watch();
    const notice = (): HTMLElement => part(el, 'notice')!;
    const sign = (icon: string, when: string): Promise<void> =>
      waitUntil(() => notice().querySelector(`.bezel [data-icon=${icon}]`), `${icon} ${when}`, PATIENCE);
    const video = el.shadowRoot!.querySelector('video')!;
    video.click();
    await sign('pause', 'by a click');
    video.click();
    await sign('play', 'by another');
    // Dispatched in the page: a key of the browser is reported late, when the icon may have gone.
    const key = (name: string): unknown =>
      part(el, 'play-button')!.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
      );
    key('k');
    await sign('pause', 'by a key');
    for (let times = 0; times < 2; times += 1) key('l');
    await waitUntil(() => notice().textContent.includes('Forward 20 seconds'), 'the sum of both', PATIENCE);
  });

  it('shows captions in the viewer’s language by button or key, and later those that were shown last', async () => {
    const el = await watch();
    const button = await captionsButton(el);
    button.click();
    await untilCaption(el, 'Captions in en', 'by the button');
    await press(el, 'c');
    await untilCaption(el, undefined, 'after the key');
    const german = [...el.textTracks].find(({ language }) => language === 'de')!;
    german.mode = 'showing';
    await untilCaption(el, 'Captions in de', 'as the page wants');
    // hls.js drops regions, which the player restores.
    const drawn = inUi(el, 'cf-stream-captions')!.shadowRoot!;
    const share = (name: 'left' | 'width', of: string): number =>
      drawn.querySelector(of)!.getBoundingClientRect()[name];
    expect(share('width', '.region')).to.be.closeTo(0.4 * share('width', '.area'), 1);
    expect(share('left', '.region') - share('left', '.area')).to.be.closeTo(0.3 * share('width', '.area'), 1);
    const ways = [
      async () => {
        button.focus();
        await sendKeys({ press: 'Enter' });
      },
      () => press(el, 'c'),
    ];
    for (const how of ways) {
      await how();
      await untilCaption(el, undefined, 'once they are off');
      await how();
      await untilCaption(el, 'Captions in de', 'once they are on again');
    }
    el.remove();
  });

  it('lets the page style the parts `captions` and `shortcuts`', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('cf-stream-player::part(captions), cf-stream-player::part(shortcuts) { outline: 3px solid }');
    document.adoptedStyleSheets.push(sheet);
    const el = await watch();
    await press(el, 'c');
    await untilCaption(el, 'Captions in en', 'by the key');
    await press(el, '?');
    const outlineOf = (tag: 'cf-stream-captions' | 'cf-stream-shortcuts', part: string): string | undefined => {
      const drawn = inUi(el, tag)?.shadowRoot?.querySelector(`[part=${part}]`);
      return drawn ? getComputedStyle(drawn).outlineWidth : undefined;
    };
    await waitUntil(() => outlineOf('cf-stream-shortcuts', 'shortcuts'), 'the list is shown', PATIENCE);
    expect([outlineOf('cf-stream-captions', 'captions'), outlineOf('cf-stream-shortcuts', 'shortcuts')]).to.deep.equal([
      '3px',
      '3px',
    ]);
    document.adoptedStyleSheets.pop();
    el.remove();
  });

  it('keeps captions and speed with another video and over a reset of the decoder', async () => {
    const el = await watch();
    await press(el, 'c');
    await press(el, '>');
    await untilCaption(el, 'Captions in en', 'at first');
    el.src = another.uid;
    await el.play();
    await untilCaption(el, 'Captions in en', 'over another video');
    expect(el.playbackRate).to.equal(1.25);
    const emptied = oneEvent(el, 'emptied');
    (el.engine as { recoverMediaError(): void }).recoverMediaError();
    await emptied;
    await untilCaption(el, 'Captions in en', 'after the reset');
    expect(el.playbackRate).to.equal(1.25);
    await press(el, 'c');
    await untilCaption(el, undefined, 'once they are off');
    el.src = stream.uid;
    await el.play();
    expect((await captionsButton(el)).ariaPressed).to.equal('false');
    el.remove();
  });

  it('stores what the viewer has changed, and nothing else', async () => {
    kept = { captions: 'fr' };
    const el = await watch();
    await press(el, '>');
    expect(kept, 'neither that this page is silent nor that this video has no French').to.deep.equal({
      captions: 'fr',
      playbackRate: 1.25,
    });
    await press(el, 'c');
    await untilCaption(el, 'Captions in en', 'by the key');
    expect(kept).to.deep.equal({ captions: 'en', playbackRate: 1.25 });
    await press(el, 'm');
    await press(el, 'ArrowDown');
    expect(kept).to.deep.equal({ captions: 'en', playbackRate: 1.25, muted: false, volume: 0.95 });
    el.remove();
  });

  describe('in the Media Session', () => {
    const { mediaSession } = navigator;
    const { setActionHandler } = mediaSession;
    let keys: Partial<Record<MediaSessionAction, MediaSessionActionHandler | null>>;
    beforeEach(() => {
      keys = {};
      mediaSession.setActionHandler = (action, handler) => (keys[action] = handler);
    });
    afterEach(() => {
      mediaSession.setActionHandler = setActionHandler;
    });
    const pressPause = (): void => keys.pause?.({ action: 'pause' });

    it('leaves action handlers to the audible player while it is silent', async () => {
      const page = await fixture<HTMLElement>(html`<div>${[stream, another].map(playerOf)}</div>`);
      const [heard, silent] = [...page.querySelectorAll('cf-stream-player')] as [CfStreamPlayer, CfStreamPlayer];
      await heard.play();
      await captionsButton(heard);
      expect(keys, 'of who is silent').to.deep.equal({});
      // Browsers block sound until the viewer has interacted with the page.
      await sendKeys({ press: 'a' });
      heard.muted = false;
      await waitUntil(() => keys.pause, 'who is heard takes them', PATIENCE);
      await silent.play();
      await captionsButton(silent);
      pressPause();
      await waitUntil(() => heard.paused, 'the one that is heard pauses', PATIENCE);
      expect(silent.paused).to.equal(false);
      silent.muted = false;
      await oneEvent(silent, 'volumechange');
      pressPause();
      await waitUntil(() => silent.paused, 'the other one has them now', PATIENCE);
      page.remove();
      await Promise.resolve();
      expect(typeof keys.pause).to.equal('object');
    });

    it('sets action handlers when the controls load during playback', async () => {
      await sendKeys({ press: 'a' });
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player no-controls poster=${POSTER} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
      );
      await el.play();
      await waitUntil(() => el.currentTime > 0, 'it plays', PATIENCE);
      expect(keys.pause).to.equal(undefined);
      el.noControls = false;
      el.dispatchEvent(new PointerEvent('pointerenter'));
      await waitUntil(() => keys.pause, 'its controls have come', PATIENCE);
      pressPause();
      await waitUntil(() => el.paused, 'it pauses', PATIENCE);
      el.remove();
    });

    it('shows the title of the video, or else that of the page', async () => {
      await sendKeys({ press: 'a' });
      const el = await fixture<CfStreamPlayer>(playerOf(stream));
      el.videoTitle = 'Around the lake';
      el.muted = false;
      await el.play();
      const title = (): string | undefined => mediaSession.metadata?.title;
      await waitUntil(() => title() === 'Around the lake', `not its title: ${title()}`, PATIENCE);
      el.setAttribute('video-title', 'Over the hill');
      await waitUntil(() => title() === 'Over the hill', 'another title is not told', PATIENCE);
      el.removeAttribute('video-title');
      await waitUntil(() => title() === document.title, 'it stays', PATIENCE);
      el.remove();
    });

    it('shows the title of a player without controls, and leaves the page’s own without one', async () => {
      await sendKeys({ press: 'a' });
      const bare = (title: string | undefined): Promise<CfStreamPlayer> =>
        fixture(
          html`<cf-stream-player no-controls .videoTitle=${title} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
        );
      mediaSession.metadata = new MediaMetadata({ title: 'The page’s own' });
      const el = await bare(undefined);
      await el.play();
      await waitUntil(() => el.currentTime > 0.5, 'it plays', PATIENCE);
      expect([mediaSession.metadata.title, keys.pause]).to.deep.equal(['The page’s own', undefined]);
      el.videoTitle = 'Around the lake';
      await waitUntil(() => mediaSession.metadata?.title === 'Around the lake', 'not its title', PATIENCE);
      expect(el.shadowRoot!.querySelector('cf-stream-player-ui') === null, 'no controls').to.equal(true);
      keys.seekto?.({ action: 'seekto', seekTime: 3 });
      await waitUntil(() => el.currentTime >= 3, 'it seeks', PATIENCE);
      pressPause();
      await waitUntil(() => el.paused, 'it pauses', PATIENCE);
      el.remove();
      await waitUntil(() => mediaSession.metadata === null, 'they are not given back', PATIENCE);
    });

    it('follows changes of title and label at once, also while paused', async () => {
      await sendKeys({ press: 'a' });
      const el = await fixture<CfStreamPlayer>(playerOf(stream));
      el.muted = false;
      await el.play();
      await captionsButton(el);
      el.pause();
      await waitUntil(() => mediaSession.playbackState === 'paused', 'it is not paused', PATIENCE);
      const title = async (): Promise<string | undefined> => {
        await el.updateComplete;
        return mediaSession.metadata?.title;
      };
      expect(await title()).to.equal(document.title);
      el.label = 'A film';
      expect(await title()).to.equal('A film');
      for (const name of ['Around the lake', 'Over the hill']) {
        el.videoTitle = name;
        expect(await title()).to.equal(name);
        const slot = part(el, 'title')!.querySelector('slot')!;
        expect(slot.assignedNodes({ flatten: true }).map(({ textContent }) => textContent?.trim())).to.include(name);
      }
      el.videoTitle = undefined;
      expect(await title()).to.equal('A film');
      el.remove();
    });

    it('reports a pause and no artwork after another src is set', async () => {
      await sendKeys({ press: 'a' });
      const el = await fixture<CfStreamPlayer>(playerOf(stream));
      el.muted = false;
      await el.play();
      await captionsButton(el);
      await waitUntil(
        () => mediaSession.playbackState === 'playing' && mediaSession.metadata?.artwork[0],
        'it is shown, with its picture',
        PATIENCE,
      );
      el.src = another.uid;
      await el.updateComplete;
      expect([mediaSession.playbackState, mediaSession.metadata?.artwork.length]).to.deep.equal(['paused', 0]);
      el.remove();
    });
  });
});
