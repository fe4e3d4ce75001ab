import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { TouchGestures } from '../../../src/player/controls/clicks.js';

class TapHost extends LitElement {
  readonly player = this;
  said: (string | number)[] = [];
  readonly taps = new TouchGestures(this, {
    isPicture: () => true,
    onTap: () => this.said.push('tap'),
    onDoubleTap: (side) => this.said.push(side),
  });
}
customElements.define('tap-host', TapHost);

describe('TouchGestures', () => {
  let host: TapHost;
  beforeEach(async () => {
    host = await fixture<TapHost>(html`<tap-host></tap-host>`);
    Object.assign(host.style, { position: 'fixed', left: '0px', top: '0px', width: '300px', height: '200px' });
    host.addEventListener('click', () => host.said.push('click'));
  });
  /** As iPhones did it before iOS 18.4: the click says nothing of the finger. */
  const tap = (clientX: number, pointerType = 'touch'): void => {
    host.dispatchEvent(new PointerEvent('pointerdown', { pointerType, bubbles: true }));
    host.dispatchEvent(new MouseEvent('click', { clientX, clientY: 100, bubbles: true }));
  };

  it('tells a tap from a double tap, by its side', () => {
    for (const x of [20, 30, 280, 270, 275]) tap(x);
    expect(host.said).to.deep.equal(['tap', -1, 'tap', 1, 1]);
  });

  it('makes no skip of two taps in the middle or on two sides', () => {
    for (const x of [150, 150, 20, 280]) tap(x);
    expect(host.said).to.deep.equal(['tap', 'tap', 'tap', 'tap']);
  });

  it('leaves clicks of a mouse alone, also after a finger', () => {
    tap(20);
    expect(host.taps.isTouch).to.equal(true);
    tap(20, 'mouse');
    expect(host.taps.isTouch).to.equal(false);
    expect(host.said).to.deep.equal(['tap', 'click']);
  });

  it('hears nothing once it has left the page', () => {
    host.remove();
    tap(20);
    expect(host.said).to.deep.equal(['click']);
  });
});
