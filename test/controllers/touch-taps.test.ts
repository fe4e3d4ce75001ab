import { expect } from '@open-wc/testing';
import { tapListener } from '../../src/controllers/touch-taps.js';

describe('tapListener', () => {
  let said: (string | number)[];
  let box: HTMLElement;
  beforeEach(() => {
    said = [];
    box = document.createElement('div');
    Object.assign(box.style, { position: 'fixed', left: '0px', top: '0px', width: '300px', height: '200px' });
    document.body.append(box);
    box.addEventListener('click', tapListener({ onTap: () => said.push('tap'), onDoubleTap: (side) => said.push(side) }, () => true), true);
    box.addEventListener('click', () => said.push('click'));
  });
  afterEach(() => box.remove());
  const tap = (clientX: number, pointerType = 'touch'): boolean =>
    box.dispatchEvent(new PointerEvent('click', { clientX, clientY: 100, pointerType, bubbles: true }));

  it('tells a tap from a double tap, by its side', () => {
    tap(20);
    tap(30);
    tap(280);
    tap(270);
    tap(275);
    expect(said.filter((one) => one !== 'click')).to.deep.equal(['tap', -1, 'tap', 1, 1]);
  });

  it('makes no skip of two taps in the middle or on two sides', () => {
    tap(150);
    tap(150);
    tap(20);
    tap(280);
    expect(said.filter((one) => one !== 'click')).to.deep.equal(['tap', 'tap', 'tap', 'tap']);
  });

  it('leaves clicks of a mouse alone', () => {
    tap(20, 'mouse');
    expect(said).to.deep.equal(['click']);
  });
});
