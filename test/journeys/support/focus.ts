/** Finds the focused element through all shadow roots; returns its accessible name and whether it is visible. Runs in the page. */
export function focusedElement(): { name: string; isVisible: boolean } {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const isOpaque = (start: Element): boolean => {
    for (
      let ancestor: Element | null = start;
      ancestor;
      ancestor = ancestor.parentElement ?? (ancestor.getRootNode() as Partial<ShadowRoot>).host ?? null
    ) {
      if (Number(getComputedStyle(ancestor).opacity) < 1) return false;
    }
    return true;
  };
  const labelledBy = element?.getAttribute('aria-labelledby');
  const label = labelledBy && (element!.getRootNode() as ShadowRoot).getElementById(labelledBy)?.textContent;
  const name = label ?? element?.ariaLabel ?? element?.textContent ?? '';
  return { name: name.trim(), isVisible: element !== null && element.checkVisibility() && isOpaque(element) };
}
