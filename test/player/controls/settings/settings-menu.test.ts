import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../../src/define/captions.js';
import '../../../../src/define/controls.js';
import '../../../../src/define/settings.js';
import type { CfStreamControls } from '../../../../src/define/controls.js';
import type { CfStreamSettings } from '../../../../src/define/settings.js';
import { loadTexts } from '../../../../src/player/strings/languages.js';
import type { CaptionStyle } from '../../../../src/player/model/caption-style.js';
import { ChapterView } from '../../../../src/player/tracks/chapter-view.js';
import { EMPTY_MEDIA } from '../../../../src/player/model/media-snapshot.js';
import { NO_CHOICES, type PlayerChoices } from '../../../../src/player/controls/settings/choices.js';

const CHOICES: PlayerChoices = {
  ...NO_CHOICES,
  qualities: [
    { id: '2', height: 1080, bitrate: 5e6, frameRate: 30 },
    { id: '1', height: 720, bitrate: 2.5e6, frameRate: 30 },
    { id: '0', height: 360, bitrate: 8e5, frameRate: 30 },
  ],
  playing: '1',
  audio: [
    { id: 'en', label: 'Original', language: 'en' },
    { id: 'de', label: '', language: 'de' },
  ],
  audioId: 'en',
  captions: [
    { id: 'c1', label: '', language: 'fr' },
    { id: 'c2', label: '', language: '' },
  ],
  captionsId: 'c1',
};

