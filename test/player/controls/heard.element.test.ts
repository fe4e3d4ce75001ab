import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamPlayer } from '../../../src/define/player.js';
import { CfStreamTranscript } from '../../../src/define/transcript.js';
import { hearPage } from '../../harness/devtools.js';
import { controlsOf, PATIENCE, playerOf, uiOf } from '../../harness/player-element.js';
import { openStream } from '../../harness/stream.js';

const FILE = 'WEBVTT\n\n00:00.000 --> 00:10.000\n- The lake at dawn\n\n00:10.000 --> 00:20.000\n- A boat\n';

describe('what screen readers are told of <cf-stream-player>', function () {
  this.timeout(60_000);
  let el: CfStreamPlayer;
  let transcript: CfStreamTranscript;
  let said: string[];
  const watching: MutationObserver[] = [];
  const realFetch = window.fetch;

  /** Notes what the live regions of a shadow root say, each time that one of them says something else. */
  const listen = (root: ShadowRoot): void => {
    const last = new Map<Element, string>();
    const observer = new MutationObserver(() => {
      for (const one of root.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        const text = one.textContent.replace(/\s+/g, ' ').trim();
        if (text && text !== last.get(one)) said.push(text);
        last.set(one, text);
      }
    });
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    watching.push(observer);
  };
  /** What is told of an element: its role, its name, what describes it and its states, as it is read out. */
  const hear = async (role: string, name: string): Promise<string> => {
    const found = (await hearPage()).filter((one) => one.role === role && one.name.startsWith(name));
    const names = ['focused', 'checked', 'pressed', 'expanded', 'hasPopup'] as const;
    return found
      .map(({ name: full, description, states }) =>
        [
          `${full}, ${role}`,
          ...names.filter((one) => states[one] !== undefined).map((one) => `${one} ${String(states[one])}`),
          ...(description ? [`(${description})`] : []),
        ].join(', '),
      )
      .join('; ');
  };

  before(async () => {
    CfStreamPlayer.memory = null;
    window.fetch = (input, init) =>
      typeof input === 'string' && input.endsWith('/lake.vtt')
        ? Promise.resolve(new Response(FILE))
        : realFetch(input, init);
    const player = await playerOf(await openStream({ film: 'small' }), {
      id: 'film',
      style: 'width: 800px',
      'share-url': '/lake',
    });
    player.innerHTML = `<track kind="captions" srclang="en" label="English" src="/lake.vtt">`;
    await player.addChapters([
      { startTime: 0, title: 'Opening' },
      { startTime: 10, title: 'Boat' },
    ]);
    el = player;
    transcript = Object.assign(document.createElement('cf-stream-transcript'), { htmlFor: 'film', lang: 'en' });
    // All tests have it in common, and fixtures go after each.
    document.body.append(el, transcript);
    await el.play();
    await waitUntil(() => el.currentTime > 0.3 && controlsOf(el), 'it plays', PATIENCE);
    await waitUntil(() => uiOf(el)!.shadowRoot!.querySelector('[part~=share-button]'), 'nothing to share', PATIENCE);
    said = [];
    for (const one of [uiOf(el), controlsOf(el), transcript]) listen(one!.shadowRoot!);
  });
  beforeEach(() => {
    said = [];
  });
  after(() => {
    CfStreamPlayer.memory = undefined;
    window.fetch = realFetch;
    for (const one of watching) one.disconnect();
    el.remove();
    transcript.remove();
  });

  it('holding says how fast, once, and nothing while it plays', async () => {
    el.focus();
    await sendKeys({ down: ' ' });
    await waitUntil(() => el.playbackRate === 2, 'it is not faster', PATIENCE);
    const from = el.currentTime;
    await waitUntil(() => el.currentTime > from + 0.5, 'it stands', PATIENCE);
    await sendKeys({ up: ' ' });
    expect(said).to.deep.equal(['2×']);
    expect(await hear('button', 'Pause')).to.equal('Pause, button, focused true');
  });

  it('chapters: the one that plays, their menu, and where a key leads', async () => {
    el.pause();
    el.currentTime = 2;
    await waitUntil(() => !el.seeking, 'it seeks', PATIENCE);
    expect(await hear('button', 'Opening')).to.equal('Opening, button, expanded false, hasPopup menu, (Chapters)');
    expect(await hear('button', 'Settings')).to.equal('Settings, button, expanded false, hasPopup menu');
    controlsOf(el)!.shadowRoot!.querySelector<HTMLElement>('.chapter')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => controlsOf(el)!.isMenuOpen, 'it is closed', PATIENCE);
    await waitUntil(async () => (await hear('menuitemradio', 'Opening')).includes('focused'), 'no focus', PATIENCE);
    expect(await hear('menu', 'Chapters')).to.equal('Chapters, menu');
    expect(await hear('menuitemradio', 'Opening')).to.equal('Opening 0:00, menuitemradio, focused true, checked true');
    expect(await hear('menuitemradio', 'Boat')).to.equal('Boat 0:10, menuitemradio, checked false');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !controlsOf(el)!.isMenuOpen, 'it is open', PATIENCE);
    expect(said, 'a menu is told by the focus').to.deep.equal([]);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ up: 'Control' });
    await waitUntil(() => said.length > 0, 'nothing is said', PATIENCE);
    expect(said).to.deep.equal(['Boat']);
    expect(await hear('button', 'Boat')).to.equal(
      'Boat, button, focused true, expanded false, hasPopup menu, (Chapters)',
    );
    const slider = controlsOf(el)!.shadowRoot!.querySelector('cf-stream-seek-bar')!.shadowRoot!.querySelector('input')!;
    expect(slider.getAttribute('aria-valuetext')).to.equal('10 seconds of 1 minute 4 seconds, Boat');
  });

  it('no button is read out twice', async () => {
    const twice = (await hearPage()).filter(({ name, description }) => name !== '' && name === description);
    expect(twice.map(({ name }) => name)).to.deep.equal([]);
    expect(await hear('button', 'Share')).to.equal('Share, button, hasPopup dialog');
  });

  it('the transcript: each time with its text, and how much was found, once for each letter', async () => {
    expect(await hear('region', '')).to.equal('Transcript, region');
    expect(await hear('button', '0:10')).to.contain('0:10, button, (- A boat)');
    transcript.shadowRoot!.querySelector('input')!.focus();
    expect(await hear('searchbox', '')).to.equal('Search transcript, searchbox, focused true');
    await sendKeys({ type: 'boa' });
    await waitUntil(() => said.at(-1) === '1 of 1', 'not found', PATIENCE);
    await sendKeys({ press: 'x' });
    await waitUntil(() => said.at(-1) === 'No results', 'found', PATIENCE);
    expect(said.length, said.join()).to.be.at.most(4);
  });

  it('the next video: who goes by the keyboard is on the way to stop it, and it is told once', async () => {
    el.focus();
    el.nextSrc = el.src;
    await el.play();
    el.currentTime = el.duration - 0.3;
    await waitUntil(() => el.ended && said.includes('Up next in 4'), 'it is not told', PATIENCE);
    expect(await hear('button', 'Cancel')).to.equal('Cancel, button, focused true');
    expect(await hear('button', 'Play now')).to.equal('Play now, button');
    expect(await hear('timer', '')).to.equal('Up next in 5, timer');
    const countdown = (): string => uiOf(el)!.shadowRoot!.querySelector('.next')?.textContent ?? '';
    await waitUntil(() => countdown().includes('2'), 'it does not count', PATIENCE);
    expect(said).to.deep.equal(['Up next in 4']);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => controlsOf(el)!.matches(':focus-within'), 'the focus is lost', PATIENCE);
  });
});
