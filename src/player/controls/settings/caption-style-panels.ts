import { css, html } from 'lit';
import { matchLanguage } from '../../../shared/i18n/language.js';
import { addStyles, type StyledElement } from '../../../shared/styles/add-styles.js';
import { CAPTION_VALUES, type CaptionStyle } from '../../model/caption-style.js';
import { words as english, type CaptionWords } from '../../strings/captions/en.js';
import { LANGUAGES } from '../../strings/captions/languages.js';
import { formatPercent, type PlayerTexts } from '../../strings/texts.js';
import type { Panel, PanelItem, PanelSource, StylePanelName } from './settings-panels.js';

const sampleStyles = css`
  .sample {
    position: relative;
    block-size: 84px;
    margin-block-end: 6px;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.66);
    /* Dark and light as a picture is: what is see-through can be told from what is not. */
    background: linear-gradient(110deg, #22384d, #48657c 35%, #c39a62 65%, #e9e4d8) border-box;
    overflow: hidden;
  }
  /* It stays in sight where there is room for it and some lines. */
  @media (height >= 440px) {
    .sample {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
    }
    .menu:has(.sample) {
      scroll-padding-block-start: 96px;
    }
  }
`;

/**
 * Loads the words for caption styles in the player's language; a site's own take precedence over ours, and ours over
 * English.
 */
async function loadWords({ locale, captionWords }: PlayerTexts): Promise<CaptionWords> {
  const load = LANGUAGES[matchLanguage(locale, Object.keys(LANGUAGES)) ?? ''];
  const pack = await load?.().catch(() => undefined);
  return { ...english, ...pack?.words, ...captionWords };
}

/** Loads what creates the settings pages for caption styles. */
export async function loadStylePanel(
  menu: StyledElement & { readonly texts: PlayerTexts },
): Promise<(name: StylePanelName, source: PanelSource) => Panel> {
  const { texts } = menu;
  const words = await loadWords(texts);
  addStyles(menu, sampleStyles);
  const sample = { activeCues: [new VTTCue(0, 1, texts.captions)], language: texts.locale };
  const track = Object.assign(new EventTarget(), sample);
  return (name, { choices: { captionStyle } }) => ({
    title: name === 'style' ? texts.captionStyle : words[name],
    parent: name === 'style' ? 'captions' : 'style',
    items: name === 'style' ? styleItems(captionStyle, words, texts) : valueItems(captionStyle, name, words, texts),
    sample: html`<div class="sample" aria-hidden="true">
      <cf-stream-captions .track=${track} .captionStyle=${captionStyle}></cf-stream-captions>
    </div>`,
  });
}

/** Names a chosen value; without one, “standard”, or 100 % for the size. */
function valueLabel(style: CaptionStyle, name: keyof CaptionStyle, words: CaptionWords, texts: PlayerTexts): string {
  const value = style[name] ?? (name === 'size' ? 1 : 'standard');
  return typeof value === 'number' ? formatPercent(texts, value) : words[value];
}

function styleItems(style: CaptionStyle, words: CaptionWords, texts: PlayerTexts): PanelItem[] {
  const names = Object.keys(CAPTION_VALUES) as (keyof CaptionStyle)[];
  return [
    ...names.map((name) => ({ label: words[name], value: valueLabel(style, name, words, texts), opens: name })),
    { label: words.reset, asks: { name: 'caption-style-request', detail: {} } },
  ];
}

function valueItems(
  style: CaptionStyle,
  name: keyof CaptionStyle,
  words: CaptionWords,
  texts: PlayerTexts,
): PanelItem[] {
  const { [name]: chosen, ...others } = style;
  const usual = name === 'size' ? 1 : undefined;
  const choices = CAPTION_VALUES[name].map((value): CaptionStyle => ({ ...others, [name]: value }));
  return [...(name === 'size' ? [] : [others]), ...choices].map((detail: CaptionStyle) => ({
    label: valueLabel(detail, name, words, texts),
    isChosen: (detail[name] ?? usual) === (chosen ?? usual),
    asks: { name: 'caption-style-request', detail },
  }));
}
