import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import {
  isMediaAudioTrackCapable,
  isMediaBufferCapable,
  isMediaErrorCapable,
  isMediaPauseCapable,
  isMediaPictureInPictureCapable,
  isMediaPlaybackRateCapable,
  isMediaSeekCapable,
  isMediaSourceCapable,
  isMediaTextTrackCapable,
  isMediaVideoDimensionsCapable,
  isMediaVolumeCapable,
} from '@videojs/media';
import 'media-chrome';
import { CfStreamPlayer } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, POSTER, uiOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream } from '../harness/stream.js';

/** Standard members that the player leaves out, or has only where the browser has them. */
const NOT_OURS = [
  'srcObject',
  'sinkId',
  'setSinkId',
  'mediaKeys',
  'setMediaKeys',
  'onencrypted',
  'onwaitingforkey',
  'captureStream',
  'width',
  'height',
  'crossOrigin',
];

async function waitFor<T>(find: () => T | null | undefined): Promise<T> {
  await waitUntil(find, 'it is there', PATIENCE);
  return find()!;
}

describe('<cf-stream-player> as an HTMLVideoElement', function () {
  this.timeout(60_000);

  it('has every property and method that the HTML standard gives a <video>', async () => {
    const el = await fixture<CfStreamPlayer>(html`<cf-stream-player poster=${POSTER}></cf-stream-player>`);
    const names = [HTMLVideoElement, HTMLMediaElement].flatMap(({ prototype }) =>
      Object.getOwnPropertyNames(prototype),
    );
    const standard = names.filter((name) => !/^(constructor|on|webkit|moz)/.test(name) && !NOT_OURS.includes(name));
    expect(standard.filter((name) => !(name in el))).to.deep.equal([]);
    const video = document.createElement('video');
    for (const name of [
      'paused',
      'ended',
      'seeking',
      'readyState',
      'networkState',
      'currentTime',
      'volume',
      'muted',
      'defaultMuted',
      'playbackRate',
      'defaultPlaybackRate',
      'preservesPitch',
      'HAVE_METADATA',
      'NETWORK_IDLE',
      'videoWidth',
      'currentSrc',
      'autoplay',
      'loop',
    ] as const) {
      expect(el[name as keyof CfStreamPlayer], name).to.equal(video[name]);
    }
  });

  /** Returns a player that is upgraded when it is inserted, with properties that were set before. */
  const upgraded = async (properties: object): Promise<CfStreamPlayer> => {
    const el = document.implementation.createHTMLDocument().createElement('cf-stream-player');
    Object.assign(el, properties);
    expect(el.shadowRoot, 'not upgraded yet').to.equal(null);
    (await fixture<HTMLElement>(html`<div></div>`)).append(el);
    await el.updateComplete;
    return el;
  };

  it('keeps properties that were set before its upgrade, except values that a <video> would refuse', async () => {
    const set = {
      currentTime: 7,
      volume: 0.5,
      playbackRate: 1.5,
      defaultPlaybackRate: 1.25,
      preservesPitch: false,
      controls: false,
      playsInline: false,
      disablePictureInPicture: true,
      disableRemotePlayback: true,
      defaultMuted: true,
      selectedRendition: '0',
      muted: true,
      loop: true,
      poster: POSTER,
      src: 'a'.repeat(32),
      preload: 'metadata',
      startTime: '5',
      textTracks: 'none of the page’s business',
    };
    const el = await upgraded(set);
    const { textTracks, ...taken } = set;
    for (const [name, value] of Object.entries(taken)) expect(el[name as keyof CfStreamPlayer], name).to.equal(value);
    expect(el.textTracks).not.to.equal(textTracks);
    expect(
      Object.keys(set).filter((name) => Object.hasOwn(el, name) && name in CfStreamPlayer.prototype),
      'hide an accessor',
    ).to.deep.equal([]);
    el.volume = 0.25;
    el.currentTime = 3;
    expect([el.volume, el.currentTime]).to.deep.equal([0.25, 3]);
    const refused = await upgraded({
      currentTime: 'abc',
      volume: 'loud',
      playbackRate: NaN,
      duration: 5,
      paused: false,
    });
    expect([refused.currentTime, refused.volume, refused.playbackRate, refused.paused]).to.deep.equal([0, 1, 1, true]);
    expect(refused.duration).to.deep.equal(NaN);
  });

  it('plays with properties that were set before its upgrade', async () => {
    const { uid, tokenEndpoint, origin } = await openStream({});
    const el = await upgraded({
      muted: true,
      poster: POSTER,
      src: uid,
      tokenEndpoint,
      deliveryOrigin: origin,
      currentTime: '2',
      playbackRate: 1.5,
      selectedRendition: '0',
    });
    await el.play();
    await waitUntil(() => el.currentTime > 2 && el.engine, 'it plays from there', PATIENCE);
    expect(el.playbackRate).to.equal(1.5);
    await waitUntil(() => el.renditions.length > 0 && el.selectedRendition === '0', 'in that quality', PATIENCE);
    el.selectedRendition = null;
    expect(el.selectedRendition).to.equal(null);
    el.remove();
  });

  describe('the poster', () => {
    const poster = (el: CfStreamPlayer): HTMLElement => el.shadowRoot!.querySelector<HTMLElement>('[name=poster]')!;
    const shown = async (el: CfStreamPlayer) => {
      await el.updateComplete;
      return {
        poster: poster(el).checkVisibility({ visibilityProperty: true }),
        button: el.shadowRoot!.querySelector('[part=play-overlay]') !== null,
        controls: controlsOf(el) !== null,
      };
    };
    const FRESH = { poster: true, button: true, controls: false };
    const loaded = (el: CfStreamPlayer): Promise<void> =>
      waitUntil(() => el.readyState === 4 && el.engine && uiOf(el), 'it is loaded, and so are the controls', PATIENCE);

    it('stays with the large button while the video only loads, until it is played', async () => {
      const el = await playerOf(await openStream({}), { preload: 'auto' });
      await loaded(el);
      expect(await shown(el), 'nobody has played it').to.deep.equal(FRESH);
      await expect(el).to.be.accessible();
      el.shadowRoot!.querySelector<HTMLElement>('[part=play-overlay]')!.click();
      await waitUntil(
        () => controlsOf(el) && getComputedStyle(poster(el)).opacity === '0',
        'the video is seen',
        PATIENCE,
      );
      await waitUntil(() => !poster(el).checkVisibility({ visibilityProperty: true }), 'it has gone', PATIENCE);
      expect(await shown(el)).to.deep.equal({ poster: false, button: false, controls: true });
      el.pause();
      expect(await shown(el), 'once played, a pause is a pause').to.deep.equal({
        poster: false,
        button: false,
        controls: true,
      });
      el.src = 'b'.repeat(32);
      expect(await shown(el), 'another video has a poster of its own').to.deep.equal(FRESH);
    });

    it('in the slot `poster` has the size of the player, and goes once the video plays', async () => {
      const stream = await openStream({});
      const el = await playerOf(stream);
      const own = el.appendChild(document.createElement('img'));
      Object.assign(own, { slot: 'poster', src: POSTER });
      await el.updateComplete;
      const sizes = [own, el].map((element) => [
        element.getBoundingClientRect().width,
        element.getBoundingClientRect().height,
      ]);
      expect(sizes[0]).to.deep.equal(sizes[1]);
      await el.play();
      await waitUntil(() => !own.checkVisibility({ visibilityProperty: true }), 'it has gone', PATIENCE);
    });

    it('goes at a seek while paused, as on a <video>, and the controls appear', async () => {
      const el = await playerOf(await openStream({}), { preload: 'auto' });
      await loaded(el);
      el.currentTime = 2;
      await waitUntil(() => !poster(el).checkVisibility({ visibilityProperty: true }), 'it has gone', PATIENCE);
      expect([await shown(el), el.paused]).to.deep.equal([{ poster: false, button: false, controls: true }, true]);
    });

    it('stays with the large button when play() is blocked, or paused before it begins', async () => {
      const el = await playerOf(await openStream({}), { preload: 'auto' });
      await loaded(el);
      const video = el.shadowRoot!.querySelector('video')!;
      video.play = () => Promise.reject(new DOMException('Nobody has touched the page.', 'NotAllowedError'));
      expect(await el.play().catch((error: unknown) => (error as Error).name)).to.equal('NotAllowedError');
      expect(await shown(el), 'not allowed').to.deep.equal(FRESH);
      const other = await playerOf(await openStream({}));
      const played = other.play().catch(() => undefined);
      other.pause();
      await played;
      await loaded(other);
      expect(await shown(other), 'paused at once').to.deep.equal(FRESH);
    });

    it('stays away during a seek, and the spinner appears only after 400 ms', async () => {
      const stream = await openStream({ film: 'small' });
      const el = await playerOf(stream);
      await el.play();
      await waitUntil(() => !poster(el).checkVisibility({ visibilityProperty: true }), 'it plays', PATIENCE);
      await breakStream(stream, { path: '/(video|audio)/', hang: true });
      el.currentTime = 50;
      const spinner = await waitFor(() => el.shadowRoot!.querySelector<HTMLElement>('[part=spinner]'));
      const opacities = [390, 600].map((time) => {
        for (const animation of spinner.getAnimations()) Object.assign(animation, { currentTime: time }).pause();
        return getComputedStyle(spinner).opacity;
      });
      expect(opacities).to.deep.equal(['0', '1']);
      expect((await shown(el)).poster).to.equal(false);
      await mendStream(stream);
    });

    it('stays until the first frame is presented, even after `playing`', async () => {
      const { prototype } = HTMLVideoElement;
      const { requestVideoFrameCallback } = prototype;
      const presented: (() => void)[] = [];
      prototype.requestVideoFrameCallback = (callback) =>
        presented.push(() => callback(0, {} as VideoFrameCallbackMetadata));
      try {
        const el = await playerOf(await openStream({}));
        const atStart = new Promise<Awaited<ReturnType<typeof shown>>>((resolve) => {
          el.addEventListener('playing', () => resolve(shown(el)), { once: true });
        });
        await el.play();
        expect((await atStart).poster, 'nothing is presented yet').to.equal(true);
        presented.forEach((callback) => callback());
        await waitUntil(() => !poster(el).checkVisibility({ visibilityProperty: true }), 'it has gone', PATIENCE);
      } finally {
        prototype.requestVideoFrameCallback = requestVideoFrameCallback;
      }
    });
  });

  it('converts values of `currentTime` and the playback rates like a <video>', async () => {
    const el = await upgraded({});
    const video = document.createElement('video');
    const values = ['7', ' 7 ', '0x10', '', 'abc', '7s', NaN, undefined, null, true, 7.5, [3], {}, -Infinity, '1e1'];
    for (const name of ['currentTime', 'playbackRate', 'defaultPlaybackRate'] as const) {
      const answers = [video, el].map((media) =>
        values.map((value) => {
          if (name !== 'currentTime') media[name] = 1;
          try {
            media[name] = value as number;
            return media[name];
          } catch (error) {
            // A <video> has names of its own for speeds.
            return error instanceof TypeError ? 'TypeError' : (error as Error).name;
          }
        }),
      );
      expect(answers[1], name).to.deep.equal(answers[0]);
    }
    el.currentTime = -5;
    expect(el.currentTime).to.equal(0);
  });

  it('converts other values like a <video>, and refuses to set read-only properties', async () => {
    const el = await upgraded({});
    const video = document.createElement('video');
    const answer = (media: object, name: string, value: unknown): unknown => {
      try {
        Reflect.set(media, name, value);
        const read: unknown = Reflect.get(media, name);
        return read instanceof Object ? 'object' : read;
      } catch (error) {
        return (error as Error).name;
      }
    };
    const strict = (media: object, name: string): unknown => {
      try {
        (media as Record<string, unknown>)[name] = 5;
        return 'taken';
      } catch (error) {
        return (error as Error).name;
      }
    };
    for (const [name, values] of Object.entries({
      volume: ['0.5', '', '1', true, null, NaN, undefined, 'loud', {}, 0.25],
      playbackRate: [0, 17, -1, 16, 0.0625, 1e9, '0'],
      defaultPlaybackRate: [0, -2, 3],
      muted: ['false', '', 0, 1, null, undefined, 'x'],
      preservesPitch: ['false', 0, 'x', undefined],
      playsInline: [0, 'x'],
      disablePictureInPicture: ['false', 0],
      defaultMuted: ['false', '', null],
    }))
      for (const value of values) {
        if (!(name in video)) continue;
        expect(answer(el, name, value), `${name} = ${JSON.stringify(value)}`).to.equal(answer(video, name, value));
      }
    for (const name of ['duration', 'paused', 'ended', 'buffered', 'textTracks', 'videoWidth', 'readyState', 'error'])
      expect(strict(el, name), name).to.equal(strict(video, name));
    expect([el.volume, Object.keys(el).filter((name) => name in video)]).to.deep.equal([0.25, []]);
  });

  it('accepts `engine` as a property, too, as frameworks set attributes', () => {
    const el = document.createElement('cf-stream-player');
    el.engine = 'native';
    expect([el.enginePreference, el.engine]).to.deep.equal(['native', undefined]);
    el.engine = undefined;
    expect(el.enginePreference).to.equal('auto');
  });

  it('has event handler properties like a <video>, also when they are set before its upgrade', async () => {
    const heard: string[] = [];
    const el = await upgraded({ onvolumechange: () => heard.push('set before') });
    el.volume = 0.5;
    await oneEvent(el, 'volumechange');
    el.onvolumechange = (event) => heard.push(`${event.type} ${(event.target as Element).localName}`);
    el.volume = 0.25;
    await oneEvent(el, 'volumechange');
    el.onvolumechange = null;
    el.volume = 0.75;
    await oneEvent(el, 'volumechange');
    expect(heard).to.deep.equal(['set before', 'volumechange cf-stream-player']);
  });

  it('starts each source at the default speed, and keeps volume and pitch setting, like a <video>', async () => {
    const stream = await openStream({});
    const el = await playerOf(stream);
    el.defaultPlaybackRate = 1.25;
    el.preservesPitch = false;
    el.volume = 0.5;
    await el.play();
    el.playbackRate = 2;
    el.src = '';
    el.src = stream.uid;
    await el.play();
    expect([el.playbackRate, el.volume, el.preservesPitch]).to.deep.equal([1.25, 0.5, false]);
    el.remove();
  });

  it('dispatches `volumechange` and `ratechange` once per change, before, with and after a source', async () => {
    const stream = await openStream({});
    const el = await playerOf(stream, { src: '', muted: null });
    const heard: string[] = [];
    for (const type of ['volumechange', 'ratechange']) el.addEventListener(type, () => heard.push(type));
    const change = async (): Promise<string[]> => {
      heard.length = 0;
      const video = document.createElement('video');
      el.volume = el.volume === 1 ? 0.5 : 1;
      await oneEvent(el, 'volumechange');
      el.muted = !el.muted;
      await oneEvent(el, 'volumechange');
      el.playbackRate = el.playbackRate === 1 ? 1.5 : 1;
      await oneEvent(el, 'ratechange');
      // Duplicates would arrive before this event.
      video.volume = 0.5;
      await oneEvent(video, 'volumechange');
      return [...heard];
    };
    const once = ['volumechange', 'volumechange', 'ratechange'];
    expect(await change(), 'before').to.deep.equal(once);
    el.src = stream.uid;
    expect(await change(), 'with a source that nobody wants yet').to.deep.equal(once);
    if (!el.muted) {
      el.muted = true;
      await oneEvent(el, 'volumechange');
    }
    await el.play();
    await waitUntil(() => el.engine && el.currentTime > 0, 'it plays', PATIENCE);
    expect(await change(), 'while it plays').to.deep.equal(once);
    // As on a <video>, which begins each source at the default speed.
    const slowed = oneEvent(el, 'ratechange');
    el.src = '';
    await slowed;
    expect(await change(), 'after').to.deep.equal(once);
    el.remove();
    await waitUntil(() => el.state.status === 'idle', 'it is over', PATIENCE);
    expect(await change(), 'out of the page').to.deep.equal(once);
  });

  it('honours `loading`, `autoplay`, `playsInline` and `controlslist`', async () => {
    const stream = await openStream({});
    const page = await fixture<HTMLElement>(html`<div>
      <div style="height: 300vh"></div>
      ${(['lazy', 'eager'] as const).map((loading) => html`<cf-stream-player style="width: 200px" autoplay muted controlslist="nofullscreen" loading=${loading} poster=${POSTER} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`)}
    </div>`);
    const [lazy, eager] = [...page.querySelectorAll('cf-stream-player')] as [CfStreamPlayer, CfStreamPlayer];
    eager.playsInline = false;
    await waitUntil(() => eager.state.status === 'ready', 'one begins out of view', PATIENCE);
    const video = eager.shadowRoot!.querySelector('video')!;
    // Firefox does not have it.
    if ('playsInline' in HTMLVideoElement.prototype) expect(video.playsInline).to.equal(false);
    expect(lazy.state.status, 'the other waits').to.equal('idle');
    lazy.scrollIntoView();
    await waitUntil(() => lazy.currentTime > 0, 'until it is seen', PATIENCE);
    const controls = await waitFor(() => controlsOf(lazy)?.shadowRoot);
    await waitUntil(() => controls.querySelector('[part~=play-button]'), 'it has controls', PATIENCE);
    expect(controls.querySelector('[part~=fullscreen-button]')).to.equal(null);
    page.remove();
  });

  it('fetches the `poster` of a player far below the window only when it comes near, unless `loading` is eager', async () => {
    const page = await fixture<HTMLElement>(html`<div>
      <div style="height: 10000px"></div>
      ${(['lazy', 'eager'] as const).map((loading) => html`<cf-stream-player style="width: 200px" loading=${loading} poster=${`/demo/pages/frame.jpg?${loading}`}></cf-stream-player>`)}
    </div>`);
    const [lazy, eager] = [...page.querySelectorAll('cf-stream-player')].map(
      (player) => () => player.shadowRoot?.querySelector<HTMLImageElement>('img.poster')?.naturalWidth ?? 0,
    ) as [() => number, () => number];
    await waitUntil(() => eager() > 0, 'one is fetched', PATIENCE);
    expect(lazy(), 'the other waits').to.equal(0);
    page.querySelector('cf-stream-player')!.scrollIntoView();
    await waitUntil(() => lazy() > 0, 'the other is fetched', PATIENCE);
    page.remove();
  });

  it('starts at the playbackRate that was set before play()', async () => {
    const stream = await openStream({});
    const el = await playerOf(stream);
    el.playbackRate = 1.5;
    await el.play();
    expect(el.playbackRate).to.equal(1.5);
    expect(el.shadowRoot!.querySelector('video')!.playbackRate).to.equal(1.5);
  });

  it('starts at a currentTime set right after src, in the same task', async () => {
    const stream = await openStream({});
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted poster=${POSTER} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    el.getToken = async () =>
      ((await (await fetch(stream.tokenEndpoint.replace('{uid}', stream.uid))).json()) as { token: string }).token;
    el.src = stream.uid;
    el.currentTime = 2;
    await el.play();
    expect(el.currentTime).to.be.within(1.9, 4);
    el.src = '';
    el.src = stream.uid;
    await el.play();
    expect(el.currentTime, 'and again, from the beginning').to.be.below(1.5);
    el.remove();
  });

  it('changes its language when its `lang` changes', async () => {
    const stream = await openStream({});
    const el = await playerOf(stream, { lang: 'en' });
    await el.play();
    const controls = await waitFor(() => controlsOf(el)?.shadowRoot);
    const button = await waitFor(() => controls.querySelector<HTMLElement>('[part~=play-button]'));
    expect(button.ariaLabel).to.equal('Pause');
    for (const [lang, label] of [
      ['fr', 'Pause'],
      ['es', 'Pausar'],
      ['de', 'Pause'],
    ] as const) {
      el.lang = lang;
      await waitUntil(() => el.texts?.locale === lang && button.ariaLabel === label, lang, PATIENCE);
    }
    el.remove();
  });

  it('takes its label from the page’s language, unless it has one of its own', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="de">
      <cf-stream-player poster=${POSTER}></cf-stream-player>
      <cf-stream-player poster=${POSTER} label="Trailer"></cf-stream-player>
    </div>`);
    const labels = (): string[] => [...page.querySelectorAll('cf-stream-player')].map(({ label }) => label);
    for (const [lang, label] of [
      ['de', 'Videoplayer'],
      ['fr', 'Lecteur vidéo'],
      ['en', 'Video player'],
    ] as const) {
      page.lang = lang;
      await waitUntil(() => labels()[0] === label, lang, PATIENCE);
      expect(labels()[1]).to.equal('Trailer');
    }
    page.remove();
  });

  it('passes the media element checks of Video.js', async () => {
    const el = await fixture<CfStreamPlayer>(html`<cf-stream-player poster=${POSTER}></cf-stream-player>`);
    const checks = {
      isMediaPauseCapable,
      isMediaSeekCapable,
      isMediaSourceCapable,
      isMediaVolumeCapable,
      isMediaPlaybackRateCapable,
      isMediaPictureInPictureCapable,
      isMediaBufferCapable,
      isMediaErrorCapable,
      isMediaTextTrackCapable,
      isMediaAudioTrackCapable,
      isMediaVideoDimensionsCapable,
    };
    for (const [name, check] of Object.entries(checks)) expect(check(el), name).to.equal(true);
  });

  it('dispatches `emptied` and is idle when src changes or it is removed', async () => {
    const stream = await openStream({});
    const controller = await fixture<HTMLElement>(html`<media-controller>
      <cf-stream-player slot="media" muted no-controls poster=${POSTER} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>
    </media-controller>`);
    const el = controller.querySelector('cf-stream-player')!;
    const end = async (how: () => void): Promise<void> => {
      await el.play();
      await waitUntil(
        () => el.matches(':state(playing)') && !controller.hasAttribute('mediapaused'),
        'it plays',
        PATIENCE,
      );
      const emptied = oneEvent(el, 'emptied');
      how();
      await emptied;
      expect([el.paused, el.readyState, el.matches(':state(playing)'), el.matches(':state(idle)')]).to.deep.equal([
        true,
        0,
        false,
        true,
      ]);
    };
    await end(() => (el.src = stream.uid.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))));
    await waitUntil(() => controller.hasAttribute('mediapaused'), 'its skin knows', PATIENCE);
    el.src = stream.uid;
    await end(() => el.remove());
  });

  it('works under the controls of media-chrome', async () => {
    const stream = await openStream({});
    const controller = await fixture<HTMLElement>(html`<media-controller>
      <cf-stream-player slot="media" muted no-controls poster=${POSTER} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>
      <media-control-bar><media-play-button></media-play-button><media-mute-button></media-mute-button><media-time-range></media-time-range></media-control-bar>
    </media-controller>`);
    const el = controller.querySelector('cf-stream-player')!;
    const press = (name: string): void => controller.querySelector<HTMLElement>(name)!.click();
    await waitUntil(() => controller.hasAttribute('mediapaused'), 'it is known to be paused', PATIENCE);
    press('media-play-button');
    await waitUntil(() => el.currentTime > 0.3 && !controller.hasAttribute('mediapaused'), 'it plays', PATIENCE);
    await waitUntil(() => Number(controller.getAttribute('mediaduration')) > 4.5, 'its length is shown', PATIENCE);
    press('media-mute-button');
    await waitUntil(() => !el.muted, 'it is heard', PATIENCE);
    press('media-play-button');
    await waitUntil(() => el.paused && controller.hasAttribute('mediapaused'), 'it is paused', PATIENCE);
    controller
      .querySelector('media-time-range')!
      .dispatchEvent(new CustomEvent('mediaseekrequest', { bubbles: true, composed: true, detail: 3 }));
    await waitUntil(() => Math.abs(el.currentTime - 3) < 0.1 && !el.seeking, 'it has sought', PATIENCE);
    expect(el.currentSrc).to.equal(`${stream.origin}/${stream.uid}/manifest/video.m3u8`);
    expect(el.renditions).to.have.length(1);
    expect([...el.audioTracks].map(({ enabled }) => enabled)).to.deep.equal([true]);
    expect(el.getVideoPlaybackQuality().totalVideoFrames).to.be.above(0);
    const handle = el.requestVideoFrameCallback(() => undefined);
    expect(handle).to.be.above(0);
    el.cancelVideoFrameCallback(handle);
    expect(el.canPlayType('video/none')).to.equal('');
    // Some members exist only in some browsers.
    for (const name of ['setSinkId', 'captureStream', 'mozCaptureStream', 'crossOrigin'])
      expect(name in el, name).to.equal(name in HTMLVideoElement.prototype);
    // CSS sets its size, and pages may not replace its source.
    for (const name of ['width', 'height', 'srcObject']) expect(name in el, name).to.equal(false);
    controller.remove();
  });
});
