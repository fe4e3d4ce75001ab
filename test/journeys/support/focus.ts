/** Runs in the page: name of what has the focus, through all shadow roots, and whether it can be seen. */
export function focusedElement(): { name: string; isVisible: boolean } {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const isOpaque = (one: Element): boolean => {
    for (
      let at: Element | null = one;
      at;
      at = at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
    ) {
      if (Number(getComputedStyle(at).opacity) < 1) return false;
    }
    return true;
  };
  const labelledBy = element?.getAttribute('aria-labelledby');
  const label = labelledBy && (element!.getRootNode() as ShadowRoot).getElementById(labelledBy)?.textContent;
  const name = label ?? element?.ariaLabel ?? element?.textContent ?? '';
  return { name: name.trim(), isVisible: element !== null && element.checkVisibility() && isOpaque(element) };
}
