import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../../src/define/controls.js';
import type { CfStreamSeekBar } from '../../../../src/define/controls.js';
import { orderChapters } from '../../../../src/player/model/chapters.js';
import { ChapterView } from '../../../../src/player/tracks/chapter-view.js';
import type { PlayerRequestEvent } from '../../../../src/player/controls/requests.js';

describe('<cf-stream-seek-bar>', () => {
  let bar: CfStreamSeekBar;
  let asked: number[];
  const input = (): HTMLInputElement => bar.shadowRoot!.querySelector('input')!;
  const bubble = (): string | undefined => bar.shadowRoot!.querySelector('.bubble')?.textContent.trim();
  const at = (share: number): [number, number] => {
    const { left, width, top, height } = input().getBoundingClientRect();
    return [Math.round(left + 7 + (width - 14) * share), Math.round(top + height / 2)];
  };

  beforeEach(async () => {
    bar = await fixture<CfStreamSeekBar>(
      html`<cf-stream-seek-bar .currentTime=${12} .duration=${64} .buffered=${[[0, 32]]}></cf-stream-seek-bar>`,
    );
    asked = [];
    bar.addEventListener('seek-request', (event) => {
      asked.push((event as PlayerRequestEvent<'seek-request'>).detail.time);
    });
  });
  afterEach(async () => {
    await sendMouse({ type: 'up' });
  });

  it('has the position and the duration in words as its value text', async () => {
    expect(input().getAttribute('aria-valuetext')).to.equal('12 seconds of 1 minute 4 seconds');
    expect(input().valueAsNumber).to.equal(12);
    await expect(bar).to.be.accessible();
  });

  describe('with chapters', () => {
    const root = (): ShadowRoot => bar.shadowRoot!;
    const segment = (): HTMLElement | null => root().querySelector('.track + .track');
    beforeEach(async () => {
      bar.chapters = new ChapterView(
        orderChapters([
          { startTime: 0, title: 'Start' },
          { startTime: 16, title: '<i>Middle</i>' },
          { startTime: 48, title: 'End' },
        ]),
      );
      await bar.updateComplete;
    });

    it('names the current chapter in its value text', async () => {
      expect(input().getAttribute('aria-valuetext')).to.equal('12 seconds of 1 minute 4 seconds, Start');
      bar.currentTime = 20;
      await bar.updateComplete;
      expect(input().getAttribute('aria-valuetext')).to.equal('20 seconds of 1 minute 4 seconds, <i>Middle</i>');
      await expect(bar).to.be.accessible();
    });

    it('has a gap between chapters in its track, and none without chapters', async () => {
      const mask = (): string => getComputedStyle(root().querySelector('.track')!).maskImage;
      expect(mask()).to.contain('25%').and.to.contain('75%');
      bar.duration = 128;
      await bar.updateComplete;
      expect(mask(), 'of another length').to.contain('12.5%');
      bar.chapters = undefined;
      await bar.updateComplete;
      expect(mask()).to.equal('none');
    });

    it('enlarges the chapter under the pointer, and shows its title below the thumbnail', async () => {
      expect(segment() === null).to.equal(true);
      await sendMouse({ type: 'move', position: at(0.5) });
      await waitUntil(() => segment(), 'it does not grow');
      const [track, grown] = [root().querySelector('.track')!, segment()!].map((one) => one.getBoundingClientRect());
      await waitUntil(() => segment()!.offsetHeight > track!.height, 'it is no taller');
      expect(grown!.width).to.equal(track!.width);
      expect(getComputedStyle(segment()!).clipPath).to.contain('calc(25% + 1px)');
      expect(root().querySelector('.name')?.textContent).to.equal('<i>Middle</i>');
      await sendMouse({ type: 'move', position: at(0.9) });
      await waitUntil(() => root().querySelector('.name')?.textContent === 'End', 'the old title');
      await sendMouse({ type: 'move', position: [0, 0] });
      await waitUntil(() => segment() === null, 'it stays tall');
    });
  });

  it('shows the played and the buffered part of its track', () => {
    const width = (selector: string): number => bar.shadowRoot!.querySelector(selector)!.getBoundingClientRect().width;
    expect(width('.fill') / width('.track')).to.be.closeTo(12 / 64, 0.01);
    expect(getComputedStyle(bar.shadowRoot!.querySelector('.buffered')!).backgroundImage).to.contain('50%');
  });

  it('has enough contrast between the played, buffered and remaining parts', () => {
    /** Relative luminance of an opaque colour, as WCAG defines it. */
    const luminance = (color: string): number => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha] = context.getImageData(0, 0, 1, 1).data;
      expect(alpha, `${color} is opaque`).to.equal(255);
      const [r, g, b] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const styleOf = (selector: string): CSSStyleDeclaration =>
      getComputedStyle(bar.shadowRoot!.querySelector(selector)!);
    const played = luminance(styleOf('.fill').backgroundColor);
    const loaded = luminance(styleOf('.buffered').color);
    const rest = luminance(styleOf('.track').backgroundColor);
    const contrast = (one: number, other: number): number => (one + 0.05) / (other + 0.05);
    expect(contrast(played, loaded), 'played to loaded').to.be.above(1.7);
    expect(contrast(loaded, rest), 'loaded to the rest').to.be.above(2);
    expect(contrast(played, rest), 'played to the rest').to.be.above(4);
  });

  it('is at least 44 px high on touch screens, and extends upwards, not down to the buttons', () => {
    const sheet = new CSSStyleSheet();
    const rules = bar.shadowRoot!.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
    const touch = rules.filter((rule) => rule instanceof CSSMediaRule && rule.conditionText === '(pointer: coarse)');
    sheet.replaceSync(
      (touch as CSSMediaRule[]).flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText)).join(''),
    );
    bar.shadowRoot!.adoptedStyleSheets = [...bar.shadowRoot!.adoptedStyleSheets, sheet];
    const target = input().getBoundingClientRect();
    const box = bar.getBoundingClientRect();
    expect(target.height).to.be.at.least(44);
    expect(target.bottom).to.be.at.most(box.bottom);
    const track = bar.shadowRoot!.querySelector('.track')!.getBoundingClientRect();
    expect(track.top + track.height / 2, 'what is seen').to.be.closeTo(box.top + box.height / 2, 1);
  });

  it('requests a time with each key press, counted from the one requested before', async () => {
    input().focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'PageUp' });
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Home' });
    expect(asked.map((time) => Math.round(time * 10) / 10)).to.deep.equal([17, 22, 17, 23.4, 64, 64, 0]);
    expect(input().getAttribute('aria-valuetext')).to.equal('0 seconds of 1 minute 4 seconds');
    bar.currentTime = 13;
    await bar.updateComplete;
    expect(input().valueAsNumber).to.equal(13);
  });

  it('shows the time of a held key, and requests it when the key is released', async () => {
    input().focus();
    for (let times = 0; times < 4; times += 1) await sendKeys({ down: 'ArrowRight' });
    bar.currentTime = 17;
    await bar.updateComplete;
    expect(bubble()).to.equal('0:32');
    expect(asked).to.deep.equal([17]);
    await sendKeys({ up: 'ArrowRight' });
    expect(asked).to.deep.equal([17, 32]);
  });

  it('treats the loss of focus as a release of key and thumb', async () => {
    input().focus();
    for (let times = 0; times < 3; times += 1) await sendKeys({ down: 'ArrowRight' });
    input().blur();
    await waitUntil(() => asked.length === 2);
    expect(asked[1]).to.equal(27);
    await sendKeys({ up: 'ArrowRight' });
    await sendMouse({ type: 'move', position: at(0.25) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(0.5) });
    input().blur();
    await waitUntil(() => asked.length === 3);
    expect(asked[2]).to.be.closeTo(32, 1);
    await sendMouse({ type: 'up' });
    expect(asked).to.have.lengthOf(3);
  });

  it('runs from left to right on right-to-left pages', async () => {
    bar.dir = 'rtl';
    input().focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(asked).to.deep.equal([17]);
    await sendMouse({ type: 'click', position: at(0.75) });
    expect(asked[1]).to.be.closeTo(48, 1);
  });

  it('shows the time while it is dragged, and requests it once, on release', async () => {
    await sendMouse({ type: 'move', position: at(12 / 64) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(0.5) });
    await bar.updateComplete;
    expect(bubble()).to.match(/^0:3[123]$/);
    bar.currentTime = 13;
    await bar.updateComplete;
    expect(input().valueAsNumber).to.be.closeTo(32, 1);
    expect(asked).to.deep.equal([]);
    await sendMouse({ type: 'up' });
    await bar.updateComplete;
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.be.closeTo(32, 1);
    await sendMouse({ type: 'move', position: [1, 500] });
    expect(bubble()).to.equal(undefined);
  });

  it('shows time and thumbnail under the pointer at once, and a better thumbnail later', async () => {
    const picture = (colour: string): ImageBitmap => {
      const canvas = new OffscreenCanvas(160, 90);
      const context = canvas.getContext('2d')!;
      context.fillStyle = colour;
      context.fillRect(0, 0, 160, 90);
      return canvas.transferToImageBitmap();
    };
    let shown = picture('rgb(255 0 0)');
    const wanted: [time: number, onPicture: () => void][] = [];
    bar.preview = { at: () => shown, want: (time, onPicture) => void wanted.push([time, onPicture]) };
    await sendMouse({ type: 'move', position: at(0.5) });
    await bar.updateComplete;
    expect(bubble()).to.match(/^0:3[123]$/);
    const canvas = bar.shadowRoot!.querySelector('canvas')!;
    const pixel = (): number[] => [...canvas.getContext('2d')!.getImageData(80, 45, 1, 1).data];
    expect(canvas.checkVisibility()).to.equal(true);
    expect(pixel()).to.deep.equal([255, 0, 0, 255]);
    expect(wanted.at(-1)![0]).to.be.closeTo(32, 1);
    shown = picture('rgb(0 0 255)');
    wanted.at(-1)![1]();
    await bar.updateComplete;
    expect(pixel()).to.deep.equal([0, 0, 255, 255]);
    expect(asked, 'looking asks for nothing').to.deep.equal([]);
    await sendMouse({ type: 'move', position: [1, 500] });
    await bar.updateComplete;
    expect(bubble()).to.equal(undefined);
  });

  it('keeps the thumbnail within the bar at both ends', async () => {
    const canvas = new OffscreenCanvas(160, 90);
    canvas.getContext('2d');
    const picture = canvas.transferToImageBitmap();
    bar.preview = { at: () => picture, want: () => undefined };
    for (const share of [0, 1]) {
      await sendMouse({ type: 'move', position: at(share) });
      await bar.updateComplete;
      const { left, right } = bar.shadowRoot!.querySelector('.bubble')!.getBoundingClientRect();
      const edges = bar.getBoundingClientRect();
      expect(left).to.be.at.least(edges.left - 0.5);
      expect(right).to.be.at.most(edges.right + 0.5);
    }
    await sendMouse({ type: 'move', position: [1, 500] });
  });

  it('follows the video again when the thumb is released where it was grabbed', async () => {
    await sendMouse({ type: 'click', position: at(0.25) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(0.5) });
    await sendMouse({ type: 'move', position: at(0.25) });
    await sendMouse({ type: 'up' });
    await bar.updateComplete;
    bar.currentTime = 40;
    await bar.updateComplete;
    expect(input().valueAsNumber).to.equal(40);
  });

  it('drops a drag when it is removed or the video changes', async () => {
    await sendMouse({ type: 'move', position: at(12 / 64) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(0.5) });
    const parent = bar.parentElement!;
    bar.remove();
    expect(asked).to.deep.equal([]);
    await sendMouse({ type: 'move', position: [1, 500] });
    parent.append(bar);
    await bar.updateComplete;
    expect(bubble()).to.equal(undefined);
    expect(input().valueAsNumber).to.equal(12);
    await sendMouse({ type: 'up' });
    asked = [];
    await sendMouse({ type: 'move', position: at(12 / 64) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(0.7) });
    await bar.updateComplete;
    expect(bubble()).to.equal('0:44');
    bar.duration = Number.NaN;
    await bar.updateComplete;
    await sendMouse({ type: 'up' });
    expect(bubble()).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });

  it('requests the new end of a live stream when the thumb is held at the end', async function () {
    // The mouse cannot leave the window of Firefox.
    if (navigator.userAgent.includes('Firefox')) this.skip();
    bar.isLive = true;
    await sendMouse({ type: 'move', position: at(12 / 64) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(1.1) });
    bar.duration = 67;
    await bar.updateComplete;
    await sendMouse({ type: 'up' });
    expect(asked).to.deep.equal([67]);
  });

  it('requests the new end of a live stream when a key is held there', async () => {
    bar.isLive = true;
    bar.currentTime = 55;
    await bar.updateComplete;
    input().focus();
    for (let times = 0; times < 3; times += 1) await sendKeys({ down: 'ArrowRight' });
    bar.duration = 67;
    await bar.updateComplete;
    await sendKeys({ up: 'ArrowRight' });
    expect(asked).to.deep.equal([60, 67]);
  });

  it('is disabled while the duration is unknown', async () => {
    bar.duration = Number.NaN;
    await bar.updateComplete;
    expect(input().disabled).to.equal(true);
    expect(input().hasAttribute('aria-valuetext')).to.equal(false);
    await expect(bar).to.be.accessible();
  });
});
