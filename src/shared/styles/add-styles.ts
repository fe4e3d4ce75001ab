import type { CSSResult, LitElement } from 'lit';

/** Element whose styles may grow. */
export interface StyledElement extends Element {
  dress(root: ShadowRoot): void;
}

/** Gives an element, and those of its class, styles that come with code that is loaded later. */
export function addStyles(element: StyledElement, styles: CSSResult): void {
  const { elementStyles } = element.constructor as typeof LitElement;
  if (!elementStyles.includes(styles)) elementStyles.push(styles);
  const { shadowRoot } = element;
  const { styleSheet } = styles;
  // Another element made since then has them already.
  if (shadowRoot && !(styleSheet && shadowRoot.adoptedStyleSheets.includes(styleSheet))) element.dress(shadowRoot);
}
