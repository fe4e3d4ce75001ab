import { Localizer, type Localized } from '../../shared/i18n/localize.js';
import { loadTexts, type PartialWords, type TextsOptions } from '../../shared/i18n/load-texts.js';
import { words } from './en.js';
import { UploadTexts, uploadTexts } from './texts.js';
import type { UploadWords } from './words.js';

/**
 * All or some texts of a language; missing ones fall back to the built-in ones, then to English.
 *
 * @since 0.1.0
 */
export type UploadLanguagePack = PartialWords<UploadWords>;

type UploadLanguages = Readonly<Record<string, UploadLanguagePack>>;

const OPTIONS: TextsOptions<UploadWords, UploadTexts> = {
  // A new language needs a file in this folder, with every text of en.ts, and a line here.
  languages: {
    ar: () => import('./ar.js'),
    de: () => import('./de.js'),
    es: () => import('./es.js'),
    fr: () => import('./fr.js'),
    he: () => import('./he.js'),
    hi: () => import('./hi.js'),
    id: () => import('./id.js'),
    it: () => import('./it.js'),
    ja: () => import('./ja.js'),
    ko: () => import('./ko.js'),
    nl: () => import('./nl.js'),
    pl: () => import('./pl.js'),
    pt: () => import('./pt.js'),
    ru: () => import('./ru.js'),
    sv: () => import('./sv.js'),
    tr: () => import('./tr.js'),
    uk: () => import('./uk.js'),
    zh: () => import('./zh.js'),
  },
  words,
  english: uploadTexts,
  create: (merged, locale) => new UploadTexts(merged, locale),
};

/** Tags of the included languages, besides English. */
export const LANGUAGES: readonly string[] = Object.keys(OPTIONS.languages);

/**
 * Loads the uploader's texts in a language, or the nearest one available. A site's own texts take precedence over ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 */
export function loadUploadTexts(tag: string, site?: UploadLanguages): Promise<UploadTexts> {
  return loadTexts(OPTIONS, tag, site);
}

const localizer = new Localizer<UploadTexts, UploadLanguagePack>(loadUploadTexts);

/**
 * Gives an uploader the texts of the page's language, and again whenever that changes.
 *
 * @param site - Returns the site's own languages when needed.
 */
export function followUploadLanguage(
  uploader: Localized<UploadTexts>,
  site: () => UploadLanguages | undefined,
): Promise<void> {
  return localizer.add(uploader, site);
}
