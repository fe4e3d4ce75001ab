import type { TemplateResult } from 'lit';
import { CONFIG } from '../controls-config.js';
import type { PlayerIcon } from '../icons.js';
import type { PlayerChoices } from './choices.js';
import { qualityLabel, qualityMark, qualityValue } from './quality-label.js';
import { trackLabel } from './track-label.js';
import type { CaptionStyle } from '../../model/caption-style.js';
import type { PlayerRequests } from '../requests.js';
import { formatClock } from '../../strings/format-time.js';
import { formatRate, type PlayerTexts } from '../../strings/texts.js';

/** Pages for caption styles, loaded on demand. */
export type StylePanelName = 'style' | keyof CaptionStyle;
/** Pages of the settings. */
export type PanelName = 'main' | 'chapters' | 'quality' | 'speed' | 'captions' | 'audio' | 'loop' | StylePanelName;

/** Request that an item sends. */
export type Ask = {
  [Name in keyof PlayerRequests]: { readonly name: Name; readonly detail: PlayerRequests[Name] };
}[keyof PlayerRequests];

/** Item of a page. */
export interface PanelItem {
  readonly label: string;
  /** Current choice, on an item that opens a page. */
  readonly value?: string;
  readonly language?: string;
  /** Short badge after the label. */
  readonly badge?: string | undefined;
  /** Accessible name of the badge, if it needs one. */
  readonly badgeName?: string;
  /** Whether this one of several options is chosen; left out for other items. */
  readonly isChosen?: boolean;
  readonly opens?: PanelName;
  readonly asks?: Ask;
}

/** Page: its title, where “back” leads, and its items. */
export interface Panel {
  readonly title: string;
  readonly parent: PanelName | null;
  /** Sample, shown above the items. */
  readonly sample?: TemplateResult;
  readonly items: readonly PanelItem[];
}

/** Data that the pages show. */
export interface PanelSource {
  readonly choices: PlayerChoices;
  readonly rate: number;
  /** Whether the video is live and cannot loop. */
  readonly isLive: boolean;
  readonly texts: PlayerTexts;
  /** Creates the pages for caption styles, once loaded. */
  readonly stylePanel: ((name: StylePanelName, source: PanelSource) => Panel) | undefined;
}

/** Usual mark of audio description. */
const AD = 'AD';

/** Creates a page of the settings. */
export function panelOf(name: PanelName, source: PanelSource): Panel {
  const { texts } = source;
  switch (name) {
    case 'main':
      return { title: texts.settings, parent: null, items: mainItems(source) };
    case 'chapters':
      return { title: texts.chapters, parent: 'main', items: chapterItems(source) };
    case 'quality':
      return { title: texts.quality, parent: 'main', items: qualityItems(source) };
    case 'speed':
      return { title: texts.speed, parent: 'main', items: speedItems(source) };
    case 'captions':
      return { title: texts.captions, parent: 'main', items: captionItems(source) };
    case 'audio':
      return { title: texts.audio, parent: 'main', items: audioItems(source) };
    case 'loop':
      return { title: texts.loop, parent: 'main', items: loopItems(source) };
    default:
      return source.stylePanel?.(name, source) ?? { title: texts.captionStyle, parent: 'captions', items: [] };
  }
}

function mainItems(source: PanelSource): PanelItem[] {
  const { choices, rate, texts } = source;
  const { qualities, audio, captions } = choices;
  const audioTrack = audio.find(({ id }) => id === choices.audioId);
  const captionTrack = captions.find(({ id }) => id === choices.captionsId);
  return [
    ...(choices.chapters.length > 0
      ? [{ label: texts.chapters, value: choices.chapter?.title ?? '', opens: 'chapters' as const }]
      : []),
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
      ? [
          {
            label: texts.audio,
            value: audioTrack ? trackLabel(audioTrack, audio, texts) + (audioTrack.isDescribed ? ` · ${AD}` : '') : '',
            opens: 'audio' as const,
          },
        ]
      : []),
    ...(source.isLive ? [] : [{ label: texts.loop, value: loopValue(choices.loop, texts), opens: 'loop' as const }]),
    { label: texts.shortcuts, asks: { name: 'help-request', detail: null } },
  ];
}

function chapterItems({ choices: { chapters, chapter }, texts }: PanelSource): PanelItem[] {
  return chapters.map((one) => ({
    label: one.title,
    value: formatClock(one.startTime, texts.locale),
    isChosen: one === chapter,
    asks: { name: 'seek-request', detail: { time: one.startTime } },
  }));
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
  // A page may set a speed that is not on the list.
  const rates = [...new Set<number>([...CONFIG.playbackRates, rate])].sort((a, b) => a - b);
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
    ...(track.isDescribed && { badge: AD, badgeName: texts.described }),
    language: track.language,
    isChosen: track.id === choices.audioId,
    asks: { name: 'audio-request', detail: { id: track.id } },
  }));
}

function loopItems({ choices: { loop }, texts }: PanelSource): PanelItem[] {
  const ask = (edge: 'start' | 'end' | null): Ask => ({ name: 'loop-request', detail: { edge } });
  return [
    { label: texts.loopFrom, value: loop ? formatClock(loop[0], texts.locale) : '', asks: ask('start') },
    {
      label: texts.loopTo,
      value: loop && loop[1] < Infinity ? formatClock(loop[1], texts.locale) : '',
      asks: ask('end'),
    },
    ...(loop ? [{ label: texts.loopClear, asks: ask(null) }] : []),
  ];
}

/** Formats the range of the loop. */
function loopValue(loop: PlayerChoices['loop'], { locale }: PlayerTexts): string {
  return loop ? loop.map((time) => (time < Infinity ? formatClock(time, locale) : '')).join(' – ') : '';
}

/** Chooses the icon of an item. */
export function itemIcon({ isChosen, opens }: PanelItem): PlayerIcon | undefined {
  return isChosen ? 'check' : opens ? 'next' : undefined;
}
