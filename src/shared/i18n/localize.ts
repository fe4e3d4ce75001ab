import { onLanguageChange } from './language-change.js';
import { nearestLanguage } from './nearest-language.js';

/** Element with texts in the page's language. */
export interface Localized<Texts> extends HTMLElement {
  texts: Texts;
}

/** Returns a site's languages when they are needed. */
type SiteLookup<Pack> = () => Readonly<Record<string, Pack>> | undefined;

/** Gives elements texts in the language of their place in the page, and again when that changes. */
export class Localizer<Texts, Pack> {
  readonly #load: (tag: string, site: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>;
  /**
   * Localized elements. One that has left the page is dropped at the next change of a language; when put back, it adds
   * itself again.
   */
  readonly #elements = new Set<WeakRef<Localized<Texts>>>();
  readonly #sites = new WeakMap<Localized<Texts>, SiteLookup<Pack>>();
  #watching: AbortController | undefined;

  /** @param load - Loads the texts in a language, or the nearest one available, by BCP 47 tag. */
  constructor(load: (tag: string, site: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>) {
    this.#load = load;
  }

  /** Localizes an element until it leaves the page; rejects if its language fails to load. */
  add(element: Localized<Texts>, site: SiteLookup<Pack>): Promise<void> {
    if (!this.#sites.has(element)) this.#elements.add(new WeakRef(element));
    this.#sites.set(element, site);
    if (!this.#watching) {
      this.#watching = new AbortController();
      onLanguageChange(() => this.#localizeAll(), this.#watching.signal);
    }
    return this.#localize(element, site);
  }

  #localizeAll(): void {
    for (const known of this.#elements) {
      const element = known.deref();
      const site = element && this.#sites.get(element);
      if (site && element.isConnected) this.#localize(element, site).catch(() => undefined);
      else {
        this.#elements.delete(known);
        if (element) this.#sites.delete(element);
      }
    }
    if (this.#elements.size > 0) return;
    this.#watching?.abort();
    this.#watching = undefined;
  }

  async #localize(element: Localized<Texts>, site: SiteLookup<Pack>): Promise<void> {
    const tag = nearestLanguage(element);
    const texts = await this.#load(tag, site());
    // The language may have changed meanwhile.
    if (element.isConnected && tag === nearestLanguage(element)) element.texts = texts;
  }
}
