import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isSupportedLocale } from '../../shared/i18n/language.js';
import { Localizer, type Localized } from '../../shared/i18n/localize.js';
import { findLanguage } from '../../shared/i18n/language-packs.js';
import { ENGLISH, type PlayerTexts, type PlayerWords } from './texts.js';

/**
 * What a site may give for a language: all words or some of them; what is missing stays English.
 *
 * @since 0.1.0
 */
export type LanguagePack = Partial<PlayerWords>;

/** Languages that come with the player. Each is a file of its own, fetched when a page is in it. */
const BUILT_IN: Readonly<Record<string, () => Promise<{ readonly words: PlayerWords }>>> = {
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
 * The player's texts in a language, or in the nearest there is. A site's own words go before ours.
 *
 * @param tag - BCP 47 tag, as in a `lang` attribute.
 * @param own - The site's languages by their tags.
 * @since 0.1.0
 */
export async function loadTexts(tag: string, own: Readonly<Record<string, LanguagePack>> = {}): Promise<PlayerTexts> {
  const { words, site, isSpoken } = await findLanguage(tag, BUILT_IN, own);
  if (!isSpoken) return ENGLISH;
  return {
    ...ENGLISH,
    ...words,
    ...site,
    errors: { ...words?.errors, ...site?.errors },
    locale: isSupportedLocale(tag) ? tag : 'en',
  };
}

const follower = new Localizer<PlayerTexts | undefined, LanguagePack>(loadTexts);

/** A player, as far as its language goes. */
interface SpeakingPlayer extends Localized<PlayerTexts | undefined>, ReactiveControllerHost {
  label: string;
}

/** Calls a player what its language calls one, for as long as the site gives it no name of its own. */
class SpokenLabel implements ReactiveController {
  readonly #player: SpeakingPlayer;
  /** What the language called it before. A player that is called something else has its name from the site. */
  #spoken = ENGLISH.label;

  constructor(player: SpeakingPlayer) {
    this.#player = player;
    player.addController(this);
  }

  hostUpdate(): void {
    const { label } = this.#player.texts ?? ENGLISH;
    if (this.#player.label === this.#spoken) this.#player.label = label;
    this.#spoken = label;
  }
}

const labels = new WeakMap<SpeakingPlayer, SpokenLabel>();

/**
 * Lets a player speak the language it stands in.
 *
 * @param own - The site's languages by their tags, as they are when they are needed.
 * @since 0.1.0
 */
export function followLanguage(
  player: SpeakingPlayer,
  own: () => Readonly<Record<string, LanguagePack>> | undefined,
): Promise<void> {
  if (!labels.has(player)) labels.set(player, new SpokenLabel(player));
  return follower.add(player, own);
}
