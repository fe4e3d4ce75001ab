import type { ReactiveControllerHost } from 'lit';
import { Localizer, type Localized } from '../../shared/i18n/localize.js';
import { loadTexts as load, type PartialWords, type TextsOptions } from '../../shared/i18n/load-texts.js';
import { ENGLISH, words } from './en.js';
import type { PlayerTexts, PlayerWords } from './texts.js';

/**
 * All or some texts of a language; missing ones fall back to the built-in ones, then to English.
 *
 * @since 0.1.0
 */
export type LanguagePack = PartialWords<PlayerWords>;

type PlayerLanguages = Readonly<Record<string, LanguagePack>>;

const OPTIONS: TextsOptions<PlayerWords, PlayerTexts> = {
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
  english: ENGLISH,
  create: (merged, locale) => ({ ...merged, locale }),
};

/** Tags of the included languages, besides English. */
export const LANGUAGES: readonly string[] = Object.keys(OPTIONS.languages);

/**
 * Loads the player's texts in a language, or the nearest one available. A site's own texts take precedence over ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 */
export function loadTexts(tag: string, site?: PlayerLanguages): Promise<PlayerTexts> {
  return load(OPTIONS, tag, site);
}

const localizer = new Localizer<PlayerTexts | undefined, LanguagePack>(loadTexts);

/** Parts of the player that localization needs. */
interface LocalizedPlayer extends Localized<PlayerTexts | undefined>, ReactiveControllerHost {
  label: string;
}

/** Localizes the label of a player, unless the site has set one. */
function localizeLabel(player: LocalizedPlayer): void {
  /** Label in the last language. A player with any other label got it from the site. */
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
 * Gives a player the texts of the page's language, and again whenever that changes.
 *
 * @param site - Returns the site's own languages when needed.
 */
export function followLanguage(player: LocalizedPlayer, site: () => PlayerLanguages | undefined): Promise<void> {
  if (!localized.has(player)) localizeLabel(player);
  localized.add(player);
  return localizer.add(player, site);
}
