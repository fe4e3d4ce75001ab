import { isSupportedLocale } from '../../shared/i18n/language.js';
import { Localizer, type Localized } from '../../shared/i18n/localize.js';
import { findLanguage } from '../../shared/i18n/language-packs.js';
import { UploadTexts, uploadTexts } from './texts.js';
import { englishWords, type UploadWords } from './words.js';

/**
 * What a site may give for a language: all words or some of them; what is missing is ours, or stays English.
 *
 * @since 0.1.0
 */
export type UploadLanguagePack = Partial<Omit<UploadWords, 'waits'>> & {
  readonly waits?: Partial<UploadWords['waits']>;
};

/** Languages that come with the uploader. Each is a file of its own, fetched when a page is in it. */
const BUILT_IN: Readonly<Record<string, () => Promise<{ readonly words: UploadWords }>>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  ja: () => import('./ja.js'),
  pt: () => import('./pt.js'),
  zh: () => import('./zh.js'),
};

/**
 * The uploader's texts in a language, or in the nearest there is. A site's own words go before ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 * @param own - The site's languages by their tags.
 * @since 0.1.0
 */
export async function loadUploadTexts(
  tag: string,
  own: Readonly<Record<string, UploadLanguagePack>> = {},
): Promise<UploadTexts> {
  const { words = englishWords, site, isSpoken } = await findLanguage(tag, BUILT_IN, own);
  const isPlainEnglish = tag === uploadTexts.locale && !site;
  if (!isSpoken || isPlainEnglish || !isSupportedLocale(tag)) return uploadTexts;
  return new UploadTexts(
    {
      ...words,
      ...site,
      waits: { ...words.waits, ...site?.waits },
      errors: { ...words.errors, ...site?.errors },
      reasons: { ...words.reasons, ...site?.reasons },
    },
    tag,
  );
}

const follower = new Localizer<UploadTexts, UploadLanguagePack>(loadUploadTexts);

/**
 * Lets an uploader speak the language it stands in.
 *
 * @param own - The site's languages by their tags, as they are when they are needed.
 * @since 0.1.0
 */
export function followUploadLanguage(
  uploader: Localized<UploadTexts>,
  own: () => Readonly<Record<string, UploadLanguagePack>> | undefined,
): Promise<void> {
  return follower.add(uploader, own);
}
