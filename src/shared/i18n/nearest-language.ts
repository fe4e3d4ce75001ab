/**
 * The language an element stands in: the `lang` of itself or of the nearest element around it, across shadow roots.
 * Empty where nobody says.
 *
 * @since 0.1.0
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

/**
 * Calls back whenever a `lang` somewhere on the page is set or changed, until the signal ends it.
 *
 * @since 0.1.0
 */
export function onLanguageChange(listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
