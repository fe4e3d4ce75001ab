import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import { applyIframeSettings } from '../../src/player/iframe-settings.js';
import type { CfStreamPlayer } from '../../src/define/player.js';

async function playerWith(attributes: Readonly<Record<string, string>>, style = ''): Promise<CfStreamPlayer> {
  const around = await fixture<HTMLElement>(html`<div></div>`);
  around.style.cssText = `inline-size: 160px; ${style}`;
  const player = document.createElement('cf-stream-player');
  for (const [name, value] of Object.entries(attributes)) player.setAttribute(name, value);
  around.append(player);
  await player.updateComplete;
  return player;
}
const heightOf = (player: HTMLElement): number => Math.round(player.getBoundingClientRect().height);
const backgroundOf = (player: HTMLElement): string => getComputedStyle(player).backgroundColor;
/** Accent colour of the player, as its large button shows it on hover. */
const accentOf = (player: HTMLElement): string => getComputedStyle(player).getPropertyValue('--_chosen').trim();
const NEARLY_BLACK = 'rgb(11, 10, 10)';

describe('`autoplay` of a <cf-stream-player>', () => {
  it('is read as a boolean, as on a <video>, or as one of its keywords', async () => {
    const player = await playerWith({ src: '' });
    const read: unknown[] = [player.autoplay];
    for (const value of ['', 'muted', 'any']) {
      player.setAttribute('autoplay', value);
      read.push(player.autoplay);
    }
    player.removeAttribute('autoplay');
    read.push(player.autoplay);
    player.autoplay = true;
    read.push(player.autoplay);
    expect(read).to.deep.equal([false, true, 'muted', 'any', false, true]);
  });
});