describe('<cf-stream-settings>', () => {
  let controls: CfStreamControls;
  let asked: [name: string, detail: unknown][];
  const settings = (): CfStreamSettings | null => controls.shadowRoot!.querySelector('cf-stream-settings');
  const menu = (): HTMLElement => settings()!.shadowRoot!.querySelector<HTMLElement>('[role=menu]')!;
  const items = (): HTMLElement[] => [...menu().querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const texts = (): string[] => items().map((item) => item.textContent.replace(/\s+/g, ' ').trim());
  const focused = (): string | undefined =>
    settings()!.shadowRoot!.activeElement?.textContent.replace(/\s+/g, ' ').trim();
  const button = (): HTMLElement => controls.shadowRoot!.querySelector<HTMLElement>('[part~=settings-button]')!;
  const isOpen = (): boolean => menu().matches(':popover-open');
  const open = async (): Promise<void> => {
    button().focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => settings()?.shadowRoot && isOpen() && settings()!.shadowRoot!.activeElement);
  };

  beforeEach(async () => {
    const box = await fixture<HTMLElement>(
      html`<div><cf-stream-controls .media=${{ ...EMPTY_MEDIA, duration: 64 }} .choices=${CHOICES}></cf-stream-controls></div>`,
    );
    Object.assign(box.style, { position: 'relative', width: '640px', height: '360px' });
    controls = box.querySelector('cf-stream-controls')!;
    await controls.updateComplete;
    asked = [];
    for (const name of [
      'quality-request',
      'rate-request',
      'audio-request',
      'captions-request',
      'caption-style-request',
      'help-request',
      'seek-request',
    ]) {
      box.addEventListener(name, (event) => asked.push([name, (event as CustomEvent).detail]));
    }
  });

  it('is not in the page before it is opened', () => {
    expect(settings()).to.equal(null);
    expect(button().getAttribute('aria-haspopup')).to.equal('menu');
  });

  describe('with chapters', () => {
    const chapters = [
      { startTime: 0, endTime: 20, title: 'Start' },
      { startTime: 20, endTime: 40, title: '<b>Middle</b>' },
      { startTime: 40, endTime: Infinity, title: 'End' },
    ];
    const title = (): HTMLElement | null => controls.shadowRoot!.querySelector('[part~=chapter]');
    beforeEach(async () => {
      controls.choices = { ...CHOICES, chapters, chapter: chapters[1]! };
      controls.chapters = new ChapterView(chapters);
      controls.media = { ...EMPTY_MEDIA, duration: 64, currentTime: 25 };
      await controls.updateComplete;
    });

    it('opens their list from the title beside the time, marks the current one, and seeks to another by keys', async () => {
      expect(title()?.textContent).to.equal('<b>Middle</b>');
      title()!.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => settings()?.shadowRoot && isOpen() && settings()!.shadowRoot!.activeElement);
      expect(texts()).to.deep.equal(['Chapters', 'Start 0:00', '<b>Middle</b> 0:20', 'End 0:40']);
      expect(focused()).to.equal('<b>Middle</b> 0:20');
      expect(items().map((item) => item.ariaChecked)).to.deep.equal([null, 'false', 'true', 'false']);
      await expect(settings()!).to.be.accessible();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      expect(asked).to.deep.equal([['seek-request', { time: 40 }]]);
      expect(isOpen()).to.equal(false);
      expect(controls.shadowRoot!.activeElement?.part.contains('chapter')).to.equal(true);
    });

    it('lists them first, and hides the title beside the time when there is no room', async () => {
      await open();
      expect(texts()[0]).to.equal('Chapters <b>Middle</b>');
      expect(title()!.checkVisibility()).to.equal(true);
      controls.parentElement!.style.width = '320px';
      await waitUntil(() => !title()!.checkVisibility(), 'it stays');
    });

    it('keeps its first line as high as the others, however long the current title is', async () => {
      const long = { ...chapters[1]!, title: 'The meadow, and all that lives and grows in it '.repeat(3) };
      controls.choices = { ...CHOICES, chapters, chapter: long };
      // In Japanese, a line may end after each letter.
      for (const lang of ['en', 'ja']) {
        controls.texts = await loadTexts(lang);
        await open();
        const [first, second] = items().map((item) => item.getBoundingClientRect().height);
        expect(first, lang).to.equal(second);
        await sendKeys({ press: 'Escape' });
      }
    });
  });

  it('marks the current choice, and selects another by keyboard alone', async () => {
    await open();
    expect(texts()).to.deep.equal([
      'Quality Auto (720p)',
      'Speed Normal',
      'Captions français',
      'Audio Original',
      'Loop a section',
      'Keyboard shortcuts',
    ]);
    expect(focused()).to.equal('Quality Auto (720p)');
    await expect(controls).to.be.accessible();
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Auto (720p)');
    expect(texts()).to.deep.equal(['Quality', 'Auto (720p)', '1080p HD', '720p', '360p']);
    expect(items()[1]!.ariaChecked).to.equal('true');
    expect(items()[0]!.ariaLabel, 'where the line with the name of the page leads').to.equal('Back: Quality');
    await expect(controls).to.be.accessible();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal('1080p HD');
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal([['quality-request', { id: '2' }]]);
    expect(isOpen()).to.equal(false);
    expect(controls.shadowRoot!.activeElement, 'the focus is back').to.equal(button());
  });

  it('goes back to the item that was opened on ArrowLeft', async () => {
    await open();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Normal');
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused() === 'Speed Normal');
    await sendKeys({ press: 'End' });
    expect(focused()).to.equal('Keyboard shortcuts');
    await sendKeys({ press: 'Escape' });
    expect(isOpen()).to.equal(false);
  });

  it('goes back on Escape, and closes on the first page', async () => {
    await open();
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Auto (720p)');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === 'Quality Auto (720p)');
    expect(isOpen()).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(isOpen()).to.equal(false);
  });

  it('moves to the next line that starts with a typed letter, which then is no shortcut', async () => {
    await open();
    const taken: string[] = [];
    controls.addEventListener('keydown', ({ key, defaultPrevented }) => taken.push(`${key} ${defaultPrevented}`));
    const found: (string | undefined)[] = [];
    for (const key of ['c', 'S', 'k', 'q', 'x']) {
      await sendKeys({ press: key });
      found.push(focused());
    }
    expect(found).to.deep.equal([
      'Captions français',
      'Speed Normal',
      'Keyboard shortcuts',
      'Quality Auto (720p)',
      'Quality Auto (720p)',
    ]);
    expect(taken).to.deep.equal(['c true', 'S true', 'k true', 'q true', 'x false']);
  });

  it('swaps the left and right keys on right-to-left pages', async () => {
    controls.parentElement!.dir = 'rtl';
    await open();
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused() === 'Auto (720p)');
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Quality Auto (720p)');
  });

  it('names caption tracks by their language or their number', async () => {
    await open();
    items()[2]!.click();
    await settings()!.updateComplete;
    expect(texts()).to.deep.equal(['Captions', 'Off', 'français', 'Track 2', 'Caption style']);
    expect(items()[2]!.querySelector('[lang=fr]')).not.to.equal(null);
  });

  describe('caption style', () => {
    const sample = (): HTMLElement =>
      menu().querySelector('cf-stream-captions')!.shadowRoot!.querySelector<HTMLElement>('.text')!;
    /** Applies what is requested, as the player does. */
    const obey = (): void =>
      controls.parentElement!.addEventListener('caption-style-request', (event) => {
        controls.choices = { ...controls.choices, captionStyle: (event as CustomEvent<CaptionStyle>).detail };
      });
    const openStyle = async (): Promise<void> => {
      await open();
      for (const key of ['c', 'ArrowRight']) await sendKeys({ press: key });
      await waitUntil(() => focused() === 'français', 'the page of the captions');
      for (const key of ['End', 'ArrowRight']) await sendKeys({ press: key });
      await waitUntil(() => focused() === 'Font Default', 'its page');
    };
    /** Moves to a line by keys alone, and opens it. */
    const enter = async (line: string): Promise<void> => {
      await sendKeys({ press: 'Home' });
      for (let step = 0; step < 12 && !focused()!.startsWith(`${line} `); step += 1)
        await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowRight' });
      await waitUntil(() => texts()[0] === line && focused() !== line, line);
    };

    it('offers all options by keyboard alone, shows each choice in the list, and stays open', async () => {
      obey();
      await openStyle();
      expect(texts()).to.deep.equal([
        'Caption style',
        'Font Default',
        'Text size 100%',
        'Text color Default',
        'Text opacity Default',
        'Text edge Default',
        'Background Default',
        'Background opacity Default',
        'Window Default',
        'Window opacity Default',
        'Reset',
      ]);
      expect(sample().textContent).to.equal('Captions');
      await expect(settings()!).to.be.accessible();
      const colors = 'Default White Black Red Green Blue Yellow Magenta Cyan';
      const opacities = 'Default 100% 75% 50% 25%';
      for (const [line, values] of [
        ['Font', 'Default|Monospaced serif|Serif|Monospaced|Sans serif|Casual|Cursive|Small capitals'],
        ['Text size', '50% 75% 100% 125% 150% 200% 300% 400%'],
        ['Text color', colors],
        ['Text opacity', opacities],
        ['Text edge', 'Default|None|Raised|Depressed|Outline|Drop shadow'],
        ['Background', colors],
        ['Background opacity', `${opacities} 0%`],
        ['Window', colors],
        ['Window opacity', `${opacities} 0%`],
      ] as const) {
        await enter(line);
        expect(texts().slice(1)).to.deep.equal(values.split(values.includes('|') ? '|' : ' '));
        expect(items().filter(({ ariaChecked }) => ariaChecked === 'true')).to.have.length(1);
        expect(focused(), 'what is chosen').to.equal(line === 'Text size' ? '100%' : 'Default');
        await expect(settings()!).to.be.accessible();
        await sendKeys({ press: 'ArrowDown' });
        const chosen = focused()!;
        await sendKeys({ press: 'Enter' });
        await waitUntil(
          () =>
            items()
              .find(({ ariaChecked }) => ariaChecked === 'true')
              ?.textContent.trim() === chosen,
        );
        expect(isOpen()).to.equal(true);
        await sendKeys({ press: 'ArrowLeft' });
        await waitUntil(() => focused() === `${line} ${chosen}`, `back at ${line} ${chosen}`);
      }
      const chosen = {
        ...{ font: 'monoSerif', size: 1.25, color: 'white', opacity: 1, edge: 'none', background: 'white' },
        ...{ backgroundOpacity: 1, window: 'white', windowOpacity: 1 },
      };
      expect(asked.at(-1)).to.deep.equal(['caption-style-request', chosen]);
      expect(asked).to.have.length(9);
    });

    it('stays readable with unreadable captions, and restores the defaults on reset', async () => {
      obey();
      const { color } = getComputedStyle(button());
      controls.choices = { ...CHOICES, captionStyle: { color: 'black', background: 'black', size: 4 } };
      await openStyle().catch(() => undefined);
      await waitUntil(() => focused() === 'Font Default', 'its page');
      expect(texts()).to.include.members(['Text size 400%', 'Text color Black', 'Background Black']);
      await expect(settings()!).to.be.accessible();
      const looks = (): string => Object.values(getComputedStyle(sample())).join();
      const black = looks();
      await sendKeys({ press: 'r' });
      expect(focused()).to.equal('Reset');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => texts().includes('Text color Default'), 'it is reset');
      expect(texts()).to.include.members(['Text size 100%', 'Background Default']);
      expect(asked).to.deep.equal([['caption-style-request', {}]]);
      await waitUntil(() => looks() !== black, 'so is the sample');
      expect(isOpen()).to.equal(true);
      expect(getComputedStyle(button()).color).to.equal(color);
    });

    it('resets one option, and keeps the others', async () => {
      controls.choices = { ...CHOICES, captionStyle: { color: 'red', edge: 'raised' } };
      await openStyle();
      await enter('Text color');
      expect(focused()).to.equal('Red');
      await sendKeys({ press: 'Home' });
      for (const key of ['ArrowDown', 'Enter']) await sendKeys({ press: key });
      expect(asked).to.deep.equal([['caption-style-request', { edge: 'raised' }]]);
    });

    it('keeps its sample away from the focused line', async () => {
      await openStyle();
      menu().style.maxBlockSize = '260px';
      for (let at = 0; at < 24; at += 1) {
        await sendKeys({ press: at < 12 ? 'ArrowDown' : 'ArrowUp' });
        const { top, bottom } = settings()!.shadowRoot!.activeElement!.getBoundingClientRect();
        const box = menu().querySelector('.sample')!.getBoundingClientRect();
        const frame = menu().getBoundingClientRect();
        expect([
          bottom <= box.top + 1 || top >= box.bottom - 1,
          top >= frame.top,
          bottom <= frame.bottom,
        ]).to.deep.equal([true, true, true]);
      }
    });

    it('loads when it is opened, and stays on the page before when it fails to load', async () => {
      const answers: (() => void)[] = [];
      controls.loadSettings = (more) =>
        more ? new Promise((resolve) => answers.push(() => resolve(false))) : Promise.resolve(true);
      await open();
      items()[2]!.click();
      await waitUntil(() => texts()[0] === 'Captions');
      expect(answers).to.have.length(0);
      items()[4]!.click();
      await waitUntil(() => answers.length === 1, 'it is not asked for');
      answers[0]!();
      await settings()!.updateComplete;
      expect(texts()[0]).to.equal('Captions');
      controls.loadSettings = (more) => more?.() ?? Promise.resolve(true);
      await controls.updateComplete;
      items()[4]!.click();
      await waitUntil(() => texts()[0] === 'Caption style', 'it comes the next time');
    });

    it('follows a change of language at once, and uses the site’s own words', async () => {
      controls.texts = await loadTexts('de');
      await open();
      items()[2]!.click();
      await settings()!.updateComplete;
      items()[4]!.click();
      await waitUntil(() => texts()[1] === 'Schriftart Standard', texts().join());
      expect(sample().textContent).to.equal('Untertitel');
      controls.texts = await loadTexts('ar');
      await waitUntil(() => texts()[1] === 'الخط افتراضي', 'in Arabic');
      controls.texts = await loadTexts('da', {
        da: { captionStyle: 'Undertekster', captionWords: { font: 'Skrifttype' } },
      });
      await waitUntil(() => texts()[1] === 'Skrifttype Default', 'in words of a site');
      expect(texts()[0]).to.equal('Undertekster');
    });
  });

  it('selects speed, audio and no captions', async () => {
    const choose = async (line: number, item: number): Promise<void> => {
      await open();
      items()[line]!.click();
      await settings()!.updateComplete;
      items()[item]!.click();
      await waitUntil(() => !isOpen());
    };
    await choose(1, 4);
    await choose(3, 2);
    await choose(2, 1);
    expect(asked).to.deep.equal([
      ['rate-request', { playbackRate: 1.25 }],
      ['audio-request', { id: 'de' }],
      ['captions-request', { id: null }],
    ]);
  });

  it('marks audio descriptions, also for screen readers', async () => {
    const described = { id: 'ad', label: '', language: 'de', isDescribed: true };
    controls.choices = { ...CHOICES, audio: [...CHOICES.audio, described], audioId: 'ad' };
    await open();
    expect(texts()[3]).to.equal('Audio Deutsch · AD');
    items()[3]!.click();
    await settings()!.updateComplete;
    expect(texts()).to.deep.equal(['Audio', 'Original', 'Deutsch', 'Deutsch AD']);
    const mark = items()[3]!.querySelector('sup')!;
    expect([mark.getAttribute('role'), mark.getAttribute('aria-label')]).to.deep.equal(['img', 'Audio description']);
    expect(items()[2]!.querySelector('sup') === null).to.equal(true);
    await expect(settings()!).to.be.accessible();
  });

  it('closes at a click on its button, or anywhere else', async () => {
    await open();
    const { left, top, width, height } = button().getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await waitUntil(() => !isOpen());
    await open();
    await sendMouse({ type: 'click', position: [5, 5] });
    await waitUntil(() => !isOpen());
  });

  it('stays at its button and within the window when the page sets `zoom`', async () => {
    const { documentElement, body } = document;
    try {
      for (const [root, page, own] of [
        ['1', '0.5', '1'],
        ['1', '1.6', '1'],
        ['1.5', '1', '1'],
        ['0.8', '1', '1.5'],
      ] as const) {
        documentElement.style.zoom = root;
        body.style.zoom = page;
        controls.style.zoom = own;
        await open();
        const { left, right, top, bottom } = menu().getBoundingClientRect();
        const anchor = button().getBoundingClientRect();
        const bar = controls.shadowRoot!.querySelector('cf-stream-seek-bar')!.getBoundingClientRect();
        const zooms = `${root} · ${page} · ${own}`;
        expect(left, zooms).to.be.at.least(0);
        expect(right, zooms).to.be.at.most(innerWidth);
        expect(top, zooms).to.be.at.least(0);
        expect(bottom, zooms).to.be.at.most(innerHeight);
        expect(Math.abs(bar.top - bottom - 12) < 2 || Math.abs(top - anchor.bottom - 8) < 2, zooms).to.equal(true);
        expect(right > anchor.left && left < anchor.right, zooms).to.equal(true);
        menu().hidePopover();
        await waitUntil(() => !isOpen());
      }
    } finally {
      for (const { style } of [documentElement, body]) style.zoom = '';
    }
  });

  it('opens 12 px above the seek bar', async () => {
    controls.parentElement!.style.marginBlockStart = '300px';
    await open();
    const bar = controls.shadowRoot!.querySelector('cf-stream-seek-bar')!.getBoundingClientRect();
    expect(menu().getBoundingClientRect().bottom).to.be.closeTo(bar.top - 12, 1);
  });

  it('stays within the window beside a small player at its edge', async () => {
    controls.parentElement!.style.width = '200px';
    await open();
    const { left, right, top, bottom } = menu().getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(top).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });
});
