import { interpolate } from '../../../shared/i18n/format.js';
import type { PlayerTexts } from '../../strings/texts.js';
import type { TrackChoice } from './choices.js';

/** Names a track: by its label, else its language, else its number. */
export function trackLabel(track: TrackChoice, tracks: readonly TrackChoice[], texts: PlayerTexts): string {
  if (track.label) return track.label;
  const number = new Intl.NumberFormat(texts.locale).format(tracks.indexOf(track) + 1);
  return languageName(track.language) ?? interpolate(texts.track, { number });
}

/** Names a language in that language. */
function languageName(language: string): string | undefined {
  if (!language) return undefined;
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(language);
  } catch {
    return undefined;
  }
}
