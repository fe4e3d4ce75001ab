import { onLanguageChange } from './language-change.js';
import { nearestLanguage } from './nearest-language.js';

/** Element whose texts are in the language it stands in. */
export interface Localized<Texts> extends HTMLElement {
  texts: Texts;
}

/** Looks up a site's languages at the time they are needed. */
type SiteLookup<Pack> = () => Readonly<Record<string, Pack>> | undefined;

/**
 * Gives elements their texts in the language they stand in, and again when that changes, while they are on the page.
 */
export class Localizer<Texts, Pack> {
  readonly #load: (tag: string, site: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>;
  /**
   * The elements that are followed. One that has left the page is forgotten at the next change of a language; if it is
   * put back into the page, it adds itself again.
   */
  readonly #elements = new Set<WeakRef<Localized<Texts>>>();
  readonly #sites = new WeakMap<Localized<Texts>, SiteLookup<Pack>>();
  #watching: AbortController | undefined;

  /** @param load - Loads the texts in a language, or in the nearest there is, by BCP 47 tag. */
  constructor(load: (tag: string, site: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>) {
    this.#load = load;
  }

  /** Localizes an element from now on, until it leaves the page; rejects where its language did not arrive. */
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
    // Meanwhile it may stand in another language.
    if (element.isConnected && tag === nearestLanguage(element)) element.texts = texts;
  }
}
