import { nearestLanguage, onLanguageChange } from './nearest-language.js';

/** An element that speaks. */
export interface Localized<Texts> extends HTMLElement {
  texts: Texts;
}

/** A site's languages by their tags, as they are when they are needed. */
type OwnLanguages<Pack> = () => Readonly<Record<string, Pack>> | undefined;

/**
 * Lets elements speak the language they stand in, and follow when that changes, for as long as they are on the page.
 *
 * @since 0.1.0
 */
export class Localizer<Texts, Pack> {
  readonly #load: (tag: string, own: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>;
  /**
   * Who speaks. One that has left the page is forgotten at the next change of a language; if it is put back into the page,
   * its element adds it again.
   */
  readonly #speakers = new Set<WeakRef<Localized<Texts>>>();
  readonly #own = new WeakMap<Localized<Texts>, OwnLanguages<Pack>>();
  #watching: AbortController | undefined;

  /** @param load - Texts in a language, or in the nearest there is, by a BCP 47 tag. */
  constructor(load: (tag: string, own: Readonly<Record<string, Pack>> | undefined) => Promise<Texts>) {
    this.#load = load;
  }

  /** From now on, and until it leaves. */
  async add(speaker: Localized<Texts>, own: OwnLanguages<Pack>): Promise<void> {
    if (!this.#own.has(speaker)) this.#speakers.add(new WeakRef(speaker));
    this.#own.set(speaker, own);
    if (!this.#watching) {
      this.#watching = new AbortController();
      onLanguageChange(() => this.#followAll(), this.#watching.signal);
    }
    await this.#localize(speaker, own);
  }

  #followAll(): void {
    for (const known of this.#speakers) {
      const speaker = known.deref();
      const own = speaker && this.#own.get(speaker);
      if (own && speaker.isConnected) void this.#localize(speaker, own);
      else {
        this.#speakers.delete(known);
        if (speaker) this.#own.delete(speaker);
      }
    }
    if (this.#speakers.size > 0) return;
    this.#watching?.abort();
    this.#watching = undefined;
  }

  async #localize(speaker: Localized<Texts>, own: OwnLanguages<Pack>): Promise<void> {
    const tag = nearestLanguage(speaker);
    const texts = await this.#load(tag, own());
    // Meanwhile it may stand in another language.
    if (speaker.isConnected && tag === nearestLanguage(speaker)) speaker.texts = texts;
  }
}
