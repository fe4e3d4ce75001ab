import { LitElement, type CSSResult } from 'lit';

/**
 * Element that may be moved, and keeps what it is about: in its page, where it is taken out and put back by the next
 * microtask, and into the document of a frame or of another window, which needs style sheets of its own.
 */
export abstract class MovableElement extends LitElement {
  /** @internal Styles that this one alone has, as CSS: its `style` attribute is the page's. */
  looks = '';
  #isHere = false;

  override connectedCallback(): void {
    if (!this.#isHere) super.connectedCallback();
    this.#isHere = true;
  }

  override disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected || !this.#isHere) return;
      this.#isHere = false;
      super.disconnectedCallback();
      this.left();
    });
  }

  /**
   * Hands properties that a page has set before the class was there, and that Lit does not know, to their accessors, which
   * they would hide for ever. What an accessor refuses is left out.
   */
  protected takeOver(): void {
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      try {
        Reflect.set(this, name, value);
      } catch {
        // As if nothing had been set.
      }
    }
  }

  /** Called by the browser in place of the two above, after `moveBefore()`. */
  connectedMoveCallback(): void {
    this.connectedCallback();
  }

  /** Called by the browser when another document has it. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.dress(this.shadowRoot);
    if (this.#isHere) this.adopted();
  }

  /** Called when another document has it: what listens to the one before listens to that one from now on. */
  protected adopted(): void {
    super.disconnectedCallback();
    super.connectedCallback();
  }

  /** Called when it has left the page, which is not when it is moved. */
  protected left(): void {
    // Elements that hold something let it go.
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    return this.dress(this.shadowRoot ?? this.attachShadow(shadowRootOptions));
  }

  /** @internal Gives it its styles. A document takes no style sheets that another one has made. */
  dress(root: ShadowRoot): ShadowRoot {
    const { elementStyles } = this.constructor as typeof LitElement;
    const { defaultView } = this.ownerDocument;
    const styles: Pick<CSSResult, 'cssText' | 'styleSheet'>[] = [...(elementStyles as CSSResult[])];
    if (this.looks) styles.push({ cssText: this.looks, styleSheet: undefined });
    root.adoptedStyleSheets = styles.flatMap(({ cssText, styleSheet }) => {
      if (styleSheet && defaultView === window) return styleSheet;
      // What nobody shows has no window.
      const sheet = defaultView && new defaultView.CSSStyleSheet();
      sheet?.replaceSync(cssText);
      return sheet ?? [];
    });
    return root;
  }
}
