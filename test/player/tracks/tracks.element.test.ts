import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { controlsOf, inUi, PATIENCE, playerOf, POSTER } from '../../harness/player-element.js';
import { openStream, type OpenedStream } from '../../harness/stream.js';

/** Files of the page, by the last part of their URLs. */
const FILES: Readonly<Record<string, string>> = {
  'chapters.vtt':
    'WEBVTT\n\n00:00.000 --> 00:02.000\nStart\n\n00:02.000 --> 00:04.000\n<b>Middle</b> &amp; more\n\n00:04.000 --> 00:09.000\nEnd\n',
  'fr.vtt': 'WEBVTT\n\n00:00.000 --> 00:05.000\nBonjour\n',
  'points.vtt': 'WEBVTT\n\n00:00.000 --> 00:05.000\n{"point":1}\n',
  'other.vtt': 'WEBVTT\n\n00:00.000 --> 00:09.000\nAnother\n',
};

describe('<track> and chapters of <cf-stream-player>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let asked: string[];
  const realFetch = window.fetch;
  before(async () => {
    stream = await openStream({ captions: ['de'] });
  });
  beforeEach(() => {
    asked = [];
    CfStreamPlayer.memory = null;
    window.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const [, name = ''] = /\/(\w+\.vtt)$/.exec(url) ?? [];
      if (name) asked.push(name);
      if (name === 'far.vtt') return Promise.reject(new TypeError('Failed to fetch'));
      return FILES[name] === undefined ? realFetch(input, init) : Promise.resolve(new Response(FILES[name]));
    };
  });
  afterEach(() => {
    window.fetch = realFetch;
    CfStreamPlayer.memory = undefined;
  });

  const trackOf = (kind: string, src: string, more: Partial<HTMLTrackElement> = {}): HTMLTrackElement =>
    Object.assign(document.createElement('track'), { kind, src, ...more });
  const titles = (el: CfStreamPlayer): string => el.chapters.map(({ title }) => title).join();
  const labels = (el: CfStreamPlayer): string => [...el.textTracks].map(({ label }) => label).join();
  const play = async (el: CfStreamPlayer): Promise<void> => {
    el.loop = true;
    await el.play();
    await waitUntil(() => controlsOf(el)?.shadowRoot?.querySelector('[part~=play-button]'), 'it plays', PATIENCE);
  };
  const pressWithCtrl = async (press: string): Promise<void> => {
    await sendKeys({ down: 'Control' });
    await sendKeys({ press });
    await sendKeys({ up: 'Control' });
  };
  const caption = (el: CfStreamPlayer): string | undefined =>
    inUi(el, 'cf-stream-captions')?.shadowRoot?.querySelector('.cue')?.textContent.trim();

  it('a caption <track> is listed beside those of the stream, fetched when it is chosen, and drawn', async () => {
    const el = await playerOf(stream);
    const track = trackOf('captions', '/fr.vtt', { srclang: 'fr', label: 'Français' });
    el.append(track);
    await play(el);
    await waitUntil(() => labels(el).includes('Français'), 'no track', PATIENCE);
    await waitUntil(() => el.textTracks.length === 2, 'not beside each other', PATIENCE);
    expect(asked).to.deep.equal([]);
    expect(track.track.label).to.equal('Français');
    const loaded = oneEvent(track, 'load');
    track.track.mode = 'showing';
    await waitUntil(() => caption(el) === 'Bonjour', 'it is not drawn', PATIENCE);
    await loaded;
    expect([track.readyState, asked.join()]).to.deep.equal([2, 'fr.vtt']);
    track.remove();
    await waitUntil(() => !labels(el).includes('Français'), 'it stays', PATIENCE);
    await waitUntil(() => caption(el) !== 'Bonjour', 'it is still drawn', PATIENCE);
    expect(el.error).to.equal(null);
  });

  it('each child <track> is listed and follows changes; one in fallback content is not listed', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const el = document.createElement('cf-stream-player');
    el.innerHTML =
      '<p>Fallback <video><track label="not ours"></video></p><track label="One"><track label="Two" srclang="en">';
    box.append(el);
    await waitUntil(() => labels(el) === 'One,Two', 'they are not taken up', PATIENCE);
    const [, two] = [...el.querySelectorAll<HTMLTrackElement>(':scope > track')];
    two!.label = 'Three';
    two!.kind = 'metadata';
    await waitUntil(() => labels(el) === 'One,Three', 'it does not change', PATIENCE);
    await waitUntil(() => el.textTracks[1]?.kind === 'metadata', 'not of another kind', PATIENCE);
    el.replaceChildren();
    await waitUntil(() => el.textTracks.length === 0, 'they stay', PATIENCE);
  });

  it('a metadata <track> dispatches `cuechange` as on a <video>', async () => {
    const el = await playerOf(stream);
    const track = trackOf('metadata', '/points.vtt', { default: true });
    el.append(track);
    const told = oneEvent(track, 'cuechange');
    await el.play();
    await told;
    const cues = [...track.track.activeCues!] as VTTCue[];
    expect(cues.map(({ text }) => text)).to.deep.equal(['{"point":1}']);
  });

  it('a <track> that fails to load dispatches `error`, and is no error of the player', async () => {
    const el = await playerOf(stream);
    const errors: unknown[] = [];
    el.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
    const track = trackOf('chapters', 'https://elsewhere.example/far.vtt');
    const failed = oneEvent(track, 'error');
    el.append(track);
    await play(el);
    await failed;
    expect([errors.length, el.error, titles(el)]).to.deep.equal([0, null, '']);
    track.src = '/chapters.vtt';
    await waitUntil(() => titles(el) === 'Start,Middle & more,End', 'not taken up', PATIENCE);
  });

  it('chapters of a <track> load on playback, are reported, and are sought by Ctrl and arrows', async () => {
    const el = await playerOf(stream);
    const told: (string | undefined)[] = [];
    el.addEventListener('cf-stream-chapter', ({ detail }) => told.push(detail.chapter?.title));
    el.append(
      trackOf('chapters', '/chapters.vtt', { srclang: 'en' }),
      trackOf('chapters', '/other.vtt', { srclang: 'fr' }),
    );
    await waitUntil(() => el.textTracks.length === 2, 'no tracks', PATIENCE);
    expect([asked.length, el.chapters.length, el.activeChapter]).to.deep.equal([0, 0, null]);
    await play(el);
    await waitUntil(() => titles(el) === 'Start,Middle & more,End', 'no chapters', PATIENCE);
    expect(asked).to.deep.equal(['chapters.vtt']);
    el.pause();
    const button = controlsOf(el)!.shadowRoot!.querySelector<HTMLElement>('[part~=play-button]')!;
    button.focus();
    el.currentTime = 1;
    await waitUntil(() => el.activeChapter?.title === 'Start', 'another', PATIENCE);
    await pressWithCtrl('ArrowRight');
    await waitUntil(() => el.currentTime === 2 && el.activeChapter?.title === 'Middle & more', 'not there', PATIENCE);
    const bar = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!;
    bar.focus();
    await pressWithCtrl('ArrowRight');
    await waitUntil(() => el.currentTime === 4, 'not from the seek bar', PATIENCE);
    await pressWithCtrl('ArrowLeft');
    await waitUntil(() => el.currentTime === 0, 'not back', PATIENCE);
    await waitUntil(() => el.activeChapter?.title === 'Start', 'not told', PATIENCE);
    expect(told.slice(-4)).to.deep.equal(['Start', 'Middle & more', 'End', 'Start']);
    expect(bar.shadowRoot!.querySelector('input')!.getAttribute('aria-valuetext')).to.match(/, Start$/);
  });

  it('addChapters() adds to the current source, also before it loads, and not to the next one', async () => {
    const el = await playerOf(stream, { src: null });
    await el.addChapters([{ startTime: 2, title: 'B' }]);
    expect(titles(el)).to.equal('B');
    el.src = stream.uid;
    await el.addChapters([{ startTime: 0, title: 'A' }, { startTime: 9_999, title: 'after the end' }, null as never]);
    await el.addChapters(7 as never);
    await play(el);
    expect(titles(el)).to.equal('A,B');
    el.src = 'a'.repeat(32);
    await el.addChapters([]);
    expect(titles(el)).to.equal('');
    const late = el.addChapters([{ startTime: 0, title: 'of that one' }]);
    el.src = stream.uid;
    await late;
    expect(titles(el)).to.equal('');
  });

  it('thousands of chapters are limited to 1,000 and drawn with few elements', async () => {
    const el = await playerOf(stream, { style: 'width: 640px' });
    await el.addChapters(
      Array.from({ length: 5_000 }, (_, at) => ({ startTime: (at * 5) / 5_000, title: `No. ${at}` })),
    );
    await play(el);
    expect(el.chapters.length).to.equal(1_000);
    const nodes = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!.shadowRoot!.querySelectorAll('*');
    expect(nodes.length < 40).to.equal(true);
  });

  it('a <track> creates no <video> before the viewer wants to watch', async () => {
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player poster=${POSTER} src=${stream.uid}><track default kind="metadata" src="/points.vtt" /></cf-stream-player>`,
    );
    await waitUntil(() => asked.includes('points.vtt'), 'a default one is on', PATIENCE);
    expect(el.shadowRoot!.querySelector('video') === null).to.equal(true);
    expect([el.chapters.length, el.activeChapter, el.state.status]).to.deep.equal([0, null, 'idle']);
  });
});
