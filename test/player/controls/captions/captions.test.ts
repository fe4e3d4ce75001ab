import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { fuzz } from '../../../harness/fuzz.js';
import '../../../../src/define/captions.js';
import type { CfStreamCaptions } from '../../../../src/define/captions.js';
import type { CaptionStyle } from '../../../../src/player/model/caption-style.js';

describe('<cf-stream-captions>', () => {
  let captions: CfStreamCaptions;
  let track: TextTrack;
  const cues = (): HTMLElement[] => [...captions.shadowRoot!.querySelectorAll<HTMLElement>('.cue')];

  beforeEach(async () => {
    const box = await fixture<HTMLElement>(
      html`<div><video muted src="/test/fixtures/clip-5s.mp4"></video><cf-stream-captions></cf-stream-captions></div>`,
    );
    Object.assign(box.style, { position: 'relative', width: '640px', height: '360px' });
    captions = box.querySelector('cf-stream-captions')!;
    const video = box.querySelector('video')!;
    await waitUntil(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA, 'there is a picture', {
      timeout: 12_000,
    });
    track = video.addTextTrack('captions', 'English', 'en');
    track.mode = 'hidden';
  });

  const add = async (text: string, settings: Partial<VTTCue> = {}): Promise<void> => {
    track.addCue(Object.assign(new VTTCue(0, 4, text), settings));
    const video = captions.parentElement!.querySelector('video')!;
    video.currentTime = 1;
    await oneEvent(video, 'seeked');
    await waitUntil(() => (track.activeCues?.length ?? 0) > 0);
    captions.track = track;
    await waitUntil(() => cues().length > 0);
  };

  /** Number of elements between this one and the text of its cue. */
  const depthOf = (element: Element | null, text: Element): number =>
    element === null || element === text ? 0 : 1 + depthOf(element.parentElement, text);

  /** Draws these cues as the active ones. */
  const draw = async (
    ...texts: readonly (string | VTTCue | readonly [text: string, settings?: Partial<VTTCue>])[]
  ): Promise<void> => {
    const activeCues = texts.map((one) => {
      if (one instanceof VTTCue) return one;
      const [text, settings] = typeof one === 'string' ? [one] : one;
      return Object.defineProperties(
        new VTTCue(0, 4, text),
        // Some browsers have no regions, or accept only their own.
        Object.fromEntries(Object.entries(settings ?? {}).map(([name, value]) => [name, { value }])),
      );
    });
    captions.track = Object.assign(new EventTarget(), { activeCues, language: 'en' }) as never;
    await captions.updateComplete;
  };

  it('draws active cues with the markup of WebVTT', async () => {
    await add('<i>Hello</i> <b>you</b>');
    expect(cues()[0]!.textContent.trim()).to.equal('Hello you');
    expect(cues()[0]!.querySelector('i')?.textContent).to.equal('Hello');
    expect(captions.shadowRoot!.querySelector('[lang=en]')).not.to.equal(null);
    await expect(captions).to.be.accessible();
  });

  it('draws cues without a position at the bottom, above the controls', async () => {
    await add('Hello');
    const above = (): number => captions.getBoundingClientRect().bottom - cues()[0]!.getBoundingClientRect().bottom;
    const margin = captions.clientHeight * 0.04;
    await waitUntil(() => Math.abs(above() - margin) < 1, 'it has come in');
    captions.style.setProperty('--_safe', '80px');
    await waitUntil(() => Math.abs(above() - margin - 80) < 1, 'it has made room');
  });

  it('draws cues with a line near the top there', async () => {
    await add('Above', { snapToLines: false, line: 5 });
    const { top } = captions.getBoundingClientRect();
    expect(cues()[0]!.getBoundingClientRect().top - top).to.be.lessThan(60);
  });

  describe('with the style that the viewer has chosen', () => {
    const text = (): CSSStyleDeclaration => getComputedStyle(cues()[0]!.querySelector('.text')!);
    const behind = (): string => rgba(getComputedStyle(cues()[0]!).backgroundColor);
    const choose = async (style: CaptionStyle): Promise<void> => {
      captions.captionStyle = style;
      await captions.updateComplete;
    };
    /** Red, green and blue of a colour, and its opacity in percent. */
    const rgba = (color: string): string => {
      const context = document.createElement('canvas').getContext('2d')!;
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return `${red} ${green} ${blue} ${Math.round(alpha! / 2.55)}%`;
    };
    beforeEach(() => draw('Hello <c.blue.bg_yellow>you</c>'));

    it('applies each option and only that, and the defaults without any', async () => {
      const looks = (): Record<string, string> => ({
        font: text().fontFamily,
        caps: text().fontVariantCaps,
        size: text().fontSize,
        color: rgba(text().color),
        edge: text().textShadow,
        background: rgba(text().backgroundColor),
        window: behind(),
      });
      const usual = looks();
      expect([usual.color, usual.background, usual.window, usual.edge, usual.caps]).to.deep.equal([
        '255 255 255 100%',
        '0 0 0 76%',
        '0 0 0 0%',
        'none',
        'normal',
      ]);
      const size = Number.parseFloat(usual.size!);
      for (const [style, name, value] of [
        [{ font: 'monoSerif' }, 'font', /Courier.*monospace/],
        [{ font: 'serif' }, 'font', /Times.* serif/],
        [{ font: 'monoSans' }, 'font', /Consolas.*monospace/],
        [{ font: 'sans' }, 'font', /Arial.*sans-serif/],
        [{ font: 'casual' }, 'font', /Comic.*fantasy/],
        [{ font: 'cursive' }, 'font', /Chancery.*cursive/],
        [{ font: 'smallCaps' }, 'caps', /^small-caps$/],
        [{ size: 0.5 }, 'size', RegExp(`^${size * 0.5}px`)],
        [{ size: 4 }, 'size', RegExp(`^${size * 4}px`)],
        [{ color: 'yellow' }, 'color', /^255 225 77 100%/],
        [{ opacity: 0.25 }, 'color', /^255 255 255 25%/],
        [{ color: 'black', opacity: 0.5 }, 'color', /^0 0 0 50%/],
        [{ edge: 'raised' }, 'edge', /rgb\(0, 0, 0\)/],
        [{ edge: 'depressed' }, 'edge', /rgb\(0, 0, 0\)/],
        [{ edge: 'outline' }, 'edge', /(rgb\(0, 0, 0\).*){8}/],
        [{ edge: 'shadow' }, 'edge', /rgb\(0, 0, 0\)/],
        [{ background: 'blue' }, 'background', /^9\d 12\d 255 76%/],
        [{ backgroundOpacity: 1 }, 'background', /^0 0 0 100%/],
        [{ window: 'red' }, 'window', /^255 8\d 8\d 75%/],
        [{ windowOpacity: 0.5 }, 'window', /^0 0 0 50%/],
        [{ window: 'cyan', windowOpacity: 0 }, 'window', /^0 0 0 0%/],
      ] as const) {
        await choose(style);
        const now = looks();
        expect(now[name], JSON.stringify(style)).to.match(value);
        if (Object.keys(style).join() !== 'window,windowOpacity')
          expect(now[name], JSON.stringify(style)).not.to.equal(usual[name]);
        expect({ ...now, [name]: usual[name] }, JSON.stringify(style)).to.deep.equal(usual);
      }
      await choose({ edge: 'none', backgroundOpacity: 0 });
      expect(text().textShadow).to.equal('none');
      await choose({ backgroundOpacity: 0 });
      expect(text().textShadow, 'what is on nothing stands out').to.match(/rgb/);
      await choose({});
      expect(looks()).to.deep.equal(usual);
    });

    it('draws a light outline around black text', async () => {
      await choose({ color: 'black', edge: 'outline' });
      expect(text().textShadow).to.match(/rgb\(255, 255, 255\)/);
    });

    it('overrides the colours of a cue with chosen colours, but not with other options', async () => {
      const named = (): string[] => {
        const { color, backgroundColor } = getComputedStyle(cues()[0]!.querySelector('.text span')!);
        return [rgba(color), rgba(backgroundColor)];
      };
      const own = ['0 0 255 100%', '255 255 0 100%'];
      expect(named()).to.deep.equal(own);
      await choose({ font: 'serif', edge: 'raised', size: 2, window: 'red' });
      expect(named()).to.deep.equal(own);
      await choose({ color: 'green' });
      expect(named()).to.deep.equal(['125 255 138 100%', '0 0 0 0%']);
      await choose({ background: 'white', backgroundOpacity: 1 });
      expect(named()).to.deep.equal(['255 255 255 100%', '0 0 0 0%']);
    });

    it('draws the window behind all lines of a cue and around their background', async () => {
      await draw('Hello\nyou and me');
      await choose({ window: 'blue' });
      const box = cues()[0]!.getBoundingClientRect();
      const lines = [...cues()[0]!.querySelector('.text')!.getClientRects()];
      expect(lines).to.have.length(2);
      for (const { left, right, top, bottom } of lines)
        expect([left >= box.left, right <= box.right, top > box.top, bottom < box.bottom]).to.deep.equal([
          true,
          true,
          true,
          true,
        ]);
    });

    it('overrides the style that the page has set', async () => {
      const { style } = captions.parentElement!;
      const size = Number.parseFloat(text().fontSize);
      for (const [name, value] of [
        ['size', '1.5'],
        ['font', 'Georgia, serif'],
        ['color', '#ff8800'],
        ['opacity', '80%'],
        ['edge', '1px 1px #008'],
        ['background-color', '#004'],
        ['background-opacity', '50%'],
        ['window-color', '#400'],
        ['window-opacity', '40%'],
      ] as const)
        style.setProperty(`--cf-stream-caption-${name}`, value);
      const looks = (): string[] => [
        text().fontFamily,
        rgba(text().color),
        text().textShadow,
        rgba(text().backgroundColor).replace(/ 6\d /, ' 68 '),
        behind().replace(/^6\d /, '68 '),
      ];
      expect(looks()).to.deep.equal([
        'Georgia, serif',
        '255 136 0 80%',
        'rgb(0, 0, 136) 1px 1px 0px',
        '0 0 68 50%',
        '68 0 0 40%',
      ]);
      expect(Number.parseFloat(text().fontSize)).to.be.closeTo(size * 1.5, 0.1);
      await choose({
        font: 'sans',
        size: 2,
        color: 'white',
        opacity: 1,
        edge: 'none',
        backgroundOpacity: 0,
        windowOpacity: 1,
      });
      const [font, ...others] = looks();
      expect(font).to.match(/^Arial/);
      expect(others).to.deep.equal(['255 255 255 100%', 'none', '0 0 0 0%', '68 0 0 100%']);
      expect(Number.parseFloat(text().fontSize)).to.be.closeTo(size * 3, 0.1);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('::part(captions) { background: lime }');
      document.adoptedStyleSheets = [sheet];
      try {
        expect(behind(), 'of the part').to.equal('68 0 0 100%');
        await choose({});
        expect(behind()).to.equal('0 255 0 100%');
      } finally {
        document.adoptedStyleSheets = [];
      }
    });

    it('limits large text to what fits into the picture', async () => {
      const long = 'A sentence of some length, such as people say them, and another one behind it.';
      for (const settings of [{}, { line: 0 }]) {
        await draw([long, settings]);
        const usual = Number.parseFloat(text().fontSize);
        for (const size of [2, 4] as const) {
          await choose({ size });
          const frame = captions.getBoundingClientRect();
          for (const { left, right, top, bottom } of cues()[0]!.querySelector('.text')!.getClientRects())
            expect([left >= frame.left, right <= frame.right, top >= frame.top, bottom <= frame.bottom]).to.deep.equal([
              true,
              true,
              true,
              true,
            ]);
          const now = Number.parseFloat(text().fontSize);
          expect(now, 'they are larger').to.be.above(usual * 1.9);
          if (size === 2) expect(now).to.be.closeTo(usual * 2, 0.1);
        }
        await choose({});
      }
    });
  });

  it('does not style cue classes that have names of the player’s own, and keeps their text', async () => {
    await add('<c.text.area>Hello</c> <v.cue Ann>you</v>');
    const text = cues()[0]!.querySelector('.text')!;
    expect(text.textContent).to.equal('Hello you');
    expect(cues()).to.have.length(1);
    expect(captions.shadowRoot!.querySelectorAll('.text, .area')).to.have.length(2);
    expect(text.querySelectorAll('[class], [part], [id], [style]')).to.have.length(0);
  });

  it('draws the text and background colours of WebVTT', async () => {
    const drawn = async (text: string): Promise<string[]> => {
      await draw(text);
      return [...cues()[0]!.querySelectorAll<HTMLElement>('.text span')].map((one) => {
        const { color, backgroundColor } = getComputedStyle(one);
        return backgroundColor === 'rgba(0, 0, 0, 0)' ? color : `${color} on ${backgroundColor}`;
      });
    };
    /** Opaque white. */
    const usual = 'color(srgb 1 1 1)';
    const colors = {
      white: 'rgb(255, 255, 255)',
      lime: 'rgb(0, 255, 0)',
      cyan: 'rgb(0, 255, 255)',
      red: 'rgb(255, 0, 0)',
      yellow: 'rgb(255, 255, 0)',
      magenta: 'rgb(255, 0, 255)',
      blue: 'rgb(0, 0, 255)',
      black: 'rgb(0, 0, 0)',
    };
    for (const [name, color] of Object.entries(colors)) {
      const [first, second] = name === 'lime' ? ['black', colors.black] : ['lime', colors.lime];
      expect(await drawn(`<c.bg_${name}.${first}>Hello</c>`)).to.deep.equal([`${second} on ${color}`]);
      expect(await drawn(`<c.${name}.bg_${first}>Hello</c>`)).to.deep.equal([`${color} on ${second}`]);
    }
    // Dark colours are lightened on the dark background of captions.
    expect(
      await drawn('<c.yellow.text>Hello</c> <v.magenta Ann>you</v> <c.blue>there</c> <c.black>!</c>'),
    ).to.deep.equal([colors.yellow, 'rgb(255, 102, 255)', 'rgb(153, 153, 255)', usual]);
    expect(await drawn('<c.bg_white>Hello <c.blue>you</c></c>'), 'nested').to.deep.equal([
      `${colors.black} on ${colors.white}`,
      colors.blue,
    ]);
    expect(await drawn('<c.bg_blue>Hello</c> <c.bg_pink.pink>you</c>')).to.deep.equal([
      `${usual} on ${colors.blue}`,
      usual,
    ]);
  });

  it('draws no cue without visible text', async () => {
    await draw('', ' ', '\n', '&nbsp;', '<i></i>', '<v Ann> </v>', '&lrm;', '\u200b', '<00:00:01.000>');
    expect(cues().map((cue) => cue.textContent)).to.deep.equal([]);
    await draw('&nbsp;', 'Hello');
    expect(cues().map((cue) => cue.textContent.trim())).to.deep.equal(['Hello']);
  });

  it('breaks words that are wider than the picture, and keeps each cue within its width', async () => {
    const long = 'https://example.com/' + 'a'.repeat(300);
    await draw(long, [long, { line: 0 }], [long, { position: 70, align: 'start', size: 30 }]);
    const frame = captions.getBoundingClientRect();
    for (const cue of cues())
      for (const { left, right, top, bottom } of cue.querySelector('.text')!.getClientRects()) {
        expect([left >= frame.left - 0.5, right <= frame.right + 0.5]).to.deep.equal([true, true]);
        expect(bottom > top).to.equal(true);
      }
  });

  it('draws ruby, language spans, entities and timestamps', async () => {
    await draw('<ruby>漢<rt>kan</rt></ruby> <lang fr>bon&nbsp;jour</lang> &lt;b&gt; &amp; <00:00:01.000>now');
    const text = cues()[0]!.querySelector('.text')!;
    expect(text.textContent).to.equal('漢kan bon\u00a0jour <b> & now');
    expect(text.querySelector('ruby > rt')?.textContent).to.equal('kan');
    expect(text.querySelector('[lang]')?.getAttribute('lang')).to.equal('fr');
    const [above, below] = [text.querySelector('rt')!, text.querySelector('ruby')!].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(above!.top).to.be.below(below!.bottom - above!.height / 2);
  });

  it('aligns right-to-left text to the right, and moves cues beyond the picture into it', async () => {
    await draw(['שלום לכולם', { align: 'start' }], ['hello', { align: 'start' }]);
    const [hebrew, english] = cues().map((cue) => cue.querySelector('.text')!.getBoundingClientRect());
    const frame = captions.getBoundingClientRect();
    expect(hebrew!.right).to.be.above(frame.left + frame.width / 2);
    expect(english!.left).to.be.below(frame.left + frame.width / 2);
    for (const [line, snapToLines] of [
      [-10, false],
      [-1000, true],
      [1000, true],
      [NaN, false],
      [100, false],
      [-0.5, false],
    ] as const) {
      await draw(['Hello', { line, snapToLines }]);
      const { top, bottom } = cues()[0]!.getBoundingClientRect();
      expect([top >= frame.top - 0.5, bottom <= frame.bottom + 0.5], String(line)).to.deep.equal([true, true]);
    }
  });

  it('draws the text of voices, but not their names', async () => {
    await draw('<v Ann>Hello</v>\n<v.loud Bob Smith><i>Hi</i> Ann</v>', '<v>Nobody');
    expect(cues().map(({ textContent }) => textContent.trim())).to.deep.equal(['Hello\nHi Ann', 'Nobody']);
  });

  it('draws vertical text at the side, line and position of its cue, without overlaps', async () => {
    const area = (): DOMRect => captions.shadowRoot!.querySelector('.area')!.getBoundingClientRect();
    const boxes = (): DOMRect[] => cues().map((cue) => cue.getBoundingClientRect());
    await draw(['縦書き', { vertical: 'rl', line: 0 }]);
    expect(boxes()[0]!.right).to.be.closeTo(area().right, 0.5);
    expect(getComputedStyle(cues()[0]!).writingMode).to.equal('vertical-rl');
    await draw(['縦書き', { vertical: 'lr', line: 0, align: 'start', position: 30 }]);
    expect(boxes()[0]!.left).to.be.closeTo(area().left, 0.5);
    expect(boxes()[0]!.top).to.be.closeTo(area().top + 0.3 * area().height, 0.5);
    await draw(['縦書き', { vertical: 'rl' }]);
    expect(boxes()[0]!.left, 'without a line, at the last').to.be.closeTo(area().left, 0.5);
    for (const vertical of ['rl', 'lr'] as const) {
      await draw(
        ['One', { vertical, line: 0 }],
        ['Two\nmore', { vertical, line: 0 }],
        ['Three', { vertical, line: 1 }],
      );
      const sorted = boxes().sort((one, other) => one.left - other.left);
      sorted.forEach((box, at) => {
        expect(box.left).to.be.at.least((at === 0 ? area().left : sorted[at - 1]!.right) - 0.5);
        expect(box.right).to.be.at.most(area().right + 0.5);
      });
    }
    await draw(['縦書き', { vertical: 'lr', line: 5_000 }]);
    expect(boxes()[0]!.right, 'beyond the picture').to.be.at.most(area().right + 0.5);
  });

  it('stacks the cues of a region in its box, the last one at the bottom', async () => {
    const region = Object.assign(Object.create(null) as VTTRegion, {
      ...{ width: 50, lines: 2, scroll: '' },
      ...{ regionAnchorX: 0, regionAnchorY: 0, viewportAnchorX: 25, viewportAnchorY: 10 },
    });
    await draw(['One', { region }], ['Two', { region }], ['Three', { region }], 'Below');
    const area = captions.shadowRoot!.querySelector('.area')!.getBoundingClientRect();
    const box = captions.shadowRoot!.querySelector('.region')!.getBoundingClientRect();
    const lineHeight = Number.parseFloat(getComputedStyle(cues()[0]!).lineHeight);
    expect(box.left).to.be.closeTo(area.left + 0.25 * area.width, 0.5);
    expect(box.top).to.be.closeTo(area.top + 0.1 * area.height, 0.5);
    expect(box.width).to.be.closeTo(0.5 * area.width, 0.5);
    expect(box.height).to.be.closeTo(2 * lineHeight, 0.5);
    const tops = cues().map((cue) => cue.getBoundingClientRect().top - box.top);
    [-lineHeight, 0, lineHeight].forEach((top, at) => expect(tops[at]).to.be.closeTo(top, 0.5));
    expect(cues()[3]!.parentElement!.className, 'no region').to.equal('area');
  });

  it('scrolls new cues into a region with scroll:up, and into no other', async () => {
    for (const scroll of ['up', ''] as const) {
      const text = `<c.cf-stream region width:40% scroll:${scroll}>`;
      await draw(`${text}One`);
      const [first] = captions.track!.activeCues!;
      await draw(first as VTTCue, `${text}Two`);
      const isMoving = cues().map((cue) => cue.getAnimations().length > 0);
      expect(isMoving.at(-1), scroll).to.equal(scroll === 'up');
      for (const animation of captions.shadowRoot!.getAnimations()) animation.finish();
      captions.captionStyle = { ...captions.captionStyle };
      await captions.updateComplete;
      expect(captions.shadowRoot!.getAnimations().length, 'nothing is new').to.equal(0);
      expect(cues().map((cue) => cue.textContent.trim())).to.deep.equal(['One', 'Two']);
    }
  });

  it('makes a cue as high as its lines, at the bottom and at the top', async () => {
    const texts = [
      'Hello',
      'Hello\nyou',
      '- Hello\n- you\n- there',
      'I\nwas with you\nand with\nmy friends of old times',
    ];
    for (const [lines, text] of texts.entries()) {
      for (const line of ['auto', 0] as const) {
        captions.track = Object.assign(new EventTarget(), {
          activeCues: [Object.assign(new VTTCue(0, 4, text), { line })],
          language: 'en',
        }) as never;
        await captions.updateComplete;
        const [cue] = cues();
        const lineHeight = Number.parseFloat(getComputedStyle(cue!).lineHeight);
        expect(cue!.getBoundingClientRect().height, `${text} at ${line}`).to.be.closeTo((lines + 1) * lineHeight, 0.5);
      }
    }
  });

  it('places a cue by its position, size and alignment', async () => {
    const draw = async (settings: Partial<VTTCue>): Promise<number[]> => {
      const activeCues = [Object.assign(new VTTCue(0, 4, 'Hello'), settings)];
      captions.track = Object.assign(new EventTarget(), { activeCues, language: 'en' }) as never;
      await captions.updateComplete;
      const area = captions.shadowRoot!.querySelector('.area')!.getBoundingClientRect();
      const text = cues()[0]!.querySelector('.text')!.getBoundingClientRect();
      const percent = (x: number): number => Math.round(((x - area.left) / area.width) * 100);
      return [text.left, (text.left + text.right) / 2, text.right].map(percent);
    };
    expect((await draw({}))[1], 'in the middle').to.equal(50);
    expect((await draw({ position: 25 }))[1]).to.equal(25);
    expect((await draw({ position: 80, align: 'start' }))[0]).to.equal(80);
    expect((await draw({ position: 30, align: 'end' }))[2]).to.equal(30);
    expect((await draw({ position: 10, align: 'left' }))[0]).to.equal(10);
    expect((await draw({ size: 40, align: 'start' }))[0]).to.equal(0);
    expect((await draw({ position: 70, positionAlign: 'line-left', size: 20 }))[1]).to.equal(80);
    expect((await draw({ align: 'right' }))[2]).to.equal(100);
  });

  it('stacks cues of the same line without overlaps and within the picture', async () => {
    const tall = Array.from({ length: 6 }, (_, line) => `line ${line}`).join('\n');
    const cases: [text: string, settings: Partial<VTTCue>][][] = [
      [
        ['One', { line: 0 }],
        ['Two', { line: 0 }],
      ],
      [
        ['One\nmore', { line: 0 }],
        ['Two', { line: 1 }],
        ['Three', { line: 1 }],
      ],
      [
        ['One', { line: 20, snapToLines: false }],
        ['Two', { line: 22, snapToLines: false }],
      ],
      [[tall, { line: 55, snapToLines: false }]],
      [
        [tall, { line: 50, snapToLines: false }],
        ['Below', {}],
      ],
    ];
    for (const texts of cases) {
      const activeCues = texts.map(([text, settings]) => Object.assign(new VTTCue(0, 4, text), settings));
      captions.track = Object.assign(new EventTarget(), { activeCues, language: 'en' }) as never;
      await captions.updateComplete;
      const frame = captions.shadowRoot!.querySelector('.area')!.getBoundingClientRect();
      const boxes = cues()
        .map((cue) => cue.getBoundingClientRect())
        .sort((a, b) => a.top - b.top);
      boxes.forEach((box, index) => {
        expect(box.top, JSON.stringify(texts)).to.be.at.least(
          index === 0 ? frame.top - 0.5 : boxes[index - 1]!.bottom - 0.5,
        );
        expect(box.bottom, JSON.stringify(texts)).to.be.at.most(frame.bottom + 0.5);
      });
    }
  });

  it('those at the bottom stand in the order of their lines, and others above each other as they come', async () => {
    const order = (): string =>
      cues()
        .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
        .map(({ textContent }) => textContent.trim())
        .join();
    await draw(['Last', { line: -1 }], ['Third', { line: -3 }], ['Last but one', { line: -2 }]);
    expect(order()).to.equal('Third,Last but one,Last');
    await draw(
      ['No line'],
      ['Nine tenths', { line: 90, snapToLines: false }],
      ['No line either'],
      ['Up', { line: -12 }],
    );
    expect(order()).to.equal('Up,Nine tenths,No line,No line either');
  });

  it('draws only the last 20 of a thousand active cues, and those with too many tags as plain text', async () => {
    for (let number = 0; number < 1_000; number += 1) track.addCue(new VTTCue(0, 4, `${'<i>'.repeat(200)}${number}`));
    await add('last');
    expect(cues()).to.have.length(20);
    expect(cues().at(-1)!.textContent.trim()).to.equal('last');
    expect(captions.shadowRoot!.querySelector('i')).to.equal(null);
  });

  it('draws fuzzed cues with few and harmless elements', async function () {
    // Each case has a limit of its own.
    this.timeout(120_000);
    const pieces = [
      '<i>',
      '</i>',
      '<b>',
      '<v Ann>',
      '<c.text.cue>',
      '<c.bg_red.area>',
      '<c.cf-stream region width:40% scroll:up>',
      '</c>',
      '<lang en>',
      '<ruby>',
      '<rt>',
      '&lt;',
      '&amp;',
    ];
    const hostile = ['<00:01.000>', '<img src=x onerror=a()>', '<script>', '<c part=x style=y id=z>', 'Hello', '\n'];
    const nodes = document.createElement('div');
    await fuzz(async (random) => {
      const activeCues = Array.from({ length: random.below(30) }, () =>
        Object.assign(new VTTCue(0, 4, random.text([...pieces, ...hostile], 80)), {
          line: random.pick(['auto' as const, random.below(200) - 100]),
          snapToLines: random.below(2) === 0,
          align: random.pick(['start', 'center', 'end', 'left', 'right'] as const),
        }),
      );
      const language = random.text(['en'], 2);
      // Layout takes most of the time: a part of the cases is enough to find a text for which it takes very long.
      captions.style.display = random.below(5) === 0 ? '' : 'none';
      captions.track = Object.assign(new EventTarget(), { activeCues, language }) as never;
      await captions.updateComplete;
      // Cues without visible text are not drawn.
      const isRead = (cue: VTTCue): boolean => /[^\s\p{Cf}]/u.test(cue.getCueAsHTML().textContent);
      expect(cues()).to.have.length(activeCues.slice(-20).filter(isRead).length);
      nodes.replaceChildren(...cues().map((cue) => cue.querySelector('.text')!.cloneNode(true)));
      for (const text of nodes.children) {
        expect(text.textContent).to.have.length.at.most(2_000);
        const elements = [...text.querySelectorAll<HTMLElement>('*')];
        expect(elements).to.have.length.at.most(100);
        expect(elements.filter((element) => !element.matches('i, b, u, span, ruby, rt'))).to.deep.equal([]);
        const names = elements.flatMap((element) => element.getAttributeNames());
        expect(names.filter((name) => !/^(lang|title|style)$/.test(name))).to.deep.equal([]);
        // Only colours: nothing that moves, hides or loads.
        const styles = elements.filter((element) => element.hasAttribute('style')).map(({ style }) => style);
        expect(
          styles.flatMap((style) => [...style]).filter((name) => !/^(color|background-[a-z-]+)$/.test(name)),
        ).to.deep.equal([]);
        for (const { cssText } of styles) expect(cssText).to.match(/^((background|color): [a-z#\d(), ]+; ?)*$/);
        expect(Math.max(0, ...elements.map((element) => depthOf(element, text)))).to.be.at.most(50);
      }
    }, 300);
  });

  it('draws nothing once captions are off', async () => {
    await add('Hello');
    captions.track = null;
    await captions.updateComplete;
    expect(cues()).to.deep.equal([]);
  });
});
