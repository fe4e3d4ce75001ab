import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/define/captions.js';
import '../../../src/define/controls.js';
import '../../../src/define/player.js';
import '../../../src/define/settings.js';
import '../../../src/define/upload.js';

const TAGS = ['cf-stream-player', 'cf-stream-upload'] as const;

/** Layouts in which a box has no width of its own, or another than its parent: style of the parent, then its own. */
const LAYOUTS: Readonly<Record<string, readonly [parent: string, own: string]>> = {
  'a flex row': ['display: flex', ''],
  'a centred flex row': ['display: flex; justify-content: center; align-items: center', ''],
  'a centred flex column': ['display: flex; flex-direction: column; align-items: center', ''],
  'a centred grid': ['display: grid; place-items: center', ''],
  'a grid column as wide as its content': ['display: grid; grid-template-columns: auto 1fr', ''],
  'a float': ['', 'float: left'],
  'in a float': ['float: left; inline-size: auto', ''],
  'an inline block': ['', 'display: inline-block'],
  'in an inline block': ['display: inline-block; inline-size: auto', ''],
  'a table cell': ['display: table-cell; inline-size: auto', ''],
  'as wide as its content': ['', 'inline-size: fit-content'],
  'as narrow as its content may be': ['', 'inline-size: min-content'],
  'an absolute box': ['position: relative', 'position: absolute'],
  'vertical writing': ['writing-mode: vertical-rl; block-size: 600px', ''],
  'vertical writing from the left': ['writing-mode: vertical-lr; block-size: 600px', ''],
  'an inline flex box': ['display: inline-flex; inline-size: auto', ''],
  'an inline grid': ['display: inline-grid; inline-size: auto', ''],
  'a column of min-content': ['display: grid; grid-template-columns: min-content 1fr', ''],
  'a column of max-content': ['display: grid; grid-template-columns: max-content 1fr', ''],
  'a fixed box': ['', 'position: fixed'],
  'a float in right-to-left text': ['direction: rtl', 'float: inline-start'],
  'no box of the parent': ['display: contents', 'inline-size: max-content'],
  'a flex row that wraps': ['display: flex; flex-wrap: wrap', 'flex: 0 1 auto'],
  'a query container': ['container-type: inline-size', 'inline-size: fit-content'],
};

async function placed(document: Document, tag: string, [parent, own]: readonly [string, string]): Promise<DOMRect> {
  const around = document.createElement('div');
  around.style.cssText = `inline-size: 600px; ${parent}`;
  const element = around.appendChild(document.createElement(tag));
  element.style.cssText = own;
  document.body.append(around);
  await (element as Partial<HTMLElementTagNameMap['cf-stream-player']>).updateComplete;
  const rect = element.getBoundingClientRect();
  around.remove();
  return rect;
}

async function placedInDialog(document: Document, tag: string): Promise<DOMRect> {
  const dialog = document.body.appendChild(document.createElement('dialog'));
  const element = dialog.appendChild(document.createElement(tag));
  dialog.showModal();
  await (element as Partial<HTMLElementTagNameMap['cf-stream-player']>).updateComplete;
  const rect = element.getBoundingClientRect();
  dialog.remove();
  return rect;
}

/** A page with our style sheet, but without the script. */
async function pageWithoutScript(): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 1000px; block-size: 800px';
  (await fixture(html`<div></div>`)).append(frame);
  const page = frame.contentDocument!;
  const link = page.head.appendChild(page.createElement('link'));
  link.rel = 'stylesheet';
  link.href = '/src/cf-stream-elements.css';
  await new Promise((resolve) => (link.onload = resolve));
  return page;
}

