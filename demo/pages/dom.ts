/**
 * The first element that fits.
 *
 * @throws Error when the page has none: page and script belong together.
 * @since 0.1.0
 */
export function find<T extends Element>(selector: string, type: abstract new () => T, root: ParentNode = document): T {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page lacks ${selector}.`);
  return found;
}

/**
 * Sets a text only where it changes, so that nothing is read out twice.
 *
 * @since 0.1.0
 */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says something to people who listen to the page.
 *
 * @since 0.1.0
 */
export function announce(text: string): void {
  setText(find('#announcer', HTMLElement), text);
}
