import { expect } from '@open-wc/testing';
import { html, LitElement } from 'lit';
import { GhostClickGuard } from '../../../src/player/controls/ghost-click-guard.js';

class CoveredPicture extends LitElement {
  readonly player = this;
  static override properties = { isCovered: {} };
  declare isCovered: boolean;

  constructor() {
    super();
    this.isCovered = true;
    new GhostClickGuard(this, {
      hasButton: () => this.isCovered,
      isBeneath: (event) => event.composedPath()[0] === this.picture,
    });
  }

  get picture(): HTMLElement {
    return this.shadowRoot!.querySelector('.picture')!;
  }

  override render(): unknown {
    return html`<div class="picture"></div>${this.isCovered ? html`<button class="cover">Play</button>` : ''}<button class="other">Share</button>`;
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
  /** A press so many milliseconds after now. */
  const press = (target: Element, name: string, laterMs: number): void => {
    const event = new MouseEvent(name, { bubbles: true, composed: true });
    Object.defineProperty(event, 'timeStamp', { value: performance.now() + laterMs });
    target.dispatchEvent(event);
  };

  it('keeps a press that came too late for the button from the picture', async () => {
    await uncover();
    press(el.picture, 'click', 300);
    press(el.picture, 'dblclick', 300);
    expect(heard).to.deep.equal([]);
  });

  it('lets presses on the picture pass before, and once a moment has gone by', async () => {
    press(el.picture, 'click', 0);
    await uncover();
    press(el.picture, 'click', 5_000);
    expect(heard).to.deep.equal(['click picture', 'click picture']);
  });

  it('lets presses on other things pass', async () => {
    await uncover();
    press(el.shadowRoot!.querySelector('.other')!, 'click', 100);
    expect(heard).to.deep.equal(['click other']);
  });
});
