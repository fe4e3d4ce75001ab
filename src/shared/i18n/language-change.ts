/** Calls back whenever a `lang` somewhere on the page is set or changed, until the signal aborts. */
export function onLanguageChange(listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}

/** Calls back once, when a `lang` is set or changed for the first time, unless the signal aborts before. */
export function onFirstLanguageChange(listener: () => void, signal: AbortSignal): void {
  const changed = new AbortController();
  const change = (): void => {
    changed.abort();
    listener();
  };
  onLanguageChange(change, AbortSignal.any([signal, changed.signal]));
}
