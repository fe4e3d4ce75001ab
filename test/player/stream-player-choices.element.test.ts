import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';

const PATIENCE = { timeout: 60_000, interval: 20 };
/** A position, in seconds, where nothing is loaded yet. */
const FAR = 45;

describe('<cf-stream-player>: quality, audio, speed and position', function () {
  this.timeout(130_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  let master: string;
  before(async () => {
    stream = await openStream({ film: 'sample', isPublic: true });
    master = await (await fetch(`${stream.origin}/${stream.uid}/manifest/video.m3u8`)).text();
  });
  beforeEach(async () => {
    await offerChoices();
    el = await fixture(
      html`<cf-stream-player muted src=${stream.uid} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && el.renditions.length > 0, 'hls.js plays', PATIENCE);
  });
  afterEach(async () => {
    el.remove();
    await mendStream(stream);
  });

  /** Adds a second quality and a second language: the same media under other URLs. */
  const offerChoices = async (): Promise<void> => {
    await mendStream(stream);
    const lines = master.split('\n');
    const audio = lines.find((line) => line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO'))!;
    const variant = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
    const french = audio
      .replace('NAME="original"', 'NAME="Doublage",LANGUAGE="fr"')
      .replace('DEFAULT=YES', 'DEFAULT=NO')
      .replace(/URI="([^"]+)"/, 'URI="$1?fr"');
    const taller = [
      lines[variant]!.replace(/RESOLUTION=\d+x\d+/, 'RESOLUTION=1920x1080').replace(
        /BANDWIDTH=\d+/,
        'BANDWIDTH=9000000',
      ),
      `${lines[variant + 1]}?taller`,
    ];
    const body = [...lines.slice(0, variant), french, ...lines.slice(variant), ...taller].filter(Boolean).join('\n');
    await breakStream(stream, {
      path: '/manifest/video\\.m3u8',
      status: 200,
      body,
      headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    });
  };

  it('are kept over a decoder failure and “Try again”', async () => {
    const heard = (): string | undefined => [...el.audioTracks].find(({ enabled }) => enabled)?.language;
    expect(el.renditions.map(({ height }) => height)).to.deep.equal([720, 1080]);
    el.selectedRendition = el.renditions[1]!.id;
    [...el.audioTracks].find(({ language }) => language === 'fr')!.enabled = true;
    el.playbackRate = 1.25;
    await breakStream(stream, {
      path: '/(?:video|audio)/.*seg_',
      status: 200,
      body: 'garbage',
      headers: { 'content-type': 'video/mp4' },
    });
    const positions: number[] = [];
    el.addEventListener('loadedmetadata', () => positions.push(el.currentTime));
    el.currentTime = FAR;
    await waitUntil(() => el.state.status === 'error' && !el.state.retrying, 'it gives up', PATIENCE);

    await offerChoices();
    await el.updateComplete;
    el.shadowRoot!.querySelector<HTMLButtonElement>('[part=retry-button]')!.click();
    await waitUntil(() => el.readyState > 2 && el.currentTime > FAR + 1, 'it plays on from there', PATIENCE);
    expect(Math.min(...positions), 'also while nothing was there').to.be.within(FAR, FAR + 5);
    const chosen = el.renditions.find(({ id }) => id === el.selectedRendition);
    expect([chosen?.height, heard(), el.playbackRate]).to.deep.equal([1080, 'fr', 1.25]);
    await waitUntil(() => el.renditions[1]!.active, 'it is played in that quality', PATIENCE);
  });
});
