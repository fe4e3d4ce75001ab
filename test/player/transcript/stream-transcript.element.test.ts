import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { CfStreamTranscript } from '../../../src/define/transcript.js';
import { controlsOf, PATIENCE, playerOf } from '../../harness/player-element.js';
import { openStream, requestsTo, type OpenedStream } from '../../harness/stream.js';

const time = (seconds: number): string => `00:${String(seconds).padStart(2, '0')}.000`;
/** A file with a paragraph for each second of the video, and many after its end. */
const LONG = `WEBVTT\n\n${Array.from({ length: 60 }, (_, at) => `${time(at)} --> ${time(at + 1)}\n- Line ${at} <b>of</b> the lake\n`).join('\n')}`;

describe('<cf-stream-transcript>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamTranscript;
  const realFetch = window.fetch;
  before(async () => {
    stream = await openStream({ captions: ['de', 'en'] });
    CfStreamPlayer.memory = null;
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
  });
  beforeEach(() => {
    window.fetch = (input, init) =>
      typeof input === 'string' && input.endsWith('/long.vtt')
        ? Promise.resolve(new Response(LONG))
        : realFetch(input, init);
  });
  afterEach(() => {
    window.fetch = realFetch;
  });

  const root = (): ShadowRoot => el.shadowRoot!;
  const text = (): string => root().querySelector('.list')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const saying = (): string => root().querySelector('.state')?.textContent ?? '';
  const now = (): string | undefined => root().querySelector('[aria-current] .now')?.textContent;
  const count = (): string => root().querySelector('.count')?.textContent ?? '';
  const list = (): HTMLElement => root().querySelector<HTMLElement>('.list')!;
  const button = (label: string): HTMLElement => root().querySelector<HTMLElement>(`[aria-label="${label}"]`)!;
  const isFollowing = (): boolean => root().querySelector<HTMLElement>('.follow')!.hidden === true;

  /** Opens a player with a long text, which does not play, and its transcript. */
  async function read(): Promise<CfStreamPlayer> {
    const player = await playerOf(stream, { id: 'film' });
    player.append(
      Object.assign(document.createElement('track'), { kind: 'captions', src: '/long.vtt', srclang: 'en' }),
    );
    el = await fixture<CfStreamTranscript>(html`<cf-stream-transcript lang="en" for="film"></cf-stream-transcript>`);
    await waitUntil(() => text().includes('Line 59'), 'no text', PATIENCE);
    return player;
  }

  it('shows captions in the page’s language, and others by its menu, while the player shows none', async () => {
    const player = await playerOf(stream, { id: 'film', lang: 'en' });
    el = await fixture<CfStreamTranscript>(html`<cf-stream-transcript lang="en" for="film"></cf-stream-transcript>`);
    expect(saying()).to.equal('The transcript appears when the video plays.');
    await player.play();
    await waitUntil(() => text() === '0:00 Captions in en', 'not in the page’s language', PATIENCE);
    expect([...player.textTracks].every(({ mode }) => mode === 'disabled')).to.equal(true);
    await expect(el).to.be.accessible();
    const select = root().querySelector('select')!;
    expect([...select.options].map(({ text: name }) => name)).to.have.members(['Deutsch', 'English']);
    select.selectedIndex = [...select.options].findIndex(({ text: name }) => name === 'Deutsch');
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => text() === '0:00 Captions in de', 'not the other language', PATIENCE);
    expect(list().lang).to.equal('de');
    const refused = (await requestsTo(stream)).filter(({ status }) => status === 401 || status === 403);
    expect(refused.length).to.equal(0);
  });

  it('marks the current line, stops following when the viewer scrolls, and follows again on request', async () => {
    const player = await read();
    await player.play();
    player.pause();
    player.currentTime = 3;
    await waitUntil(() => now() === '- Line 3 of the lake', 'not marked', PATIENCE);
    expect(root().querySelectorAll('[aria-current]').length).to.equal(1);
    const page = window.scrollY;
    list().dispatchEvent(new WheelEvent('wheel'));
    await waitUntil(() => !isFollowing(), 'it goes on', PATIENCE);
    list().scrollTop = list().scrollHeight;
    player.currentTime = 1;
    await waitUntil(() => now()?.includes('Line 1 '), 'not marked', PATIENCE);
    expect(list().scrollTop > 1_000).to.equal(true);
    root().querySelector<HTMLElement>('.follow')!.click();
    await waitUntil(() => isFollowing() && list().scrollTop < 200, 'not there', PATIENCE);
    expect([root().activeElement?.className, window.scrollY]).to.deep.equal(['time', page]);
  });

  it('seeks by a click and by keys, and has a single stop for the Tab key', async () => {
    const player = await read();
    const first = root().querySelector('li')!;
    await player.play();
    await waitUntil(() => player.engine, 'there is no engine', PATIENCE);
    player.pause();
    expect(first.isConnected, 'what was read stays when the engine comes').to.equal(true);
    const line = [...root().querySelectorAll('span[data-line]')].find((one) => one.textContent.includes('Line 2 '))!;
    (line as HTMLElement).click();
    await waitUntil(() => player.currentTime === 2 && now()?.includes('Line 2 '), 'not there', PATIENCE);
    expect(root().querySelectorAll('.time[tabindex="0"]').length).to.equal(1);
    root().querySelector<HTMLElement>('.time[tabindex="0"]')!.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => player.currentTime === 4, 'not by the keys', PATIENCE);
    expect(root().querySelectorAll('.time[tabindex="0"]').length).to.equal(1);
    await sendKeys({ press: 'Home' });
    expect(root().activeElement?.textContent).to.equal('0:00');
  });

  it('finds a text, counts the results, and moves from one to the next and around', async () => {
    await read();
    root().querySelector('input')!.focus();
    await sendKeys({ type: 'line 5' });
    await waitUntil(() => count() === '1 of 11', `not counted: ${count()}`, PATIENCE);
    const at = (): string | undefined => root().querySelector('mark.at')?.closest('span')?.textContent;
    expect(at()).to.equal('- Line 5 of the lake');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => count() === '2 of 11' && at() === '- Line 50 of the lake', 'not the next', PATIENCE);
    const { top, bottom } = root().querySelector('mark.at')!.getBoundingClientRect();
    const frame = list().getBoundingClientRect();
    expect(top > frame.top && bottom < frame.bottom, 'it is seen').to.equal(true);
    button('Previous result').click();
    button('Previous result').click();
    await waitUntil(() => count() === '11 of 11', 'not round', PATIENCE);
    await expect(el).to.be.accessible();
    await sendKeys({ type: ' nowhere' });
    await waitUntil(() => count() === 'No results', 'it finds it', PATIENCE);
    expect(root().querySelectorAll('mark').length).to.equal(0);
  });

  it('marks results on the seek bar until the search is cleared or the transcript is removed', async () => {
    const player = await read();
    const { style } = player;
    style.width = '640px';
    await player.play();
    await waitUntil(() => player.duration > 4 && controlsOf(player), 'it plays', PATIENCE);
    player.pause();
    const bar = (): Element | null | undefined =>
      controlsOf(player)?.shadowRoot?.querySelector('cf-stream-seek-bar')?.shadowRoot?.querySelector('.range');
    const marks = (): number[] => {
      const { backgroundImage } = getComputedStyle(bar()!, '::before');
      return [...backgroundImage.matchAll(/([\d.]+)% [-+] /g)].map(([, at]) =>
        Math.round((Number(at) * player.duration) / 100),
      );
    };
    const each = (...seconds: number[]): string => seconds.flatMap((one) => [one, one]).join();
    await waitUntil(() => bar(), 'there is a bar', PATIENCE);
    expect(marks().join()).to.equal('');
    root().querySelector('input')!.focus();
    // Results after the end of the video are not on its bar.
    await sendKeys({ type: 'line 3' });
    await waitUntil(() => count() === '1 of 11' && marks().join() === each(3), 'not marked', PATIENCE);
    await sendKeys({ press: 'Backspace' });
    // The duration is more exact once all of it has loaded.
    const all = (): number[] => Array.from({ length: 60 }, (_, at) => at).filter((at) => at <= player.duration);
    await waitUntil(() => marks().join() === each(...all()), 'not all', PATIENCE);
    root().querySelector('input')!.value = '';
    root().querySelector('input')!.dispatchEvent(new Event('input'));
    await waitUntil(() => marks().length === 0, 'they stay', PATIENCE);
    await sendKeys({ type: 'line' });
    await waitUntil(() => marks().length > 0, 'not again', PATIENCE);
    el.remove();
    await waitUntil(() => marks().length === 0, 'they stay without it', PATIENCE);
    expect(style.cssText).to.equal('width: 640px;');
  });

  it('says why there is nothing to read, and finds a player that is added later', async () => {
    el = await fixture<CfStreamTranscript>(html`<cf-stream-transcript lang="de" for="later"></cf-stream-transcript>`);
    await waitUntil(() => saying() === 'Zu diesem Transkript gibt es kein Video.', saying(), PATIENCE);
    const bare = await openStream();
    const player = await playerOf(bare, { id: 'later' });
    await waitUntil(() => saying().includes('erscheint'), 'not taken up', PATIENCE);
    await player.play();
    await waitUntil(() => saying() === 'Dieses Video hat keine Untertitel.', saying(), PATIENCE);
    player.append(Object.assign(document.createElement('track'), { kind: 'captions', src: '/none/gone.vtt' }));
    await waitUntil(() => saying() === 'Das Transkript konnte nicht geladen werden.', saying(), PATIENCE);
    await expect(el).to.be.accessible();
    player.replaceChildren();
    player.append(Object.assign(document.createElement('track'), { kind: 'captions', src: '/long.vtt', label: 'A' }));
    await waitUntil(() => text().includes('Line 1'), 'not the new one', PATIENCE);
    player.remove();
    await waitUntil(() => saying() === 'Zu diesem Transkript gibt es kein Video.', 'it stays', PATIENCE);
  });

  it('works beside a <video>, and shows cues of a script as plain text', async () => {
    const video = Object.assign(document.createElement('video'), { id: 'plain' });
    (await fixture(html`<div></div>`)).append(video);
    const track = video.addTextTrack('captions', 'Own', 'en');
    track.mode = 'hidden';
    track.addCue(new VTTCue(0, 5, '<i>One</i> & <b>two'));
    el = await fixture<CfStreamTranscript>(html`<cf-stream-transcript for="plain"></cf-stream-transcript>`);
    await waitUntil(() => text() === '0:00 One & two', 'no text', PATIENCE);
  });

  it('marks again where the length of a video is known better, also while it is paused', async () => {
    const video = document.createElement('video');
    const track = video.addTextTrack('captions', 'Own', 'en');
    track.mode = 'hidden';
    track.addCue(new VTTCue(4, 5, 'The lake'));
    const known = { id: 'fake', textTracks: video.textTracks, duration: 3.9, currentTime: 0, readyState: 4 };
    const media = Object.assign(document.createElement('div'), known);
    (await fixture(html`<div></div>`)).append(media);
    el = await fixture<CfStreamTranscript>(html`<cf-stream-transcript lang="en" for="fake"></cf-stream-transcript>`);
    await waitUntil(() => text().includes('The lake'), 'no text', PATIENCE);
    root().querySelector('input')!.focus();
    await sendKeys({ type: 'lake' });
    await waitUntil(() => count() === '1 of 1', 'not found', PATIENCE);
    const marks = (): string => media.style.getPropertyValue('--cf-stream-seek-marks');
    expect(marks()).to.equal('');
    media.duration = 4.1;
    media.dispatchEvent(new Event('durationchange'));
    expect(marks()).to.contain('linear-gradient');
  });

  it('prints its whole text', async function () {
    // Print media cannot be emulated in Firefox.
    if (navigator.userAgent.includes('Firefox')) this.skip();
    await read();
    await emulateMedia({ media: 'print' });
    try {
      await waitUntil(() => el.offsetHeight > 1_000, 'what comes after it is over it');
      await waitUntil(() => list().clientHeight === list().scrollHeight && list().clientHeight > 1_000, 'it is cut');
      expect(root().querySelector('.bar')!.checkVisibility()).to.equal(false);
    } finally {
      await emulateMedia({ media: 'screen' });
    }
  });
});