describe('the box of <cf-stream-player> and <cf-stream-upload>', () => {
  for (const when of ['before the script', 'with the script'])
    it(`is as wide as a <video> in every layout that depends on the width of its content, ${when}`, async () => {
      const page = when === 'with the script' ? document : await pageWithoutScript();
      const found: string[] = [];
      const check = (name: string, tag: string, { width, height }: DOMRect, video: DOMRect): void => {
        const isRight = tag === 'cf-stream-player' ? Math.abs(height - (width * 9) / 16) < 1 : height > 150;
        // The uploader has a border.
        if (!isRight || Math.abs(width - video.width) > 3) found.push(`${tag}, ${name}: ${width}×${height}`);
      };
      for (const tag of TAGS) {
        for (const [name, layout] of Object.entries(LAYOUTS))
          check(name, tag, await placed(page, tag, layout), await placed(page, 'video', layout));
        check('a dialogue', tag, await placedInDialog(page, tag), await placedInDialog(page, 'video'));
      }
      expect(found).to.deep.equal([]);
    });

  it('fits into less space than a <video> wants, and into sizes that the page sets', async () => {
    const found: Record<string, string> = {};
    for (const [name, layout] of Object.entries({
      flex: ['display: flex; inline-size: 200px', ''],
      grid: ['display: grid; grid-template-columns: 1fr 1fr 1fr', ''],
      width: ['display: flex', 'inline-size: 200px'],
      height: ['display: flex', 'block-size: 90px'],
      both: ['display: flex', 'inline-size: 200px; block-size: 200px'],
      inline: ['', 'display: inline'],
    } as const)) {
      const { width, height } = await placed(document, 'cf-stream-player', layout);
      found[name] = `${Math.round(width)}×${Math.round(height)}`;
    }
    expect(found).to.deep.equal({
      flex: '200×113',
      grid: '200×113',
      width: '200×113',
      height: '160×90',
      both: '200×200',
      inline: '600×338',
    });
  });

  it('is not split between columns, like a <video>', async () => {
    const page = await fixture<HTMLElement>(
      html`<div style="inline-size: 640px; block-size: 200px; columns: 2; column-gap: 0; column-fill: auto">
        <div style="block-size: 120px"></div>
      </div>`,
    );
    for (const tag of ['video', 'cf-stream-player']) {
      const element = page.appendChild(document.createElement(tag));
      await (element as Partial<HTMLElementTagNameMap['cf-stream-player']>).updateComplete;
      expect(element.getClientRects().length, tag).to.equal(1);
      element.remove();
    }
  });

  it('has the size that the wrappers, clearfixes and resets of site builders give it', async () => {
    const page = await fixture<HTMLElement>(html`<div style="inline-size: 480px"></div>`);
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = `
      .ratio { position: relative; inline-size: 100% } .ratio::before { display: block; padding-block-start: 56.25%; content: '' }
      .ratio > * { position: absolute; inset-block-start: 0; inset-inline-start: 0; inline-size: 100%; block-size: 100% }
      .clearfix::before, .clearfix::after { content: ' '; display: table; clear: both }
      .everything, .everything * { box-sizing: content-box; transition: all 9s; animation: none; padding: 0; margin: 0; border: 0;
        max-inline-size: 100%; float: none; line-height: 3; vertical-align: baseline }
      .chain, .chain > div { block-size: 100% } .chain > div > * { block-size: 100%; inline-size: 100% }`;
    try {
      const found: Record<string, string> = {};
      for (const [name, markup] of Object.entries({
        'a wrapper with padding': '<div class="ratio"><cf-stream-player></cf-stream-player></div>',
        'such a class of its own': '<cf-stream-player class="ratio"></cf-stream-player>',
        'a clearfix': '<cf-stream-player class="clearfix"></cf-stream-player>',
        'a reset': '<div class="everything"><cf-stream-player></cf-stream-player></div>',
        'heights of 100 %':
          '<section class="chain" style="block-size: 200px"><div><cf-stream-player></cf-stream-player></div></section>',
        'a shape by CSS': '<cf-stream-player style="aspect-ratio: 1"></cf-stream-player>',
        'a tallest height': '<cf-stream-player style="max-block-size: 100px"></cf-stream-player>',
        'a least height': '<cf-stream-player style="min-block-size: 300px"></cf-stream-player>',
        'the height auto':
          '<cf-stream-player style="max-inline-size: 100%; block-size: auto !important"></cf-stream-player>',
        'a subgrid':
          '<div style="display: grid; grid-template-columns: 1fr 1fr"><div style="display: grid; grid-template-columns: subgrid; grid-column: 1 / 3"><cf-stream-player></cf-stream-player></div></div>',
      })) {
        page.innerHTML = markup;
        const player = page.querySelector('cf-stream-player')!;
        await player.updateComplete;
        const { width, height } = player.getBoundingClientRect();
        const frame = player.shadowRoot!.querySelector('.frame')!.getBoundingClientRect();
        found[name] = `${Math.round(width)}×${Math.round(height)}`;
        expect([frame.width, frame.height], name).to.deep.equal([width, height]);
      }
      expect(found).to.deep.equal({
        'a wrapper with padding': '480×270',
        'such a class of its own': '480×270',
        'a clearfix': '480×270',
        'a reset': '480×270',
        'heights of 100 %': '480×200',
        'a shape by CSS': '480×480',
        'a tallest height': '178×100',
        'a least height': '533×300',
        'the height auto': '480×270',
        'a subgrid': '240×135',
      });
    } finally {
      style.remove();
    }
  });

  it('contains its frame even if the page makes it position: static', async () => {
    const page = await fixture<HTMLElement>(
      html`<div style="position: relative; inline-size: 600px; block-size: 900px">
        <cf-stream-player style="position: static !important; inline-size: 200px"></cf-stream-player>
      </div>`,
    );
    const player = page.querySelector('cf-stream-player')!;
    await player.updateComplete;
    const { width, height } = player.shadowRoot!.querySelector('.frame')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([200, 112.5]);
  });
});

