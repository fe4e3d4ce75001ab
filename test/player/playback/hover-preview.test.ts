import { expect, nextFrame } from '@open-wc/testing';
import { HoverPreview } from '../../../src/player/playback/hover-preview.js';
import { FakeClock } from '../../harness/fake-clock.js';

type Host = ConstructorParameters<typeof HoverPreview>[0];
type Delivery = ConstructorParameters<typeof HoverPreview>[1];

describe('HoverPreview', () => {
  const own = window.matchMedia.bind(window);
  const decoder = Object.getOwnPropertyDescriptor(globalThis, 'ImageDecoder');
  let clock: FakeClock;
  let life: AbortController;
  let element: HTMLElement & { hoverPreview: boolean; state: { status: string } };
  let canvas: HTMLCanvasElement;
  let asked: number[];
  let held: boolean[];
  /** What a thumbnail waits for. */
  let come: Promise<void> | undefined;

  beforeEach(() => {
    // Without ImageDecoder it takes thumbnails, and requests each of them.
    Reflect.deleteProperty(globalThis, 'ImageDecoder');
    clock = new FakeClock();
    life = new AbortController();
    canvas = document.createElement('canvas');
    element = Object.assign(document.createElement('div'), {
      hoverPreview: true,
      state: { status: 'idle' },
      dress: () => undefined,
    });
    Object.defineProperty(element, 'constructor', { value: { elementStyles: [] } });
    asked = [];
    held = [];
    come = undefined;
    document.body.append(element);
    const host = { element, heldCanvas: () => canvas, onHold: (isHeld: boolean) => held.push(isHeld) };
    const delivery = {
      thumbnail: async (time: number) => {
        asked.push(time);
        await come;
        return createImageBitmap(new ImageData(4, 4));
      },
    };
    new HoverPreview(host as unknown as Host, delivery as unknown as Delivery, life.signal);
  });
  afterEach(() => {
    life.abort();
    clock.uninstall();
    element.remove();
    window.matchMedia = own;
    if (decoder) Object.defineProperty(globalThis, 'ImageDecoder', decoder);
  });

  const point = (type: string, pointerType = 'mouse'): boolean =>
    element.dispatchEvent(new PointerEvent(type, { pointerType }));

  /** Waits for a picture, which takes real time that the fake clock does not pass. */
  const untilShown = async (): Promise<void> => {
    while (!canvas.matches('.moving')) await nextFrame();
  };

  it('starts once the pointer has rested for 150 ms, and not when it only passes', async () => {
    point('pointerenter');
    await clock.pass(149);
    expect(asked).to.deep.equal([]);
    point('pointerleave');
    await clock.pass(1_000);
    expect(asked).to.deep.equal([]);
    point('pointerenter', 'pen');
    await clock.pass(150);
    expect(asked).to.deep.equal([0]);
  });

  it('does not start for touch, with reduced motion, when it is off, or once the video loads', async () => {
    point('pointerenter', 'touch');
    await clock.pass(1_000);
    expect(asked, 'a finger').to.deep.equal([]);
    point('pointerleave', 'touch');
    window.matchMedia = (query) => own(query.includes('reduced-motion') ? 'all' : query);
    point('pointerenter');
    await clock.pass(1_000);
    expect(asked, 'less motion').to.deep.equal([]);
    point('pointerleave');
    window.matchMedia = own;
    element.hoverPreview = false;
    point('pointerenter');
    await clock.pass(1_000);
    expect(asked, 'unasked').to.deep.equal([]);
    point('pointerleave');
    element.hoverPreview = true;
    element.state = { status: 'loading' };
    point('pointerenter');
    await clock.pass(1_000);
    expect(asked, 'it plays').to.deep.equal([]);
  });

  it('starts again when the pointer returns while the poster fades in, however late its thumbnails are', async () => {
    point('pointerenter');
    await clock.pass(150);
    await untilShown();
    point('pointerleave');
    expect(canvas.className).to.equal('leaving');
    let letCome!: () => void;
    come = new Promise((resolve) => (letCome = resolve));
    point('pointerenter');
    await clock.pass(300);
    expect([canvas.className, held]).to.deep.equal(['', [true, false]]);
    letCome();
    await untilShown();
    expect(held).to.deep.equal([true, false, true]);
  });

  it('leaves no timer and no listener once its signal is aborted', async () => {
    point('pointerenter');
    expect(clock.waiting).to.equal(1);
    life.abort();
    expect(clock.waiting).to.equal(0);
    point('pointerenter');
    await clock.pass(1_000);
    expect([asked, held]).to.deep.equal([[], []]);
  });
});
