import { expect, waitUntil } from '@open-wc/testing';
import { CfStreamPlayer, type ViewerPreferences } from '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../harness/player-element.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';

describe('remembered quality and audio language', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let kept: ViewerPreferences;
  before(async () => {
    stream = await openStream({ film: 'sample', isPublic: true });
    const master = await (await fetch(`${stream.origin}/${stream.uid}/manifest/video.m3u8`)).text();
    const lines = master.split('\n');
    const audio = lines.find((line) => line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO'))!;
    const at = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
    // A second language, and other qualities: the same media under other URLs.
    const french = audio
      .replace(/NAME="[^"]+"/, 'NAME="Doublage",LANGUAGE="fr"')
      .replace('DEFAULT=YES', 'DEFAULT=NO')
      .replace(/URI="([^"]+)"/, 'URI="$1?fr"');
    const described = french
      .replace('NAME="', 'CHARACTERISTICS="public.accessibility.describes-video",NAME="Audio')
      .replace('?fr', '?described');
    const variant = (size: string, bandwidth: number, name: string): string[] => [
      lines[at]!.replace(/RESOLUTION=\d+x\d+/, `RESOLUTION=${size}`).replace(/BANDWIDTH=\d+/, `BANDWIDTH=${bandwidth}`),
      `${lines[at + 1]}?${name}`,
    ];
    const all = [
      ...lines.slice(0, at),
      described,
      french,
      ...variant('640x360', 500_000, 'low'),
      ...lines.slice(at),
      ...variant('1920x1080', 9_000_000, 'tall'),
    ];
    await breakStream(stream, {
      path: '/manifest/video\\.m3u8',
      status: 200,
      body: all.filter(Boolean).join('\n'),
      headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    });
  });
  after(() => mendStream(stream));
  beforeEach(() => {
    kept = {};
    CfStreamPlayer.memory = { read: () => kept, write: (preferences) => (kept = preferences) };
  });
  afterEach(() => {
    CfStreamPlayer.memory = undefined;
  });

  /** Starts playback, and tells whether it began before hls.js was loaded. */
  const begin = async (attributes: Record<string, string> = {}): Promise<[el: CfStreamPlayer, isEarly: boolean]> => {
    const el = await playerOf(stream, { 'token-endpoint': null as never, ...attributes });
    let isEarly: boolean | undefined;
    const { prototype } = MediaSource;
    const original = Object.getOwnPropertyDescriptor(prototype, 'addSourceBuffer')!;
    const addSourceBuffer = function (this: MediaSource, type: string): SourceBuffer {
      isEarly ??= el.engine === undefined;
      return (original.value as typeof prototype.addSourceBuffer).call(this, type);
    };
    Object.defineProperty(prototype, 'addSourceBuffer', { ...original, value: addSourceBuffer });
    await el.play().finally(() => Object.defineProperty(prototype, 'addSourceBuffer', original));
    await waitUntil(() => el.renditions.length > 2 && el.audioTracks.length > 1, 'hls.js plays', PATIENCE);
    return [el, isEarly ?? false];
  };
  const chosen = (el: CfStreamPlayer): number | undefined =>
    el.renditions.find(({ id }) => id === el.selectedRendition)?.height;
  const heard = (el: CfStreamPlayer): string | undefined =>
    [...el.audioTracks].find(({ enabled }) => enabled)?.language;
  const ask = (el: CfStreamPlayer, name: string, detail: unknown): boolean =>
    controlsOf(el)!.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

  it('apply from the first audio segment on, without waiting for hls.js', async () => {
    kept = { quality: 900, audio: 'fr-CA' };
    const [el, isEarly] = await begin({ 'start-quality': 'lowest' });
    expect([chosen(el), heard(el), isEarly]).to.deep.equal([720, 'fr', true]);
    const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(
      fetched.some((name) => name.endsWith('?fr')),
      'its sound from the first moment on',
    ).to.equal(true);
    await waitUntil(() => el.renditions[1]!.active && el.currentTime > 5, 'it plays on in that', PATIENCE);
    el.selectedRendition = null;
    expect(chosen(el)).to.equal(undefined);
    el.remove();
  });

  it('are stored when they are chosen in the settings, and “Auto” clears the quality', async () => {
    const [el] = await begin();
    await waitUntil(() => controlsOf(el), 'there are controls', PATIENCE);
    expect([chosen(el), heard(el) === 'fr']).to.deep.equal([undefined, false]);
    ask(el, 'quality-request', { id: el.renditions[1]!.id });
    ask(el, 'audio-request', { id: [...el.audioTracks].find(({ label }) => label === 'Doublage')!.id });
    expect([kept.quality, kept.audio]).to.deep.equal([720, 'fr']);
    ask(el, 'quality-request', { id: null });
    expect(kept.quality).to.equal(null);
    el.remove();
  });

  it('distinguish audio description from the plain language', async () => {
    const label = (el: CfStreamPlayer): string | undefined => [...el.audioTracks].find(({ enabled }) => enabled)?.label;
    const [el] = await begin();
    await waitUntil(() => controlsOf(el), 'there are controls', PATIENCE);
    const kinds = [...el.audioTracks].map(({ language, kind }) => `${language} ${kind}`);
    expect(kinds.filter((each) => each.startsWith('fr')).sort()).to.deep.equal(['fr alternative', 'fr main-desc']);
    ask(el, 'audio-request', { id: [...el.audioTracks].find(({ kind }) => kind === 'main-desc')!.id });
    expect(kept.audio).to.equal('fr-x-ad');
    el.remove();
    kept = { audio: 'fr-CA-x-ad' };
    performance.clearResourceTimings();
    const [next] = await begin();
    expect(label(next)).to.equal('AudioDoublage');
    const fetched = performance.getEntriesByType('resource').map(({ name }) => /\?(fr|described)$/.exec(name)?.[1]);
    expect([fetched.includes('described'), fetched.includes('fr')], 'from the first moment on').to.deep.equal([
      true,
      false,
    ]);
    next.remove();
    kept = { audio: 'fr' };
    const [plain] = await begin();
    expect(label(plain)).to.equal('Doublage');
    plain.remove();
  });

  it('fall back to the lowest quality or the default language, and do not apply without controls', async () => {
    kept = { quality: 144, audio: 'pl' };
    const [el] = await begin();
    expect([chosen(el), heard(el) === 'fr']).to.deep.equal([360, false]);
    el.remove();
    kept = { quality: 1080, audio: 'fr' };
    const [without] = await begin({ 'no-controls': '' });
    expect([chosen(without), heard(without) === 'fr']).to.deep.equal([undefined, false]);
    without.remove();
  });
});
