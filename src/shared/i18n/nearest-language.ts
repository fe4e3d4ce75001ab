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

/** Calls back whenever a `lang` somewhere on the page is set or changed, until the signal aborts. */
export function onLanguageChange(listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