/** Text properties that some pages set on wrappers, and some on everything. */
const HOSTILE = `
  font: italic small-caps 900 7px / 4 Papyrus, fantasy; color: transparent; -webkit-text-fill-color: transparent;
  -webkit-text-stroke: 3px red; text-transform: uppercase; letter-spacing: 1em; word-spacing: 2em; text-indent: 5em;
  text-align: right; text-shadow: 2px 2px red; text-wrap: nowrap; white-space: pre; word-break: break-all; hyphens: auto;
  overflow-wrap: anywhere; text-emphasis: dot; line-break: anywhere; tab-size: 40; font-variant-numeric: slashed-zero;
  font-feature-settings: "smcp"; font-kerning: none; caret-color: red; cursor: help; accent-color: red;
  list-style: square; quotes: "x" "y"; border-collapse: collapse; stroke: red; fill: red; stroke-dasharray: 1 9;
  stroke-opacity: 0; fill-opacity: 0; paint-order: stroke; text-anchor: end; image-rendering: pixelated; hanging-punctuation: first;
  text-underline-offset: 3em; text-decoration-skip-ink: none; text-justify: none; orphans: 9; text-rendering: optimizeSpeed;
  box-sizing: content-box; text-orientation: upright; text-combine-upright: all;`;
/** Properties that differ because the boxes do. */
const OF_THE_BOX = /^(inline|block|perspective|transform)-(size|origin)$|^(width|height)$/;

/** Computed styles of everything that an element renders. */
function stylesIn(root: ShadowRoot): Map<string, string>[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const style = getComputedStyle(element);
    const own = new Map(
      [...style].filter((name) => !OF_THE_BOX.test(name)).map((name) => [name, style.getPropertyValue(name)]),
    );
    return [own, ...(element.shadowRoot ? stylesIn(element.shadowRoot) : [])];
  });
}

async function drawn(tag: (typeof TAGS)[number], style: string, ownStyle = ''): Promise<Map<string, string>[]> {
  const around = await fixture<HTMLElement>(html`<div></div>`);
  around.style.cssText = `inline-size: 400px; ${style}`;
  const element = around.appendChild(document.createElement(tag));
  element.style.cssText = `inline-size: 400px; ${ownStyle}`;
  // Without it, a player renders nothing.
  element.setAttribute('src', '0'.repeat(32));
  await element.updateComplete;
  return stylesIn(element.shadowRoot!);
}

/** Names and values of the properties that differ. */
const differences = (some: Map<string, string>[], others: Map<string, string>[]): string[] => [
  ...new Set(
    some.flatMap((style, index) =>
      [...style]
        .filter(([name, value]) => others[index]?.get(name) !== value)
        .map(([name, value]) => `${name}: ${value} ≠ ${others[index]?.get(name)}`),
    ),
  ),
];

