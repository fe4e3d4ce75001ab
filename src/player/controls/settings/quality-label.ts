import type { PlayerTexts } from '../../strings/texts.js';
import type { PlayerChoices, QualityChoice } from './choices.js';

/** Most frames a second that are not worth saying. */
const USUAL_FRAMES = 32;

/** Names a quality: by its height and, where others have the same, by what tells them apart: `1080p60`, `720p · 2.1 Mbit/s`. */
export function qualityLabel(
  quality: QualityChoice,
  qualities: readonly QualityChoice[],
  { locale }: PlayerTexts,
): string {
  const number = (value: number): string => new Intl.NumberFormat(locale, { useGrouping: false }).format(value);
  const label = ({ height, frameRate }: QualityChoice, isAlone: boolean): string =>
    `${number(height)}p${isAlone || frameRate <= USUAL_FRAMES ? '' : number(Math.round(frameRate))}`;
  const others = qualities.filter(({ id, height }) => id !== quality.id && height === quality.height);
  const name = label(quality, others.length === 0);
  if (!others.some((other) => label(other, false) === name)) return name;
  const rate = { style: 'unit', unit: 'megabit-per-second', maximumSignificantDigits: 2 } as const;
  return `${name} · ${new Intl.NumberFormat(locale, rate).format(quality.bitrate / 1e6)}`;
}

/** Gives the mark of a quality that is more than usual. */
export function qualityMark({ height }: QualityChoice): string | undefined {
  return height >= 2160 ? '4K' : height >= 1080 ? 'HD' : undefined;
}

/** Auto, with what it plays now, or what was chosen. */
export function qualityValue({ qualities, quality, playing }: PlayerChoices, texts: PlayerTexts): string {
  const label = (one: QualityChoice): string => qualityLabel(one, qualities, texts);
  const chosen = qualities.find(({ id }) => id === quality);
  if (chosen) return label(chosen);
  const now = qualities.find(({ id }) => id === playing);
  return now ? `${texts.auto} (${label(now)})` : texts.auto;
}
