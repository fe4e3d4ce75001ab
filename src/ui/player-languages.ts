import { isLocale, matchLanguage } from '../core/language.js';
import { nearestLanguage, onLanguageChange } from '../dom/nearest-language.js';
import { ENGLISH, type PlayerTexts, type PlayerWords } from './player-texts.js';

/**
 * What a site may give for a language: all words or some of them; what is missing stays English.
 *
 * @since 0.1.0
 */
export type LanguagePack = Partial<PlayerWords>;

/** An element that speaks. */
export interface Speaker extends HTMLElement {
  texts: PlayerTexts | undefined;
}

/** Languages that come with the player. Each is a file of its own, fetched when a page is in it. */
const BUILT_IN: Readonly<Record<string, () => Promise<{ readonly words: PlayerWords }>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  he: () => import('./languages/he.js'),
  ja: () => import('./languages/ja.js'),
  pt: () => import('./languages/pt.js'),
  zh: () => import('./languages/zh.js'),
};

/**
 * The player's texts in a language, or in the nearest there is. A site's own words go before ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 * @param own - The site's languages by their tags.
 * @since 0.1.0
 */
export async function loadTexts(tag: string, own: Readonly<Record<string, LanguagePack>> = {}): Promise<PlayerTexts> {
  const locale = isLocale(tag) ? tag : 'en';
  const site = own[matchLanguage(tag, Object.keys(own)) ?? ''];
  const name = matchLanguage(tag, Object.keys(BUILT_IN));
  // A file that does not come leaves the player English: it can be used all the same.
  const pack = name === undefined ? undefined : await BUILT_IN[name]?.().catch(() => undefined);
  if (!site && !pack) return matchLanguage(tag, ['en']) ? { ...ENGLISH, locale } : ENGLISH;
  return {
    ...ENGLISH,
    ...pack?.words,
    ...site,
    errors: { ...pack?.words.errors, ...site?.errors },
    locale,
  };
}

/** A site's languages by their tags, as they are when they are needed. */
type OwnLanguages = () => Readonly<Record<string, LanguagePack>> | undefined;

/** Who speaks. One that has left the page is forgotten at the next change; it comes back when it comes back. */
const speakers = new Map<Speaker, OwnLanguages>();
let watching: AbortController | undefined;

/**
 * Lets an element speak the language it stands in, and follow when that changes, for as long as it is on the page.
 *
 * @since 0.1.0
 */
export async function followLanguage(speaker: Speaker, own: OwnLanguages): Promise<void> {
  speakers.set(speaker, own);
  if (!watching) {
    watching = new AbortController();
    onLanguageChange(followAll, watching.signal);
  }
  await speak(speaker, own);
}

function followAll(): void {
  for (const [speaker, own] of speakers) {
    if (speaker.isConnected) void speak(speaker, own);
    else speakers.delete(speaker);
  }
  if (speakers.size > 0) return;
  watching?.abort();
  watching = undefined;
}

async function speak(speaker: Speaker, own: OwnLanguages): Promise<void> {
  const tag = nearestLanguage(speaker);
  const texts = await loadTexts(tag, own());
  // Meanwhile it may stand in another language.
  if (speaker.isConnected && tag === nearestLanguage(speaker)) speaker.texts = texts;
}