describe('the text of <cf-stream-player> and <cf-stream-upload>', () => {
  for (const tag of TAGS)
    it(`looks the same in <${tag}> with hostile styles on a wrapper or on the element itself`, async () => {
      const clean = await drawn(tag, '');
      expect(clean.length).to.be.above(3);
      expect(
        differences(clean, await drawn(tag, `${HOSTILE} writing-mode: vertical-rl`)),
        'in a wrapper',
      ).to.deep.equal([]);
      expect(differences(clean, await drawn(tag, '', HOSTILE)), 'its own').to.deep.equal([]);
    });

  it('is still hidden, and still ignores the pointer, if the page wants that', async () => {
    for (const tag of TAGS) {
      const [frame] = await drawn(tag, 'visibility: hidden; pointer-events: none');
      expect([frame?.get('visibility'), frame?.get('pointer-events')]).to.deep.equal(['hidden', 'none']);
    }
  });

  it('keeps the direction and the language of the page', async () => {
    const page = await fixture<HTMLElement>(
      html`<div dir="rtl" lang="ja"><cf-stream-player></cf-stream-player><cf-stream-upload></cf-stream-upload></div>`,
    );
    for (const tag of TAGS) {
      const element = page.querySelector(tag)!;
      await element.updateComplete;
      const style = getComputedStyle(element.shadowRoot!.querySelector('.frame')!);
      expect(style.direction).to.equal('rtl');
      // Firefox uses only the attribute, which nothing resets.
      if (CSS.supports('-webkit-locale', '"ja"')) expect(style.getPropertyValue('-webkit-locale')).to.equal('"ja"');
    }
  });
});

describe('custom properties of <cf-stream-player> and <cf-stream-upload>', () => {
  const NAMES = ['accent-color', 'on-accent-color', 'surface-color', 'text-color', 'font'];

  for (const scheme of ['light', 'dark'])
    it(`leave colours and fonts unchanged if CSS cannot parse them, in ${scheme}`, async () => {
      for (const tag of TAGS) {
        const usual = await drawn(tag, `color-scheme: ${scheme}`);
        for (const value of ['f48120', '16:9', 'none', '12', 'url(x)', '']) {
          const wrong = NAMES.map((name) => `--cf-stream-${name}: ${value}`).join('; ');
          const found = await drawn(tag, `font: 40px serif; color-scheme: ${scheme}; ${wrong}`);
          // The properties themselves, which are listed as well, have the page's values.
          const other = differences(usual, found).filter((difference) => !difference.startsWith('--'));
          expect(other, `${tag}: ${value}`).to.deep.equal([]);
        }
      }
    });

  it('apply if CSS can parse them', async () => {
    const [, , emblem] = await drawn(
      'cf-stream-upload',
      '--cf-stream-accent-color: rgb(0 0 200); --cf-stream-font: 20px serif',
    );
    expect([emblem?.get('color')?.startsWith('oklch'), emblem?.get('font-size')]).to.deep.equal([true, '20px']);
  });
});

describe('sizes of <cf-stream-player>, <cf-stream-upload> and their parts', () => {
  const { style } = document.documentElement;
  afterEach(() => void style.removeProperty('font-size'));
  const PARTS = [
    'cf-stream-player',
    'cf-stream-upload',
    'cf-stream-controls',
    'cf-stream-captions',
    'cf-stream-settings',
  ] as const;

  it('do not change with the font size of the page’s root', async () => {
    const draw = async (rootSize: string): Promise<Map<string, string>[]> => {
      style.fontSize = rootSize;
      const stage = await fixture<HTMLElement>(html`<div></div>`);
      stage.style.cssText = 'position: relative; inline-size: 640px; block-size: 360px; font: 15px sans-serif';
      const elements = PARTS.map((tag) => stage.appendChild(document.createElement(tag)));
      await Promise.all(elements.map((element) => element.updateComplete));
      const found = elements.flatMap((element) => stylesIn(element.shadowRoot!));
      stage.remove();
      return found;
    };
    const usual = await draw('16px');
    for (const size of ['62.5%', '10px', '200%', '0', '5vw'])
      expect(differences(usual, await draw(size)), size).to.deep.equal([]);
  });
});
