/**
 * Reads the language of an element: its own `lang` or that of the nearest ancestor, across shadow roots; empty if there
 * is none.
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
