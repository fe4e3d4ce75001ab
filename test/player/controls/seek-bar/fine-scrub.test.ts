import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../../src/define/controls.js';
import type { CfStreamSeekBar } from '../../../../src/define/controls.js';
import type { PlayerRequestEvent } from '../../../../src/player/controls/requests.js';
import { ENGLISH } from '../../../../src/player/strings/en.js';
import { words } from '../../../../src/player/strings/ar.js';

describe('a drag above <cf-stream-seek-bar>', () => {
  let bar: CfStreamSeekBar;
  let asked: number[];
  const input = (): HTMLInputElement => bar.shadowRoot!.querySelector('input')!;
  const speed = (): string | undefined => bar.shadowRoot!.querySelector('.bubble .name')?.textContent.trim();
  const shown = (): number => Math.round(input().valueAsNumber);
  /** A point over the bar: its share of the length, and its distance above the bar in pixels. */
  const at = (share: number, above = 0): [number, number] => {
    const { left, width } = input().getBoundingClientRect();
    const { top, height } = bar.getBoundingClientRect();
    return [Math.round(left + 7 + (width - 14) * share), Math.round(above ? top - above : top + height / 2)];
  };
  const move = async (share: number, above = 0): Promise<void> => {
    await sendMouse({ type: 'move', position: at(share, above) });
    await bar.updateComplete;
  };
  const press = async (share: number): Promise<void> => {
    await move(share);
    await sendMouse({ type: 'down' });
    await bar.updateComplete;
  };

  // It is loaded at the first press, and may arrive late.
  before(() => import('../../../../src/player/controls/seek-bar/fine-scrub.js'));
  beforeEach(async () => {
    bar = await fixture<CfStreamSeekBar>(
      html`<cf-stream-seek-bar .currentTime=${100} .duration=${640}></cf-stream-seek-bar>`,
    );
    bar.style.marginBlockStart = '250px';
    asked = [];
    bar.addEventListener('seek-request', (event) => {
      asked.push((event as PlayerRequestEvent<'seek-request'>).detail.time);
    });
  });
  afterEach(async () => {
    await sendMouse({ type: 'up' });
    await sendMouse({ type: 'move', position: [1, 1] });
  });

  it('slows down with its distance, shows its speed, and requests the shown time once', async () => {
    await press(0.25);
    await move(0.5);
    expect(speed(), 'on the bar').to.equal(undefined);
    await move(0.5, 60);
    expect(speed()).to.equal('Precise 0.5×');
    expect(shown(), 'straight up').to.be.closeTo(320, 2);
    await move(0.75, 60);
    expect(shown(), 'half of 160').to.be.closeTo(400, 2);
    await move(0.75, 120);
    expect(speed()).to.equal('Precise 0.25×');
    await move(0.5, 120);
    expect(shown(), 'a quarter of it, back').to.be.closeTo(360, 2);
    await move(0.5, 200);
    expect(speed()).to.equal('Precise 0.1×');
    await move(0.75, 200);
    expect(shown(), 'a tenth of it').to.be.closeTo(376, 2);
    expect(asked).to.deep.equal([]);
    await sendMouse({ type: 'up' });
    expect(asked.map(Math.round)).to.deep.equal([shown()]);
    expect(shown(), 'after the end').to.be.closeTo(376, 2);
    expect(speed()).to.equal(undefined);
    bar.currentTime = 377;
    await bar.updateComplete;
    expect(shown(), 'as the video goes on').to.equal(377);
  });

  it('brings the thumb back under the pointer when that returns to the bar', async () => {
    await press(0.5);
    await move(0.5, 60);
    await move(0.75, 60);
    expect(shown()).to.be.closeTo(400, 2);
    await move(0.75, 40);
    expect(speed(), 'near the border').to.equal('Precise 0.5×');
    await move(0.75);
    expect(speed()).to.equal(undefined);
    expect(shown()).to.be.closeTo(480, 2);
    await sendMouse({ type: 'up' });
    expect(asked.map(Math.round)).to.deep.equal([shown()]);
  });

  it('is cancelled by Escape without a request', async () => {
    let heard = 0;
    const hear = (): void => void (heard += 1);
    document.addEventListener('keydown', hear);
    await press(0.5);
    await move(0.6, 60);
    await sendKeys({ press: 'Escape' });
    document.removeEventListener('keydown', hear);
    await bar.updateComplete;
    expect(heard, 'the page hears of it').to.equal(0);
    expect(shown()).to.equal(100);
    await move(0.9);
    expect(shown(), 'it goes on').to.equal(100);
    await sendMouse({ type: 'up' });
    await waitUntil(() => shown() === 100, 'it does not stay where it was');
    expect(asked).to.deep.equal([]);
    await press(0.25);
    await sendMouse({ type: 'up' });
    expect(asked.map(Math.round), 'the next one').to.deep.equal([shown()]);
  });

  describe('by a finger', () => {
    const touch = (type: string, share: number, above = 0, pointerId = 5): void => {
      const [clientX, clientY] = at(share, above);
      const pressed = { pointerType: 'touch', pointerId, buttons: /down|move/.test(type) ? 1 : 0 };
      input().dispatchEvent(new PointerEvent(type, { ...pressed, clientX, clientY, bubbles: true, composed: true }));
    };
    /** Also moves the thumb under the finger, as browsers do. */
    const drag = async (share: number, above = 0, type = 'pointermove'): Promise<void> => {
      touch(type, share, above);
      input().valueAsNumber = 640 * share;
      input().dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      await bar.updateComplete;
    };

    it('is as precise, and ignores other fingers', async () => {
      // It has been loaded by this press, or by an earlier one.
      await press(0.25);
      await sendMouse({ type: 'up' });
      asked = [];
      await drag(0.25, 0, 'pointerdown');
      await drag(0.5);
      touch('pointermove', 0.5, 200, 6);
      await bar.updateComplete;
      expect(speed(), 'of another finger').to.equal(undefined);
      await drag(0.5, 60);
      await drag(0.75, 60);
      expect(speed()).to.equal('Precise 0.5×');
      expect(shown()).to.be.closeTo(400, 2);
      touch('pointerup', 0.75, 60, 6);
      await bar.updateComplete;
      await drag(0.5, 60);
      expect(shown(), 'it is still held').to.be.closeTo(320, 2);
      touch('pointerup', 0.5, 60);
      await bar.updateComplete;
      expect(asked.map(Math.round).at(-1)).to.equal(320);
      expect(speed()).to.equal(undefined);
    });

    it('is dropped when the finger scrolls the page instead', async () => {
      await press(0.25);
      await sendMouse({ type: 'up' });
      bar.currentTime = 101;
      await bar.updateComplete;
      asked = [];
      await drag(0.25, 0, 'pointerdown');
      await drag(0.5, 60);
      expect(speed()).to.equal('Precise 0.5×');
      touch('pointercancel', 0.5, 60);
      await bar.updateComplete;
      expect([asked.length, shown(), speed()]).to.deep.equal([0, 101, undefined]);
      await press(0.5);
      await move(0.75);
      expect(shown(), 'the next one is as fast as the pointer').to.be.closeTo(480, 2);
    });
  });

  it('runs from left to right on right-to-left pages, in their language, and not beyond an end', async () => {
    bar.dir = 'rtl';
    bar.texts = { ...ENGLISH, ...words, locale: 'ar' };
    await press(0.75);
    await move(0.75, 60);
    await move(0.5, 60);
    expect(shown(), 'to the left').to.be.closeTo(400, 2);
    expect(speed()).to.contain(words.precise);
    await move(1, 40);
    await move(0.9, 60);
    await move(1, 60);
    expect(shown()).to.be.at.most(640);
    await sendMouse({ type: 'up' });
    expect(asked).to.have.lengthOf(1);
  });

  it('stays within the DVR window of a broadcast, and at its time when the window moves on', async () => {
    bar.isLive = true;
    bar.start = 600;
    bar.duration = 700;
    bar.currentTime = 690;
    await bar.updateComplete;
    await press(0.5);
    await move(0.5, 60);
    await move(0.9, 60);
    expect(shown()).to.be.closeTo(670, 1);
    bar.start = 603;
    bar.duration = 703;
    await bar.updateComplete;
    await sendMouse({ type: 'up' });
    expect(asked.map(Math.round)).to.deep.equal([670]);
  });
});
