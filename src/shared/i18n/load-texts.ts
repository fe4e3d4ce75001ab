import type { Plural } from './format.js';
import { isSupportedLocale, matchLanguage } from './language.js';

/** Some texts of a language. Tables among them, such as that of errors, may be partial; plurals may not. */
export type PartialWords<Words> = {
  readonly [Name in keyof Words]?: Words[Name] extends string | Plural ? Words[Name] : Partial<Words[Name]>;
};

/** Languages that a site adds, or its own texts for ours, by BCP 47 tag. */
export type SiteLanguages<Words> = Readonly<Record<string, PartialWords<Words>>>;

/** Included languages by BCP 47 tag. Each is a separate file, loaded on demand. */
export type LanguageTable<Words> = Readonly<Record<string, () => Promise<{ readonly words: Words }>>>;

/** Languages and texts of a product. */
export interface TextsOptions<Words, Texts> {
  /** Languages besides English. */
  readonly languages: LanguageTable<Words>;
  /** Texts for whatever a language lacks. */
  readonly words: Words;
  /** Texts for languages that are not available. */
  readonly english: Texts;
  /** Creates texts from words and the BCP 47 tag for formatting numbers. */
  readonly create: (words: Words, locale: string) => Texts;
}

/**
 * Loads the texts in a language, or the nearest one available. A site's own texts take precedence over ours, and ours
 * over English.
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
    // The site's own texts are available all the same.
    if (!own) throw cause;
  });
  if (!own && (tag === 'en' || !(pack ?? matchLanguage(tag, ['en'])))) return english;
  return create(mergeWords(mergeWords(words, pack?.words), own), isSupportedLocale(tag) ? tag : 'en');
}

/** Overrides texts one by one, in tables, too; plurals as a whole. */
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
