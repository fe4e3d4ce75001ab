import type { LanguageTable } from '../../../shared/i18n/load-texts.js';
import type { RecordingWords } from './en.js';

/** Languages of what records in place, besides English. Each is a file of its own, fetched when a page is in it. */
export const LANGUAGES: LanguageTable<RecordingWords> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  ja: () => import('./ja.js'),
  pt: () => import('./pt.js'),
  zh: () => import('./zh.js'),
};
