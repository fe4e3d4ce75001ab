import { matchLanguage } from './language.js';

/** What there is of a language. */
export interface FoundLanguage<Words, Pack> {
  /** Ours, where there are some and they came. */
  readonly words: Words | undefined;
  /** The site's own. */
  readonly site: Pack | undefined;
  /** Whether anybody speaks it, English included. */
  readonly isSpoken: boolean;
}

/**
 * Looks for a language, or for the nearest there is, among those that come with an element and those of a site.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 * @param builtIn - What fetches each of ours, by its tag.
 * @param own - The site's languages by their tags.
 * @since 0.1.0
 */
export async function findLanguage<Words, Pack>(
  tag: string,
  builtIn: Readonly<Record<string, () => Promise<{ readonly words: Words }>>>,
  own: Readonly<Record<string, Pack>>,
): Promise<FoundLanguage<Words, Pack>> {
  const site = own[matchLanguage(tag, Object.keys(own)) ?? ''];
  const name = matchLanguage(tag, Object.keys(builtIn));
  // A file that does not come leaves the element English: it can be used all the same.
  const pack = name === undefined ? undefined : await builtIn[name]?.().catch(() => undefined);
  return { words: pack?.words, site, isSpoken: Boolean(site ?? pack ?? matchLanguage(tag, ['en'])) };
}
