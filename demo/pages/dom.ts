/**
 * Finds the first element of a type that matches a selector.
 *
 * @throws Error when there is none: the page and its script are out of step.
 */
export function find<T extends Element>(selector: string, type: abstract new () => T, root: ParentNode = document): T {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page lacks ${selector}.`);
  return found;
}

/** Sets the text of an element only if it changes, so that live regions do not repeat themselves. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Announces a text to screen readers. */
export function announce(text: string): void {
  setText(find('#announcer', HTMLElement), text);
}
