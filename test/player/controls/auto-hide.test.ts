import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { HIDE_AFTER_MS, AutoHide } from '../../../src/player/controls/auto-hide.js';

class HidingHost extends LitElement {
  readonly player = this;
  isPlaying = true;
  isPictureTapped = false;
  isInUse = false;
  seen: boolean[] = [];
  readonly autoHide = new AutoHide(this, (isHidden) => this.seen.push(isHidden));
  isPicture = (): boolean => this.isPictureTapped;
  controls: EventTarget | null = null;
}
customElements.define('hiding-host', HidingHost);

describe('AutoHide', () => {
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = window;
  let waiting: { run: () => void; delayMs: number } | undefined;
  let host: HidingHost;

  beforeEach(async () => {
    host = await fixture<HidingHost>(html`<hiding-host></hiding-host>`);
    waiting = undefined;
    window.setTimeout = ((run: () => void, delayMs: number) => {
      waiting = { run, delayMs };
      return 1;
    }) as never;
    window.clearTimeout = () => (waiting = undefined);
  });
  afterEach(() => {
    Object.assign(window, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
  });
  const pass = (): void => {
    const due = waiting;
    waiting = undefined;
    due?.run();
  };
  const move = (pointerType = 'mouse'): boolean => host.dispatchEvent(new PointerEvent('pointermove', { pointerType }));

  it('hides the controls when the pointer has not moved for a while, and shows them at the next move', () => {
    move();
    expect(waiting?.delayMs).to.equal(HIDE_AFTER_MS);
    pass();
    expect(host.autoHide.isHidden).to.equal(true);
    move();
    expect(host.seen).to.deep.equal([true, false]);
  });

  it('keeps the controls while the video is paused', () => {
    host.isPlaying = false;
    move();
    expect(waiting).to.equal(undefined);
  });

  it('keeps the controls while one is in use, and hides them afterwards', () => {
    host.isInUse = true;
    move();
    pass();
    expect(host.autoHide.isHidden).to.equal(false);
    host.isInUse = false;
    pass();
    expect(host.autoHide.isHidden).to.equal(true);
  });

  it('shows the controls on keys, focus and pause, but not when a finger moves', () => {
    for (const event of [new KeyboardEvent('keydown', { key: 'k' }), new FocusEvent('focusin'), new Event('pause')]) {
      host.autoHide.hide();
      expect(host.autoHide.isHidden).to.equal(true);
      host.dispatchEvent(event);
      expect(host.autoHide.isHidden, event.type).to.equal(false);
    }
    host.autoHide.hide();
    move('touch');
    expect(host.autoHide.isHidden).to.equal(true);
  });

  it('keeps the controls while a finger rests on one', () => {
    const touch = (name: string): boolean =>
      host.dispatchEvent(new PointerEvent(name, { pointerType: 'touch', pointerId: 7, bubbles: true, composed: true }));
    for (const end of ['pointerup', 'pointercancel']) {
      touch('pointerdown');
      pass();
      host.autoHide.hide();
      expect(host.autoHide.isHidden, 'the finger rests').to.equal(false);
      touch(end);
      pass();
      expect(host.autoHide.isHidden, end).to.equal(true);
      touch('pointerdown');
      expect(host.autoHide.isHidden, 'a finger wakes them').to.equal(false);
      touch(end);
    }
    host.isPictureTapped = true;
    host.autoHide.hide();
    touch('pointerdown');
    expect(host.autoHide.isHidden, 'the picture is tapped').to.equal(true);
  });

  it('keeps the controls while the mouse rests on one, and hides them once it has left', () => {
    const leave = (pointerType = 'mouse'): boolean =>
      host.dispatchEvent(new PointerEvent('pointerleave', { pointerType }));
    host.controls = host;
    move();
    pass();
    pass();
    expect(host.autoHide.isHidden, 'it rests').to.equal(false);
    leave();
    pass();
    expect(host.autoHide.isHidden, 'it has left the player').to.equal(true);
    move();
    // The control has been removed from under the pointer.
    host.controls = null;
    host.dispatchEvent(new PointerEvent('pointerover', { pointerType: 'mouse', bubbles: true, composed: true }));
    pass();
    expect(host.autoHide.isHidden, 'it rests on the picture').to.equal(true);
    host.controls = host;
    move();
    host.controls = document.createElement('i');
    move();
    pass();
    expect(host.autoHide.isHidden, 'it is on the picture').to.equal(true);
    host.controls = host;
    move();
    leave('touch');
    pass();
    expect(host.autoHide.isHidden, 'a finger has left').to.equal(false);
    host.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', pointerId: 3 }));
    window.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch', pointerId: 3 }));
    pass();
    expect(host.autoHide.isHidden, 'where a finger has pressed, no mouse rests').to.equal(true);
  });

  it('leaves no timer when the player is removed', () => {
    move();
    host.remove();
    expect(waiting).to.equal(undefined);
  });
});
