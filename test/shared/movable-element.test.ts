import { expect, fixture, html } from '@open-wc/testing';
import { css, html as template, type TemplateResult } from 'lit';
import { MovableElement } from '../../src/shared/movable-element.js';

const heard: string[] = [];

class TestMovable extends MovableElement {
  static override readonly styles = [
    css`
      :host {
        display: block;
      }
    `,
    css`
      p {
        color: rgb(1, 2, 3);
      }
    `,
  ];

  constructor() {
    super();
    this.addController({ hostConnected: () => heard.push('came'), hostDisconnected: () => heard.push('went') });
  }

  protected override left(): void {
    heard.push('left');
  }

  override render(): TemplateResult {
    return template`<p>text</p>`;
  }
}
customElements.define('test-movable', TestMovable);

type Mover = HTMLElement & { moveBefore(node: Node, before: Node | null): void };

describe('MovableElement', () => {
  let el: TestMovable;
  let page: Mover;
  beforeEach(async () => {
    page = await fixture(html`<div><section></section><test-movable></test-movable></div>`);
    el = page.querySelector<TestMovable>('test-movable')!;
    await el.updateComplete;
    heard.length = 0;
  });
  const said = async (): Promise<string[]> => {
    await Promise.resolve();
    return heard.splice(0);
  };
  const colorOf = (element: TestMovable): string =>
    element.ownerDocument.defaultView!.getComputedStyle(element.shadowRoot!.querySelector('p')!).color;

  it('notices no move within one task', async () => {
    const section = page.querySelector('section')!;
    section.append(el);
    expect(await said(), 'append').to.deep.equal([]);
    el.remove();
    page.prepend(el);
    el.remove();
    page.append(el);
    expect(await said(), 'twice').to.deep.equal([]);
    page.moveBefore(el, section);
    expect(await said(), 'moveBefore').to.deep.equal([]);
    page.replaceChildren(el);
    expect(await said(), 'replaceChildren').to.deep.equal([]);
  });

  it('notices once that it has left, and once that it is back', async () => {
    el.remove();
    page.append(el);
    el.remove();
    expect(heard, 'not before the microtask').to.deep.equal([]);
    expect(await said()).to.deep.equal(['went', 'left']);
    page.append(el);
    expect(await said()).to.deep.equal(['came']);
    page.remove();
    expect(await said(), 'with its parent').to.deep.equal(['went', 'left']);
  });

  it('shares its style sheets within a document, and has its own in another one', async () => {
    const other = new TestMovable();
    page.append(other);
    heard.length = 0;
    expect(other.shadowRoot!.adoptedStyleSheets).to.deep.equal(el.shadowRoot!.adoptedStyleSheets);
    expect(other.shadowRoot!.adoptedStyleSheets[0] === el.shadowRoot!.adoptedStyleSheets[0]).to.equal(true);
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another document"></iframe>`);
    const { body } = frame.contentDocument!;
    body.append(el);
    await el.updateComplete;
    expect([colorOf(el), colorOf(other)]).to.deep.equal(['rgb(1, 2, 3)', 'rgb(1, 2, 3)']);
    expect(await said(), 'bound anew').to.deep.equal(['went', 'came']);
    const made = new TestMovable();
    body.append(made);
    await made.updateComplete;
    expect(colorOf(made), 'made here, drawn first there').to.equal('rgb(1, 2, 3)');
    page.append(el, made);
    expect([colorOf(el), colorOf(made)]).to.deep.equal(['rgb(1, 2, 3)', 'rgb(1, 2, 3)']);
    expect(made.shadowRoot!.adoptedStyleSheets[0] === other.shadowRoot!.adoptedStyleSheets[0]).to.equal(true);
  });

  it('works in documents without a window, and has its styles again outside of them', async () => {
    const template = document.createElement('template');
    const { body } = document.implementation.createHTMLDocument();
    el.remove();
    await el.updateComplete;
    heard.length = 0;
    for (const place of [template.content, body, page]) {
      place.append(el);
      await el.updateComplete;
    }
    expect(heard, 'a template is no page').to.deep.equal(['came', 'went', 'came']);
    expect(colorOf(el)).to.equal('rgb(1, 2, 3)');
    const first = new TestMovable();
    body.append(first);
    await first.updateComplete;
    page.append(first);
    expect(colorOf(first), 'drawn first where nobody sees it').to.equal('rgb(1, 2, 3)');
  });
});
