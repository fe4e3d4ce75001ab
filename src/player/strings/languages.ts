import type { ReactiveControllerHost } from 'lit';
import { Localizer, type Localized } from '../../shared/i18n/localize.js';
import { loadTexts as load, type PartialWords, type TextsOptions } from '../../shared/i18n/load-texts.js';
import { ENGLISH, words } from './en.js';
import type { PlayerTexts, PlayerWords } from './texts.js';

/**
 * What a site may give for a language: all words or some of them; what is missing is ours, or stays English.
 *
 * @since 0.1.0
 */
export type LanguagePack = PartialWords<PlayerWords>;

type PlayerLanguages = Readonly<Record<string, LanguagePack>>;

const OPTIONS: TextsOptions<PlayerWords, PlayerTexts> = {
  // Another language is a file beside this one, which gives every word of en.ts, and a row here.
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
  english: ENGLISH,
  create: (merged, locale) => ({ ...merged, locale }),
};

/** Tags of the languages that come with the player, besides English. */
export const LANGUAGES: readonly string[] = Object.keys(OPTIONS.languages);

/**
 * Loads the player's texts in a language, or in the nearest there is. A site's own words go before ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 */
export function loadTexts(tag: string, site?: PlayerLanguages): Promise<PlayerTexts> {
  return load(OPTIONS, tag, site);
}

const localizer = new Localizer<PlayerTexts | undefined, LanguagePack>(loadTexts);

/** A player, as far as its language goes. */
interface LocalizedPlayer extends Localized<PlayerTexts | undefined>, ReactiveControllerHost {
  label: string;
}

/** Calls a player what its language calls one, for as long as the site gives it no name of its own. */
function localizeLabel(player: LocalizedPlayer): void {
  /** Label that the language gave before. A player that is called something else has its name from the site. */
  let given = ENGLISH.label;
  player.addController({
    hostUpdate() {
      const { label } = player.texts ?? ENGLISH;
      if ([given, ENGLISH.label].includes(player.label)) player.label = label;
      given = label;
    },
  });
}

const localized = new WeakSet<LocalizedPlayer>();

/**
 * Gives a player its texts in the language it stands in, and again when that changes.
 *
 * @param site - Looks up the site's languages at the time they are needed.
 */
export function followLanguage(player: LocalizedPlayer, site: () => PlayerLanguages | undefined): Promise<void> {
  if (!localized.has(player)) localizeLabel(player);
  localized.add(player);
  return localizer.add(player, site);
}
