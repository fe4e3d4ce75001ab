import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { fuzz } from '../../../harness/fuzz.js';
import '../../../../src/define/captions.js';
import type { CfStreamCaptions } from '../../../../src/define/captions.js';

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

  it('draws the text of active cues, with the markup of WebVTT and no other', async () => {
    await add('<i>Hello</i> <b>you</b>');
    expect(cues()[0]!.textContent.trim()).to.equal('Hello you');
    expect(cues()[0]!.querySelector('i')?.textContent).to.equal('Hello');
    expect(captions.shadowRoot!.querySelector('[lang=en]')).not.to.equal(null);
    await expect(captions).to.be.accessible();
  });

  it('cues without a place are drawn at the bottom, above what stands there', async () => {
    await add('Hello');
    const before = cues()[0]!.getBoundingClientRect().bottom;
    captions.style.setProperty('--_safe', '80px');
    await waitUntil(() => before - cues()[0]!.getBoundingClientRect().bottom > 79);
  });

  it('cues that were put at the top are drawn there', async () => {
    await add('Above', { snapToLines: false, line: 5 });
    const { top } = captions.getBoundingClientRect();
    expect(cues()[0]!.getBoundingClientRect().top - top).to.be.lessThan(60);
  });

  it('size, colour and background are those that the viewer has chosen', async () => {
    await add('Hello');
    const text = (): CSSStyleDeclaration => getComputedStyle(cues()[0]!.querySelector('.text')!);
    const size = Number.parseFloat(text().fontSize);
    captions.captionStyle = { size: 2, color: 'yellow', background: 'solid' };
    await captions.updateComplete;
    expect(Number.parseFloat(text().fontSize)).to.be.closeTo(size * 2, 0.1);
    expect(text().color).to.equal('rgb(255, 225, 77)');
    expect(text().backgroundColor).to.equal('rgb(0, 0, 0)');
  });

  it('keeps classes of captions away from the styles of the player, and their words', async () => {
    await add('<c.text.area>Hello</c> <v.cue Ann>you</v>');
    const text = cues()[0]!.querySelector('.text')!;
    expect(text.textContent).to.equal('Hello you');
    expect(cues()).to.have.length(1);
    expect(captions.shadowRoot!.querySelectorAll('.text, .area')).to.have.length(2);
    expect(text.querySelectorAll('[class], [part], [id], [style]')).to.have.length(0);
  });

  it('draws the colours that WebVTT names', async () => {
    await add('<c.yellow.text>Hello</c> <c.bg_blue.cyan>you</c> <v.magenta Ann>there</v>');
    const colors = [...cues()[0]!.querySelectorAll('.text span')].map((one) => getComputedStyle(one).color);
    expect(colors).to.deep.equal(['rgb(255, 255, 0)', 'rgb(0, 255, 255)', 'rgb(255, 102, 255)']);
  });

  it('is as high as its lines, at the bottom and at the top', async () => {
    for (const [lines, text] of ['Hello', 'Hello\nyou', '- Hello\n- you\n- there'].entries()) {
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

  it('stands where the cue says, as wide as it says', async () => {
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

  it('cues at one line stand below each other, and none on those at the bottom or beyond the picture', async () => {
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

  it('draws a few of thousands of captions at once, and those with thousands of tags as plain text', async () => {
    for (let number = 0; number < 1_000; number += 1) track.addCue(new VTTCue(0, 4, `${'<i>'.repeat(200)}${number}`));
    await add('last');
    expect(cues()).to.have.length(20);
    expect(cues().at(-1)!.textContent.trim()).to.equal('last');
    expect(captions.shadowRoot!.querySelector('i')).to.equal(null);
  });

  it('makes a few plain nodes of whatever captions hold, and text of the rest', async () => {
    const pieces = [
      '<i>',
      '</i>',
      '<b>',
      '<v Ann>',
      '<c.text.cue>',
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
      captions.track = Object.assign(new EventTarget(), { activeCues, language: random.text(['en'], 2) }) as never;
      await captions.updateComplete;
      expect(cues()).to.have.length(Math.min(20, activeCues.length));
      nodes.replaceChildren(...cues().map((cue) => cue.querySelector('.text')!.cloneNode(true)));
      for (const text of nodes.children) {
        expect(text.textContent).to.have.length.at.most(2_000);
        expect(text.querySelectorAll('*')).to.have.length.at.most(100);
        expect(text.querySelectorAll(':not(i, b, u, span, ruby, rt)')).to.have.length(0);
        for (const element of text.querySelectorAll('*')) {
          for (const { name } of element.attributes) expect(name).to.match(/^(lang|title|class)$/);
        }
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
