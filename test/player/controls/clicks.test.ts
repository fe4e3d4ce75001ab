import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { GhostClickGuard, TouchGestures } from '../../../src/player/controls/clicks.js';

class TapHost extends LitElement {
  readonly player = this;
  ended = false;
  said: (string | number)[] = [];
  isPicture = (): boolean => true;
  readonly taps = new TouchGestures(this, {
    onTap: () => this.said.push('tap'),
    onDoubleTap: (side) => this.said.push(side),
    onClick: () => this.said.push('mouse'),
    onDoubleClick: (wasEnded) => this.said.push(`double ${wasEnded ? 'after the end' : 'click'}`),
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
  /** As iPhones did it before iOS 18.4: the click does not tell that it comes from a finger. */
  const tap = (clientX: number, pointerType = 'touch'): void => {
    host.dispatchEvent(new PointerEvent('pointerdown', { pointerType, bubbles: true }));
    host.dispatchEvent(new MouseEvent('click', { clientX, clientY: 100, bubbles: true }));
  };

  it('treats two quick taps on one side as a double tap, and each further one as another', () => {
    for (const x of [20, 30, 280, 270, 275, 280, 20, 20]) tap(x);
    expect(host.said).to.deep.equal(['tap', -1, 'tap', 1, 1, 1, 'tap', -1]);
  });

  it('tells on a double click whether the video had ended before the first click restarted it', () => {
    const click = (detail: number): boolean => host.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }));
    for (const isEnded of [true, false]) {
      host.ended = isEnded;
      click(1);
      host.ended = false;
      click(2);
      host.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    }
    expect(host.said.filter((word) => word !== 'click' && word !== 'mouse')).to.deep.equal([
      'double after the end',
      'double click',
    ]);
    tap(20);
    host.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    expect(host.said.at(-1), 'of a finger').to.equal('tap');
  });

  it('does not treat two taps in the middle or on two sides as a double tap', () => {
    for (const x of [150, 150, 20, 280]) tap(x);
    expect(host.said).to.deep.equal(['tap', 'tap', 'tap', 'tap']);
  });

  it('leaves mouse clicks alone, also after a tap', () => {
    tap(20);
    expect(host.taps.isTouch).to.equal(true);
    tap(20, 'mouse');
    expect(host.taps.isTouch).to.equal(false);
    expect(host.said).to.deep.equal(['tap', 'mouse', 'click']);
  });

  it('ignores taps once the player is removed', () => {
    host.remove();
    tap(20);
    expect(host.said).to.deep.equal(['click']);
  });
});

class CoveredPicture extends LitElement {
  readonly player = this;
  static override properties = { isCovered: {} };
  declare isCovered: boolean;
  ended = false;
  hasMenu = false;

  constructor() {
    super();
    this.isCovered = true;
    new GhostClickGuard(
      this,
      () => this.isCovered,
      () => this.hasMenu,
    );
  }

  isPicture(event: Event): boolean {
    return event.composedPath()[0] === this.picture;
  }

  get picture(): HTMLElement {
    return this.shadowRoot!.querySelector('.picture')!;
  }

  override render(): unknown {
    return html`<div class="picture"></div>${this.isCovered ? html`<button class="cover">Play</button>` : ''}<button class="other">Share</button><button class="replay" part="button center-button"><i></i></button>`;
  }
}
customElements.define('covered-picture', CoveredPicture);

describe('GhostClickGuard', () => {
  let el: CoveredPicture;
  let heard: string[];
  beforeEach(async () => {
    el = new CoveredPicture();
    document.body.append(el);
    await el.updateComplete;
    heard = [];
    for (const name of ['click', 'dblclick'])
      el.addEventListener(name, (event) => heard.push(`${name} ${(event.composedPath()[0] as Element).className}`));
  });
  afterEach(() => el.remove());

  const uncover = async (): Promise<void> => {
    el.isCovered = false;
    await el.updateComplete;
  };
  /** Presses this many milliseconds from now. */
  const press = (target: Element, name: string, laterMs: number): void => {
    const event = new MouseEvent(name, { bubbles: true, composed: true });
    Object.defineProperty(event, 'timeStamp', { value: performance.now() + laterMs });
    target.dispatchEvent(event);
  };

  it('blocks a press on the picture right after the covering button has gone', async () => {
    await uncover();
    press(el.picture, 'click', 300);
    press(el.picture, 'dblclick', 300);
    expect(heard).to.deep.equal([]);
  });

  it('lets a press on the picture pass while the button is there, and some time after it has gone', async () => {
    press(el.picture, 'click', 0);
    await uncover();
    press(el.picture, 'click', 5_000);
    expect(heard).to.deep.equal(['click picture', 'click picture']);
  });

  it('never blocks a press on anything but the picture', async () => {
    await uncover();
    press(el.shadowRoot!.querySelector('.other')!, 'click', 100);
    expect(heard).to.deep.equal(['click other']);
  });

  it('blocks a press on the picture right after one on the large replay button, but not just after the end', () => {
    el.ended = true;
    press(el.picture, 'click', 0);
    press(el.shadowRoot!.querySelector('.replay i')!, 'click', 0);
    el.ended = false;
    for (const name of ['click', 'dblclick']) press(el.picture, name, 300);
    press(el.picture, 'click', 5_000);
    expect(heard).to.deep.equal(['click picture', 'click ', 'click picture']);
    press(el.shadowRoot!.querySelector('.replay')!, 'click', 5_000);
    press(el.picture, 'click', 5_300);
    expect(heard.at(-1), 'while it is a button that stays').to.equal('click picture');
  });

  it('blocks the press that closes an open menu, but not the next one', () => {
    const click = (): void => {
      el.picture.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      // The browser closes the menu before the click.
      el.hasMenu = false;
      press(el.picture, 'click', 5_000);
    };
    el.hasMenu = true;
    click();
    expect(heard).to.deep.equal([]);
    click();
    expect(heard).to.deep.equal(['click picture']);
    el.hasMenu = true;
    el.picture.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    press(el.shadowRoot!.querySelector('.other')!, 'click', 5_000);
    expect(heard, 'a button is pressed all the same').to.deep.equal(['click picture', 'click other']);
  });
});
