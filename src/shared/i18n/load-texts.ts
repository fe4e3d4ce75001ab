import type { Plural } from './format.js';
import { isSupportedLocale, matchLanguage } from './language.js';

/**
 * Some of a language's words. Tables in them, such as that of errors, may be given in part; a plural is given whole.
 */
export type PartialWords<Words> = {
  readonly [Name in keyof Words]?: Words[Name] extends string | Plural ? Words[Name] : Partial<Words[Name]>;
};

/** Languages of a site's own, or its own words for ours, by BCP 47 tag. */
export type SiteLanguages<Words> = Readonly<Record<string, PartialWords<Words>>>;

/** Languages an element comes with, by BCP 47 tag. Each is a file of its own, fetched when a page is in it. */
export type LanguageTable<Words> = Readonly<Record<string, () => Promise<{ readonly words: Words }>>>;

/** Languages and words of a product, from which its texts are loaded. */
export interface TextsOptions<Words, Texts> {
  /** Languages besides English. */
  readonly languages: LanguageTable<Words>;
  /** Words that stand in for what a language leaves out. */
  readonly words: Words;
  /** Texts where nobody speaks the language. */
  readonly english: Texts;
  /** Makes texts of words and the BCP 47 tag that numbers are written by. */
  readonly create: (words: Words, locale: string) => Texts;
}

/**
 * Loads the texts in a language, or in the nearest there is. A site's own words go before ours, and ours before
 * English.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 */
export async function loadTexts<Words extends object, Texts>(
  { languages, words, english, create }: TextsOptions<Words, Texts>,
  tag: string,
  site: SiteLanguages<Words> = {},
): Promise<Texts> {
  const own = site[matchLanguage(tag, Object.keys(site)) ?? ''];
  const name = matchLanguage(tag, Object.keys(languages)) ?? '';
  const pack = await languages[name]?.().catch((cause: unknown) => {
    // The site's own words are there all the same.
    if (!own) throw cause;
  });
  if (!own && (tag === 'en' || !(pack ?? matchLanguage(tag, ['en'])))) return english;
  return create(mergeWords(mergeWords(words, pack?.words), own), isSupportedLocale(tag) ? tag : 'en');
}

/** Puts words in place of others: text by text, also in tables; a plural as a whole. */
export function mergeWords<Words extends object>(words: Words, pack: PartialWords<Words> = {}): Words {
  const merged = new Map<string, unknown>(Object.entries(words));
  for (const [name, value] of Object.entries<unknown>(pack)) {
    const before = merged.get(name);
    if (value !== undefined) merged.set(name, isTable(before) && isTable(value) ? { ...before, ...value } : value);
  }
  return Object.fromEntries(merged) as Words;
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('other' in value);
}