describe('<cf-stream-player>: appearance', () => {
  it('accepts an `aspect-ratio` as a number, or with any usual separator', async () => {
    const heights: number[] = [];
    const shapes = [
      '16/9',
      '16:9',
      '16x9',
      '16×9',
      ' 16 / 9 ',
      '16 9',
      '16-9',
      '1.7778',
      '1.6:.9',
      '9:16',
      '4x3',
      '1',
      '1/1',
      '2.39:1',
    ];
    for (const shape of shapes) heights.push(heightOf(await playerWith({ 'aspect-ratio': shape })));
    expect(heights).to.deep.equal([90, 90, 90, 90, 90, 90, 90, 90, 90, 284, 120, 160, 160, 67]);
  });

  it('stays 16:9 where `aspect-ratio` is invalid', async () => {
    for (const shape of [
      '',
      'auto',
      'none',
      '0',
      '0/9',
      '16/0',
      '0:0',
      'wide',
      'inherit',
      '1.2.3',
      '..',
      '16/9} * {all: unset',
      '56.25%',
      'calc(16/9',
    ])
      expect(heightOf(await playerWith({ 'aspect-ratio': shape })), shape).to.equal(90);
  });

  it('stays 16:9 where `--cf-stream-aspect-ratio` is not a ratio in CSS', async () => {
    for (const shape of ['16:9', '0 / 0', 'auto', '9', '16/', ''])
      expect(heightOf(await playerWith({}, `--cf-stream-aspect-ratio: ${shape}`)), shape).to.equal(
        shape === '9' ? 18 : 90,
      );
    const pre = 'white-space: pre; font-size: 40px';
    expect(heightOf(await playerWith({}, `--cf-stream-aspect-ratio: 16:9; ${pre}`)), 'where spaces count').to.equal(90);
  });

  it('accepts hex colours without their “#”, and ignores what is not a colour', async () => {
    for (const [color, expected] of [
      ['f48120', 'rgb(244, 129, 32)'],
      ['#f48120', 'rgb(244, 129, 32)'],
      ['fff', 'rgb(255, 255, 255)'],
      ['rebeccapurple', 'rgb(102, 51, 153)'],
      ['transparent', 'rgba(0, 0, 0, 0)'],
      ['rgb(1 2 3)', 'rgb(1, 2, 3)'],
      ['', NEARLY_BLACK],
      ['blurple', NEARLY_BLACK],
      ['f4812', NEARLY_BLACK],
      ['red; display: none', NEARLY_BLACK],
      ['red} :host {display: none', NEARLY_BLACK],
      ['url(javascript:0)', NEARLY_BLACK],
    ] as const) {
      const player = await playerWith(
        { 'letterbox-color': color, 'primary-color': color },
        '--cf-stream-accent-color: lime',
      );
      expect(backgroundOf(player), color).to.equal(expected);
      expect(accentOf(player) === 'lime', color).to.equal(expected === NEARLY_BLACK);
      expect(player.checkVisibility()).to.equal(true);
    }
  });

  it('accepts a colour with an unclosed bracket, which breaks no other style', async () => {
    for (const color of [
      'rgb(244, 129, 32',
      'red/*',
      'hsl(0 100% 50%',
      'color-mix(in srgb, red, red',
      ' red ',
      'RED',
    ]) {
      const player = await playerWith({ 'primary-color': color, 'letterbox-color': color, 'aspect-ratio': '1/1' });
      const frame = player.shadowRoot!.querySelector<HTMLElement>('.frame')!;
      frame.style.color = 'var(--_chosen)';
      const drawn = getComputedStyle(frame).color;
      expect([heightOf(player), drawn], color).to.deep.equal([160, backgroundOf(player)]);
      expect(drawn, color).not.to.be.oneOf([NEARLY_BLACK, 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);
    }
    for (const color of ['var(--none)', 'inherit', 'currentColor', 'rgb(', 'rgb(300'])
      expect((await playerWith({ 'primary-color': color, 'aspect-ratio': '1/1' })).offsetHeight, color).to.equal(160);
  });

  it('survives changes of `style` and `class`, which it does not use itself', async () => {
    const player = await playerWith({ 'aspect-ratio': '1/1', 'letterbox-color': 'red', 'primary-color': 'red' });
    expect([player.getAttribute('style'), player.getAttribute('class')]).to.deep.equal([null, null]);
    player.setAttribute('style', 'opacity: 1');
    player.setAttribute('class', 'other');
    player.removeAttribute('style');
    expect([heightOf(player), backgroundOf(player), accentOf(player)]).to.deep.equal([160, 'rgb(255, 0, 0)', 'red']);
    for (const name of ['aspect-ratio', 'letterbox-color', 'primary-color']) player.removeAttribute(name);
    await player.updateComplete;
    expect([heightOf(player), backgroundOf(player), accentOf(player)]).to.deep.equal([90, NEARLY_BLACK, '']);
    player.aspectRatio = 2 as unknown as string;
    await player.updateComplete;
    expect(heightOf(player), 'a number').to.equal(80);
  });
});

describe('settings in the URL of an iframe as the src of a <cf-stream-player>', () => {
  const IFRAME = `https://customer-abc.cloudflarestream.com/${'0'.repeat(32)}/iframe`;
  const NAMES = [
    'autoplay',
    'loop',
    'muted',
    'dvr',
    'noControls',
    'preload',
    'poster',
    'primaryColor',
    'letterboxColor',
    'startTime',
    'defaultTextTrack',
  ] as const;
  const settingsOf = (player: CfStreamPlayer): Record<string, unknown> =>
    Object.fromEntries(
      NAMES.filter((name) => player[name] && player[name] !== 'none').map((name) => [name, player[name]]),
    );
  const take = (src: string, own: Partial<CfStreamPlayer> = {}): Record<string, unknown> => {
    const player = Object.assign(document.createElement('cf-stream-player'), { src, ...own });
    applyIframeSettings(player);
    return settingsOf(player);
  };

  for (const [query, settings] of [
    ['', {}],
    ['?startTime=1m5s&defaultTextTrack=de', { startTime: '1m5s', defaultTextTrack: 'de' }],
    ['?primaryColor=%23f48120&letterboxColor=transparent', { primaryColor: '#f48120', letterboxColor: 'transparent' }],
    [
      `?poster=${encodeURIComponent('https://site.example/a.jpg?b=c&d')}`,
      { poster: 'https://site.example/a.jpg?b=c&d' },
    ],
    ['?autoplay=true&muted=true&loop=true&preload=auto', { autoplay: true, muted: true, loop: true, preload: 'auto' }],
    ['?autoplay&mute=true', { autoplay: true, muted: true }],
    ['?autoplay=false&loop=0&muted=False', {}],
    ['?controls=false', { noControls: true }],
    ['?controls=true&controls', {}],
    ['?dvrEnabled=true#t=3?loop', { dvr: true }],
    ['?poster=&primaryColor=&ad-url=https://ads.example/&src=x&token=y', {}],
  ] as const) {
    it(`are taken from ${query || 'no query'}`, () => expect(take(IFRAME + query)).to.deep.equal(settings));
  }

  it('are taken from both families of hosts, with and without a scheme', () => {
    const uid = '0'.repeat(32);
    for (const url of [
      `https://iframe.videodelivery.net/${uid}`,
      `//iframe.cloudflarestream.com/${uid}`,
      `iframe.videodelivery.net/${uid}`,
      ` ${IFRAME}/`,
    ])
      expect(take(`${url}?loop=true`), url).to.deep.equal({ loop: true });
  });

  it('are not read from the URL of a playlist or a watch page, or from a uid', () => {
    const uid = '0'.repeat(32);
    const host = 'https://customer-abc.cloudflarestream.com';
    for (const src of [uid, `${host}/${uid}/manifest/video.m3u8`, `${host}/${uid}/watch`, `${host}/${uid}/iframe.html`])
      expect(take(`${src}?loop=true&autoplay=true`), src).to.deep.equal({});
  });

  it('do not override what the player has set itself', () => {
    const own = { startTime: '7', primaryColor: 'red', preload: 'metadata' } as const;
    expect(take(`${IFRAME}?startTime=5&primaryColor=blue&preload=auto&loop=true`, own)).to.deep.equal({
      ...own,
      loop: true,
    });
  });

  it('apply once it is in the page, and end with the source unless the page has changed them', async () => {
    const player = await playerWith({ src: `${IFRAME}?loop=true&startTime=5&primaryColor=blue` });
    await waitUntil(() => player.loop, 'they have come');
    expect(accentOf(player)).to.equal('blue');
    player.startTime = '9';
    player.src = '0'.repeat(32);
    await waitUntil(() => !player.loop, 'they have gone');
    expect(settingsOf(player)).to.deep.equal({ startTime: '9' });
    player.src = `${IFRAME}?loop=true&startTime=5`;
    await waitUntil(() => player.loop, 'they have come again');
    expect(settingsOf(player)).to.deep.equal({ loop: true, startTime: '9' });
    player.remove();
  });
});
