/**
 * Whether an element can be seen: in the viewport, of a page that is not hidden. Tells when that changes.
 *
 * @since 0.1.0
 */
export class ElementVisibility {
  readonly #observer: IntersectionObserver;
  readonly #changed: () => void;
  #isInView = true;

  constructor(element: Element, changed: () => void) {
    this.#changed = changed;
    this.#observer = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? true;
      changed();
    });
    this.#observer.observe(element);
    document.addEventListener('visibilitychange', changed);
  }

  get isSeen(): boolean {
    return this.#isInView && document.visibilityState === 'visible';
  }

  destroy(): void {
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#changed);
  }
}
