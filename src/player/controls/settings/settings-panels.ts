import type { PlayerIcon } from '../icons.js';
import {
  CAPTION_BACKGROUNDS,
  CAPTION_COLORS,
  CAPTION_SIZES,
  RATES,
  type CaptionStyle,
  type PlayerChoices,
  type QualityChoice,
  type TrackChoice,
} from './choices.js';
import type { PlayerRequests } from '../requests.js';
import { interpolate } from '../../../shared/i18n/format.js';
import { formatPercent, formatRate, type PlayerTexts } from '../../strings/texts.js';

/** Pages of the settings. */
export type PanelName = 'main' | 'quality' | 'speed' | 'captions' | 'audio' | 'style' | 'size' | 'color' | 'background';

/** Request that an item sends when it is chosen. */
export type Ask = {
  [Name in keyof PlayerRequests]: { readonly name: Name; readonly detail: PlayerRequests[Name] };
}[keyof PlayerRequests];

/** A line of a page. */
export interface PanelItem {
  readonly label: string;
  /** Present choice, where the line leads to a page. */
  readonly value?: string;
  readonly language?: string;
  /** Short mark behind the label. */
  readonly badge?: string | undefined;
  /** One of several, and whether it is the chosen one. */
  readonly isChosen?: boolean;
  readonly opens?: PanelName;
  readonly asks?: Ask;
}

/** A page: its name, where "back" leads to, and its lines. */
export interface Panel {
  readonly title: string;
  readonly parent: PanelName | null;
  readonly items: readonly PanelItem[];
}

/** Data that the pages show. */
export interface PanelSource {
  readonly choices: PlayerChoices;
  readonly rate: number;
  readonly texts: PlayerTexts;
}

/** Makes a page of the settings. */
export function panelOf(name: PanelName, source: PanelSource): Panel {
  const { texts } = source;
  switch (name) {
    case 'main':
      return { title: texts.settings, parent: null, items: mainItems(source) };
    case 'quality':
      return { title: texts.quality, parent: 'main', items: qualityItems(source) };
    case 'speed':
      return { title: texts.speed, parent: 'main', items: speedItems(source) };
    case 'captions':
      return { title: texts.captions, parent: 'main', items: captionItems(source) };
    case 'audio':
      return { title: texts.audio, parent: 'main', items: audioItems(source) };
    case 'style':
      return { title: texts.captionStyle, parent: 'captions', items: styleItems(source) };
    case 'size':
      return {
        title: texts.textSize,
        parent: 'style',
        items: stylesOf(source, CAPTION_SIZES, 'size', (size) => formatPercent(texts, size)),
      };
    case 'color':
      return {
        title: texts.textColor,
        parent: 'style',
        items: stylesOf(source, CAPTION_COLORS, 'color', (color) => texts[color]),
      };
    case 'background':
      return {
        title: texts.textBackground,
        parent: 'style',
        items: stylesOf(source, CAPTION_BACKGROUNDS, 'background', (kind) => texts[kind]),
      };
  }
}

function mainItems({ choices, rate, texts }: PanelSource): PanelItem[] {
  const { qualities, audio, captions } = choices;
  const audioTrack = audio.find(({ id }) => id === choices.audioId);
  const captionTrack = captions.find(({ id }) => id === choices.captionsId);
  return [
    ...(qualities.length > 1
      ? [{ label: texts.quality, value: qualityValue(choices, texts), opens: 'quality' as const }]
      : []),
    { label: texts.speed, value: formatRate(texts, rate), opens: 'speed' },
    ...(captions.length > 0
      ? [
          {
            label: texts.captions,
            value: captionTrack ? trackLabel(captionTrack, captions, texts) : texts.off,
            opens: 'captions' as const,
          },
        ]
      : []),
    ...(audio.length > 1
      ? [{ label: texts.audio, value: audioTrack ? trackLabel(audioTrack, audio, texts) : '', opens: 'audio' as const }]
      : []),
    { label: texts.shortcuts, asks: { name: 'help-request', detail: null } },
  ];
}

