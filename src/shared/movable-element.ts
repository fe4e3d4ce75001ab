import { LitElement, type CSSResult } from 'lit';

/**
 * Element that keeps its state when moved: within its page, where it is removed and put back before the next microtask,
 * and into the document of a frame or another window, which needs style sheets of its own.
 */
export abstract class MovableElement extends LitElement {
  /** @internal Styles of this instance, as CSS: its `style` attribute belongs to the page. */
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
   * Passes properties that a page has set before the class was defined, and that Lit does not know, to their accessors,
   * which they would shadow for ever. Values that an accessor rejects are dropped.
   */
  protected takeOver(): void {
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      try {
        Reflect.set(this, name, value);
      } catch {
        // As if the page had not set it.
      }
    }
  }

  /** Called by the browser after `moveBefore()`, instead of the two above. */
  connectedMoveCallback(): void {
    this.connectedCallback();
  }

  /** Called by the browser after a move to another document. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.dress(this.shadowRoot);
    if (this.#isHere) this.adopted();
  }

  /** Called after a move to another document; listeners on the old document move to the new one. */
  protected adopted(): void {
    super.disconnectedCallback();
    super.connectedCallback();
  }

  /** Called when the element has left the page, not when it is moved. */
  protected left(): void {
    // Overridden to release resources.
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    return this.dress(this.shadowRoot ?? this.attachShadow(shadowRootOptions));
  }

  /** @internal Applies the styles. A document does not accept style sheets created in another one. */
  dress(root: ShadowRoot): ShadowRoot {
    const { elementStyles } = this.constructor as typeof LitElement;
    const { defaultView } = this.ownerDocument;
    const styles: Pick<CSSResult, 'cssText' | 'styleSheet'>[] = [...(elementStyles as CSSResult[])];
    if (this.looks) styles.push({ cssText: this.looks, styleSheet: undefined });
    root.adoptedStyleSheets = styles.flatMap(({ cssText, styleSheet }) => {
      if (styleSheet && defaultView === window) return styleSheet;
      // A document that is not displayed has no window.
      const sheet = defaultView && new defaultView.CSSStyleSheet();
      sheet?.replaceSync(cssText);
      return sheet ?? [];
    });
    return root;
  }
}
