import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { QUIET_AFTER_MS, QuietControls } from '../../../src/player/controls/auto-hide.js';

class QuietHost extends LitElement {
  isPlaying = true;
  isPicture = false;
  isInUse = false;
  seen: boolean[] = [];
  readonly quiet = new QuietControls(this, {
    isPlaying: () => this.isPlaying,
    isPicture: () => this.isPicture,
    isInUse: () => this.isInUse,
    onChange: (isQuiet) => this.seen.push(isQuiet),
  });
}
customElements.define('quiet-host', QuietHost);

describe('QuietControls', () => {
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = window;
  let waiting: { run: () => void; delayMs: number } | undefined;
  let host: QuietHost;

  beforeEach(async () => {
    host = await fixture<QuietHost>(html`<quiet-host></quiet-host>`);
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

  it('goes quiet when nobody has moved for a while, and wakes at the next move', () => {
    move();
    expect(waiting?.delayMs).to.equal(QUIET_AFTER_MS);
    pass();
    expect(host.quiet.isQuiet).to.equal(true);
    move();
    expect(host.seen).to.deep.equal([true, false]);
  });

  it('stays while it is paused', () => {
    host.isPlaying = false;
    move();
    expect(waiting).to.equal(undefined);
  });

  it('stays while a control is in use, and looks again', () => {
    host.isInUse = true;
    move();
    pass();
    expect(host.quiet.isQuiet).to.equal(false);
    host.isInUse = false;
    pass();
    expect(host.quiet.isQuiet).to.equal(true);
  });

  it('wakes for keys, for the focus and for a pause, and leaves fingers to the taps', () => {
    for (const event of [new KeyboardEvent('keydown', { key: 'k' }), new FocusEvent('focusin'), new Event('pause')]) {
      host.quiet.rest();
      expect(host.quiet.isQuiet).to.equal(true);
      host.dispatchEvent(event);
      expect(host.quiet.isQuiet, event.type).to.equal(false);
    }
    host.quiet.rest();
    move('touch');
    expect(host.quiet.isQuiet).to.equal(true);
  });

  it('stays under a finger on a control for as long as it is there', () => {
    const touch = (name: string): boolean => host.dispatchEvent(new PointerEvent(name, { pointerType: 'touch', pointerId: 7, bubbles: true, composed: true }));
    for (const end of ['pointerup', 'pointercancel']) {
      touch('pointerdown');
      pass();
      host.quiet.rest();
      expect(host.quiet.isQuiet, 'the finger rests').to.equal(false);
      touch(end);
      pass();
      expect(host.quiet.isQuiet, end).to.equal(true);
      touch('pointerdown');
      expect(host.quiet.isQuiet, 'a finger wakes them').to.equal(false);
      touch(end);
    }
    host.isPicture = true;
    host.quiet.rest();
    touch('pointerdown');
    expect(host.quiet.isQuiet, 'the picture is tapped').to.equal(true);
  });

  it('waits for nothing once it has left the page', () => {
    move();
    host.remove();
    expect(waiting).to.equal(undefined);
  });
});