/** Auto, with what it plays now, or what was chosen. */
function qualityValue({ qualities, quality, playing }: PlayerChoices, texts: PlayerTexts): string {
  const label = (one: QualityChoice): string => qualityLabel(one, qualities, texts);
  const chosen = qualities.find(({ id }) => id === quality);
  if (chosen) return label(chosen);
  const now = qualities.find(({ id }) => id === playing);
  return now ? `${texts.auto} (${label(now)})` : texts.auto;
}

/** Most frames a second that are not worth saying. */
const USUAL_FRAMES = 32;

/** Names a quality: by its height and, where others have the same, by what tells them apart: `1080p60`, `720p · 2.1 Mbit/s`. */
function qualityLabel(quality: QualityChoice, qualities: readonly QualityChoice[], { locale }: PlayerTexts): string {
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
function qualityMark({ height }: QualityChoice): string | undefined {
  return height >= 2160 ? '4K' : height >= 1080 ? 'HD' : undefined;
}

function qualityItems({ choices, texts }: PanelSource): PanelItem[] {
  const ask = (id: string | null): Ask => ({ name: 'quality-request', detail: { id } });
  const auto = {
    label: qualityValue({ ...choices, quality: null }, texts),
    isChosen: choices.quality === null,
    asks: ask(null),
  };
  return [
    auto,
    ...choices.qualities.map((one) => ({
      label: qualityLabel(one, choices.qualities, texts),
      badge: qualityMark(one),
      isChosen: one.id === choices.quality,
      asks: ask(one.id),
    })),
  ];
}

function speedItems({ rate, texts }: PanelSource): PanelItem[] {
  // A speed that a page has set is not among ours.
  const rates = [...new Set<number>([...RATES, rate])].sort((a, b) => a - b);
  return rates.map((playbackRate) => ({
    label: formatRate(texts, playbackRate),
    isChosen: playbackRate === rate,
    asks: { name: 'rate-request', detail: { playbackRate } },
  }));
}

function captionItems({ choices, texts }: PanelSource): PanelItem[] {
  const { captions, captionsId } = choices;
  const ask = (id: string | null): Ask => ({ name: 'captions-request', detail: { id } });
  return [
    { label: texts.off, isChosen: captionsId === null, asks: ask(null) },
    ...captions.map((track) => ({
      label: trackLabel(track, captions, texts),
      language: track.language,
      isChosen: track.id === captionsId,
      asks: ask(track.id),
    })),
    { label: texts.captionStyle, value: '', opens: 'style' },
  ];
}

function audioItems({ choices, texts }: PanelSource): PanelItem[] {
  return choices.audio.map((track) => ({
    label: trackLabel(track, choices.audio, texts),
    language: track.language,
    isChosen: track.id === choices.audioId,
    asks: { name: 'audio-request', detail: { id: track.id } },
  }));
}

function styleItems({ choices: { captionStyle }, texts }: PanelSource): PanelItem[] {
  return [
    { label: texts.textSize, value: formatPercent(texts, captionStyle.size), opens: 'size' },
    { label: texts.textColor, value: texts[captionStyle.color], opens: 'color' },
    { label: texts.textBackground, value: texts[captionStyle.background], opens: 'background' },
  ];
}

function stylesOf<Key extends keyof CaptionStyle>(
  { choices: { captionStyle } }: PanelSource,
  values: readonly CaptionStyle[Key][],
  key: Key,
  say: (value: CaptionStyle[Key]) => string,
): PanelItem[] {
  return values.map((value) => ({
    label: say(value),
    isChosen: captionStyle[key] === value,
    asks: { name: 'caption-style-request', detail: { ...captionStyle, [key]: value } },
  }));
}

/** Names a track: by its own name, else by its language, else by its place. */
function trackLabel(track: TrackChoice, tracks: readonly TrackChoice[], texts: PlayerTexts): string {
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

/** Chooses the icon of an item. */
export function itemIcon({ isChosen, opens }: PanelItem): PlayerIcon | undefined {
  return isChosen ? 'check' : opens ? 'next' : undefined;
}
