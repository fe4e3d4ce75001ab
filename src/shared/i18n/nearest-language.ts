/**
 * Reads the language an element stands in: the `lang` of itself or of the nearest element around it, across shadow roots;
 * empty where none is named.
 */
export function nearestLanguage(element: Element): string {
  for (let from: Element | undefined = element; from;) {
    const named: Element | null = from.closest('[lang]');
    if (named) return named.getAttribute('lang') ?? '';
    const root = from.getRootNode();
    from = root instanceof ShadowRoot ? root.host : undefined;
  }
  return '';
}
