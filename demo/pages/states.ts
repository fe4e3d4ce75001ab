import { html, render, type TemplateResult } from 'lit';
import '../../src/define/captions.js';
import '../../src/define/controls.js';
import { ENGLISH } from '../../src/player/strings/en.js';
import { loadTexts } from '../../src/player/strings/languages.js';
import { formatPercent, type PlayerTexts } from '../../src/player/strings/texts.js';
import { loadUploadTexts } from '../../src/upload/strings/languages.js';
import {
  ALL_CHOICES,
  CONTROL_STATES,
  MENU_STATES,
  PLAYER_STATES,
  UPLOADER_STATES,
  type ControlState,
} from './state-list.js';
import { find } from './dom.js';
import { markReady } from './specimens.js';
import frame from './frame.jpg';

const WIDTHS = [200, 400, 720];
const query = new URLSearchParams(location.search);
const lang = query.get('lang') ?? 'en';
document.documentElement.lang = lang;
document.documentElement.dir = /^(ar|he)/.test(lang) ? 'rtl' : 'ltr';
document.documentElement.dataset.scheme = query.get('scheme') ?? '';

/** A track with active cues, without a video that plays. */
const TRACK = Object.assign(new EventTarget(), {
  activeCues: [new VTTCue(0, 1, 'The lake is quiet.\n<i>Wind in the trees</i>')],
  language: 'en',
}) as unknown as TextTrack;

/** Titles that are too long for some of the widths. */
const TITLES: Readonly<Record<string, string>> = {
  en: 'A walk around the lake, early in the morning of the first day of spring',
  ar: 'نزهة حول البحيرة في الصباح الباكر من أول أيام الربيع',
};

function atEachWidth(specimen: (width: string) => TemplateResult): TemplateResult {
  return html`<div class="widths">${WIDTHS.map((width) => specimen(`w${width}`))}</div>`;
}

function controlsSpecimen(
  { media, choices, hasNotice, isHidden = false, hasCaptions, hasTitle, timeLeft = false }: ControlState,
  width: string,
  texts: PlayerTexts,
): TemplateResult {
  return html`<div class=${`stage ${width}`}>
    <img src=${frame} alt="" />
    <cf-stream-controls
      .media=${media}
      .choices=${choices}
      .texts=${texts}
      .notice=${hasNotice ? { icon: 'loud', text: formatPercent(texts, 0.8) } : null}
      .isHidden=${isHidden}
      .timeLeft=${timeLeft}
    >
      ${hasTitle ? html`<span slot="title">${TITLES[lang] ?? TITLES.en}</span>` : ''}
      ${hasCaptions ? html`<cf-stream-captions slot="captions" .track=${TRACK}></cf-stream-captions>` : ''}
    </cf-stream-controls>
  </div>`;
}

const texts = lang === 'en' ? ENGLISH : await loadTexts(lang);
const uploadTexts = await loadUploadTexts(lang);
render(
  html`<h2>Player</h2>
    ${PLAYER_STATES.map(
      ([name, state]) => html`<h3>${name}</h3>
        <div data-state=${name}>
          ${atEachWidth((width) => html`<stream-player-in-state class=${width} poster=${frame} .shown=${state} .texts=${texts}></stream-player-in-state>`)}
        </div>`,
    )}
    <h2>Its controls</h2>
    ${CONTROL_STATES.map(
      (state) => html`<h3>${state.name}</h3>
        <div data-state=${state.name}>${atEachWidth((width) => controlsSpecimen(state, width, texts))}</div>`,
    )}
    <h3>portrait</h3>
    <div data-state="portrait">
      <div class="widths">${CONTROL_STATES.slice(0, 1).map((state) => controlsSpecimen(state, 'portrait', texts))}</div>
    </div>
    <h2>What opens over it</h2>
    <div class="sheets">
      ${MENU_STATES.map(
        ([name, itemPath]) => html`<div data-state=${name}>
          <h3>${name}</h3>
          <stream-settings-in-page .choices=${ALL_CHOICES} .texts=${texts} .itemPath=${itemPath}></stream-settings-in-page>
        </div>`,
      )}
      <div data-state="shortcuts">
        <h3>shortcuts</h3>
        <stream-shortcuts-in-page .texts=${texts}></stream-shortcuts-in-page>
      </div>
    </div>
    <h2>Uploader</h2>
    ${UPLOADER_STATES.map(
      (state) => html`<h3>${state.name}</h3>
        <div data-state=${`upload ${state.name}`}>
          ${atEachWidth((width) => html`<stream-upload-in-state class=${width} .shown=${state} .texts=${uploadTexts}></stream-upload-in-state>`)}
        </div>`,
    )}`,
  find('main', HTMLElement),
);
await markReady();
