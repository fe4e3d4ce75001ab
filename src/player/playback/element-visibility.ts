/** Whether an element can be seen: in the viewport, of a page that is not hidden. Tells when that changes. */
export class ElementVisibility {
  #isInView = true;

  constructor(element: Element, changed: () => void, signal: AbortSignal) {
    const observer = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? true;
      changed();
    });
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect());
    document.addEventListener('visibilitychange', changed, { signal });
  }

  get isSeen(): boolean {
    return this.#isInView && document.visibilityState === 'visible';
  }
}
