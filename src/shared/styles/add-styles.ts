import type { CSSResult, LitElement } from 'lit';

/** Element to which styles can be added. */
export interface StyledElement extends Element {
  dress(root: ShadowRoot): void;
}

/** Adds styles that come with lazily loaded code to an element and its class. */
export function addStyles(element: StyledElement, styles: CSSResult): void {
  const { elementStyles } = element.constructor as typeof LitElement;
  if (!elementStyles.includes(styles)) elementStyles.push(styles);
  const { shadowRoot } = element;
  const { styleSheet } = styles;
  // An element created after that has them already.
  if (shadowRoot && !(styleSheet && shadowRoot.adoptedStyleSheets.includes(styleSheet))) element.dress(shadowRoot);
}
