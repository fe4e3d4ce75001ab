import type { UploadTexts } from '../texts.js';
import { words as english, type ThumbnailWords } from './en.js';
import { LANGUAGES } from './languages.js';

/** Loads the words in an uploader's language; the site's own take precedence. */
export async function loadWords({ locale, words }: UploadTexts): Promise<ThumbnailWords> {
  const pack = await LANGUAGES[new Intl.Locale(locale).language]?.().catch(() => undefined);
  return { ...(pack?.words ?? english), ...words.thumbnail };
}

/** Formats a position with tenths of a second: `1:02.5`. */
export function formatMoment(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}
