import type { PlayerTexts } from '../../strings/texts.js';
import type { PlayerChoices, QualityChoice } from './choices.js';

/** Highest frame rate that is not mentioned, in frames per second. */
const USUAL_FRAMES = 32;

/**
 * Names a quality: its height and, if others have the same height, frame rate or bitrate: `1080p60`,
 * `720p · 2.1 Mbit/s`.
 */
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

/** Returns the badge of a high quality. */
export function qualityMark({ height }: QualityChoice): string | undefined {
  return height >= 2160 ? '4K' : height >= 1080 ? 'HD' : undefined;
}

/** Names the current choice: the quality, or “auto” with the one that is playing. */
export function qualityValue({ qualities, quality, playing }: PlayerChoices, texts: PlayerTexts): string {
  const label = (one: QualityChoice): string => qualityLabel(one, qualities, texts);
  const chosen = qualities.find(({ id }) => id === quality);
  if (chosen) return label(chosen);
  const now = qualities.find(({ id }) => id === playing);
  return now ? `${texts.auto} (${label(now)})` : texts.auto;
}
