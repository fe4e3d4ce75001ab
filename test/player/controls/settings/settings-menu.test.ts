import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../../src/define/controls.js';
import '../../../../src/define/settings.js';
import type { CfStreamControls } from '../../../../src/define/controls.js';
import type { CfStreamSettings } from '../../../../src/define/settings.js';
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

  it('the menu is not in the page before it is opened', () => {
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

    it('the title beside the time leads to the list, which marks the present one, and the keys lead to another', async () => {
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

    it('they are the first line of the settings, and the title leaves where there is no room', async () => {
      await open();
      expect(texts()[0]).to.equal('Chapters <b>Middle</b>');
      expect(title()!.checkVisibility()).to.equal(true);
      controls.parentElement!.style.width = '320px';
      await waitUntil(() => !title()!.checkVisibility(), 'it stays');
    });

    it('the first line is as high as the others, however long the title of the present one is', async () => {
      const long = { ...chapters[1]!, title: 'The meadow, and all that lives and grows in it '.repeat(3) };
      controls.choices = { ...CHOICES, chapters, chapter: long };
      await open();
      const [first, second] = items().map((item) => item.getBoundingClientRect().height);
      expect(first).to.equal(second);
    });
  });

  it('the menu shows the present choice, and takes another by keyboard alone', async () => {
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

  it('ArrowLeft leads to the page before, and to the item that was opened', async () => {
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

  it('Escape leads to the page before, and closes from the first one', async () => {
    await open();
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Auto (720p)');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === 'Quality Auto (720p)');
    expect(isOpen()).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(isOpen()).to.equal(false);
  });

  it('a letter leads to the next line that begins with it, round and round, and no shortcut takes it', async () => {
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

  it('left and right keys are swapped on right-to-left pages', async () => {
    controls.parentElement!.dir = 'rtl';
    await open();
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => focused() === 'Auto (720p)');
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => focused() === 'Quality Auto (720p)');
  });

  it('names tracks by their language or their number, and styles captions without closing', async () => {
    await open();
    items()[2]!.click();
    await settings()!.updateComplete;
    expect(texts()).to.deep.equal(['Captions', 'Off', 'français', 'Track 2', 'Caption style']);
    expect(items()[2]!.querySelector('[lang=fr]')).not.to.equal(null);
    items()[4]!.click();
    await settings()!.updateComplete;
    expect(texts()).to.deep.equal(['Caption style', 'Text size 100%', 'Text color White', 'Background Translucent']);
    items()[2]!.click();
    await settings()!.updateComplete;
    items()[2]!.click();
    expect(asked).to.deep.equal([['caption-style-request', { size: 1, color: 'yellow', background: 'translucent' }]]);
    expect(isOpen()).to.equal(true);
  });

  it('chooses speed, audio and no captions', async () => {
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

  it('closes at a press of its button, or anywhere else', async () => {
    await open();
    const { left, top, width, height } = button().getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await waitUntil(() => !isOpen());
    await open();
    await sendMouse({ type: 'click', position: [5, 5] });
    await waitUntil(() => !isOpen());
  });

  it('lies at its button and inside the window where the page sets zoom', async () => {
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

  it('leaves the seek bar free, 12 pixels above it', async () => {
    controls.parentElement!.style.marginBlockStart = '300px';
    await open();
    const bar = controls.shadowRoot!.querySelector('cf-stream-seek-bar')!.getBoundingClientRect();
    expect(menu().getBoundingClientRect().bottom).to.be.closeTo(bar.top - 12, 1);
  });

  it('stays inside the window beside a small player at its edge', async () => {
    controls.parentElement!.style.width = '200px';
    await open();
    const { left, right, top, bottom } = menu().getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(top).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
  });
});
