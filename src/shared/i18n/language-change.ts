/** Calls back whenever a `lang` somewhere on the page is set or changed, until the signal aborts. */
export function onLanguageChange(listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
