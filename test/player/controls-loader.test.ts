import { expect } from '@open-wc/testing';
import { ControlsLoader } from '../../src/player/controls-loader.js';
import { PREFERENCES_KEY } from '../../src/player/model/viewer-memory.js';

describe('ControlsLoader', () => {
  const kept = localStorage.getItem(PREFERENCES_KEY);
  let loads: number;

  beforeEach(() => {
    loads = 0;
    localStorage.removeItem(PREFERENCES_KEY);
  });
  after(() => {
    if (kept !== null) localStorage.setItem(PREFERENCES_KEY, kept);
  });

  const host = (properties: object = {}): HTMLElement =>
    Object.assign(document.createElement('div'), { noControls: false, paused: true, ...properties });
  const loader = (element: HTMLElement, load = () => Promise.resolve()): ControlsLoader =>
    new ControlsLoader(element as never, () => {
      loads += 1;
      return load();
    });

  it('waits for the first frame of a video that begins as it is', () => {
    const element = host();
    loader(element).opening(undefined);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    expect(loads, 'before').to.equal(0);
    element.dispatchEvent(new Event('canplay'));
    expect(loads, 'with it').to.equal(1);
  });

  const KEPT = { read: () => ({}), write: () => undefined };
  for (const [what, properties, memory] of [
    ['at a start time', { startTime: '40' }, undefined],
    ['where the viewer was', { rememberPosition: true }, undefined],
    ['with preferences that the site keeps', {}, KEPT],
  ] as const) {
    it(`does not wait where it begins ${what}`, () => {
      loader(host(properties)).opening(memory);
      expect(loads).to.equal(1);
    });
  }

  it('does not wait where this browser keeps preferences, unless the site wants none kept', () => {
    localStorage.setItem(PREFERENCES_KEY, '{"volume":0.5}');
    loader(host()).opening(null);
    expect(loads, 'none kept').to.equal(0);
    loader(host()).opening(undefined);
    expect(loads, 'kept').to.equal(1);
  });

  it('does not wait for the first frame when a pointer comes to what already plays', () => {
    const element = host({ paused: false });
    loader(element);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    expect(loads).to.equal(1);
  });

  it('does not wait for whoever comes by keyboard, and waits for who clicks', () => {
    const element = host();
    const [byKey, byClick] = [true, false].map((isVisible) => ({ matches: () => isVisible }));
    Object.defineProperty(element, 'shadowRoot', { value: { activeElement: byClick }, configurable: true });
    loader(element);
    element.dispatchEvent(new FocusEvent('focusin'));
    expect(loads, 'clicked').to.equal(0);
    Object.defineProperty(element, 'shadowRoot', { value: { activeElement: byKey } });
    element.dispatchEvent(new FocusEvent('focusin'));
    expect(loads, 'by keyboard').to.equal(1);
  });

  it('loads none for a skin of the site’s own', () => {
    const element = host({ noControls: true, startTime: '40' });
    loader(element).opening(undefined);
    element.dispatchEvent(new Event('canplay'));
    expect(loads).to.equal(0);
  });

  it('tries again at the next need where their code did not arrive', async () => {
    const element = host();
    loader(element, () => Promise.reject(new TypeError('It did not arrive.')));
    element.dispatchEvent(new Event('canplay'));
    element.dispatchEvent(new Event('canplay'));
    await Promise.resolve();
    expect(loads).to.equal(2);
  });
});
