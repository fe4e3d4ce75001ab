import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import 'media-chrome';
import 'media-chrome/menu';
import { CfStreamPlayer } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf, POSTER } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';

/** Qualities in the manifest: all of them are the same media under other URLs. */
const LADDER = [
  { size: '640x360', bandwidth: 500_000, frames: 30 },
  { size: '1280x720', bandwidth: 2_100_000, frames: 30 },
  { size: '1280x720', bandwidth: 3_400_000, frames: 30 },
  { size: '1920x1080', bandwidth: 5_000_000, frames: 30 },
  { size: '1920x1080', bandwidth: 7_000_000, frames: 60 },
];

describe('<cf-stream-player>: qualities and their limits', function () {
  this.timeout(90_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({ film: 'small', isPublic: true });
    const master = await (await fetch(`${stream.origin}/${stream.uid}/manifest/video.m3u8`)).text();
    const lines = master.split('\n');
    const variant = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
    const rungs = LADDER.flatMap(({ size, bandwidth, frames }, index) => [
      lines[variant]!.replace(/RESOLUTION=\d+x\d+/, `RESOLUTION=${size}`)
        .replace(/BANDWIDTH=\d+/g, `BANDWIDTH=${bandwidth}`)
        .replace(/FRAME-RATE=[\d.]+/, `FRAME-RATE=${frames}`),
      `${lines[variant + 1]}?rung=${index}`,
    ]);
    await breakStream(stream, {
      path: '/manifest/video\\.m3u8',
      status: 200,
      body: [...lines.slice(0, variant), ...rungs].join('\n'),
      headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    });
  });
  after(() => mendStream(stream));
  afterEach(() => {
    CfStreamPlayer.hlsConfig = undefined;
  });

  const play = async (attributes: Record<string, string> = {}, style = 'width: 960px'): Promise<CfStreamPlayer> => {
    const el = await playerOf(stream, { style, 'token-endpoint': null, ...attributes });
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && el.renditions.some(({ active }) => active), 'it plays', PATIENCE);
    return el;
  };
  interface Engine {
    readonly minAutoLevel: number;
    readonly maxAutoLevel: number;
    readonly config: Record<string, unknown>;
  }
  const engineOf = (el: CfStreamPlayer): Engine => el.engine as Engine;

  it('offers and plays nothing above `max-resolution` or below `min-resolution`', async () => {
    const el = await play({ 'min-resolution': '720p', 'max-resolution': '720' });
    expect(el.renditions.map(({ height, bitrate }) => [height, bitrate])).to.deep.equal([
      [720, 2_100_000],
      [720, 3_400_000],
    ]);
    expect(el.renditions.find(({ active }) => active)?.height).to.equal(720);
    const { minAutoLevel, maxAutoLevel } = engineOf(el);
    expect([minAutoLevel, maxAutoLevel]).to.deep.equal([1, 2]);
    el.style.width = '1900px';
    await waitUntil(() => el.clientWidth === 1900, 'it is larger');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(engineOf(el).maxAutoLevel, 'in a large box').to.equal(2);
    el.style.width = '160px';
    await waitUntil(() => engineOf(el).maxAutoLevel === 1, 'in a small box the least that is offered', PATIENCE);
  });

  it('limits the automatic quality to the size of its box', async () => {
    const el = await play({}, 'width: 320px');
    expect(engineOf(el).maxAutoLevel).to.equal(devicePixelRatio > 2 ? 2 : 0);
    el.style.width = '1280px';
    await waitUntil(() => engineOf(el).maxAutoLevel > 0, 'it grows with the box', PATIENCE);
  });

  it('tells qualities of one height apart by frame rate or bitrate, and marks high ones as HD', async () => {
    const el = await play();
    const controls = controlsOf(el)!;
    controls.shadowRoot!.querySelector<HTMLElement>('[part~=settings-button]')!.click();
    const menu = (): ShadowRoot | null | undefined =>
      controls.shadowRoot!.querySelector('cf-stream-settings')?.shadowRoot;
    const items = (): string[] =>
      [...(menu()?.querySelectorAll('.item') ?? [])].map((item) => item.textContent.replace(/\s+/g, ' ').trim());
    await waitUntil(() => items().length > 0, 'the settings are open', PATIENCE);
    menu()!.querySelector<HTMLElement>('.item')!.click();
    await waitUntil(() => items()[0] === 'Quality', 'the qualities are shown', PATIENCE);
    await waitUntil(() => items().length === LADDER.length + 2, 'all of them', PATIENCE);
    expect(items().slice(2)).to.deep.equal(['1080p60 HD', '1080p HD', '720p · 3.4 Mb/s', '720p · 2.1 Mb/s', '360p']);
  });

  it('passes `hlsConfig` of element and class to hls.js, but keeps its own loader and start position', async () => {
    CfStreamPlayer.hlsConfig = { maxBufferLength: 12, backBufferLength: 5 };
    const Loader = (): void => undefined;
    const el = await playerOf(stream, { 'token-endpoint': null });
    el.hlsConfig = { maxBufferLength: 7, loader: Loader as never, fLoader: Loader as never, startPosition: 40 };
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && el.engine, 'it plays', PATIENCE);
    const { maxBufferLength, backBufferLength, loader, fLoader } = engineOf(el).config;
    expect([maxBufferLength, backBufferLength]).to.deep.equal([7, 5]);
    expect([loader === Loader, fLoader === Loader, el.currentTime > 30]).to.deep.equal([false, false, false]);
  });

  it('changes its quality from the rendition menu of media-chrome', async () => {
    const controller = await fixture<HTMLElement>(html`<media-controller>
      <cf-stream-player slot="media" muted no-controls poster=${POSTER} src=${stream.uid} delivery-origin=${stream.origin}></cf-stream-player>
      <media-rendition-menu anchor="auto"></media-rendition-menu>
    </media-controller>`);
    const el = controller.querySelector('cf-stream-player')!;
    const told: string[] = [];
    for (const type of ['addrendition', 'change']) el.videoRenditions.addEventListener(type, () => told.push(type));
    const choices = (): HTMLElement[] => [
      ...controller
        .querySelector('media-rendition-menu')!
        .shadowRoot!.querySelectorAll<HTMLElement>('media-chrome-menu-item'),
    ];
    await el.play();
    await waitUntil(() => choices().length === LADDER.length + 1, 'the menu has them all, and Auto', PATIENCE);
    expect([told.includes('addrendition'), el.videoRenditions.length, el.videoRenditions.selectedIndex]).to.deep.equal([
      true,
      5,
      -1,
    ]);
    choices()
      .find(({ innerText, textContent }) => (innerText || textContent).includes('360p'))!
      .click();
    await waitUntil(() => el.selectedRendition === '0', 'it is chosen', PATIENCE);
    expect([el.videoRenditions.selectedIndex, el.videoRenditions[0]?.height]).to.deep.equal([0, 360]);
    el.videoRenditions.selectedIndex = -1;
    expect(el.selectedRendition).to.equal(null);
  });
});
