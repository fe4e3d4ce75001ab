import { html, render, type TemplateResult } from 'lit';
import '../../src/define/captions.js';
import '../../src/define/controls.js';
import { viewerSentence } from '../../src/player/strings/error-sentences.js';
import { loadTexts } from '../../src/player/strings/languages.js';
import { ENGLISH, formatPercent, type PlayerTexts } from '../../src/player/strings/texts.js';
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
import './specimens.js';
import still from './still.jpg';

const WIDTHS = [200, 400, 720];
const query = new URLSearchParams(location.search);
const lang = query.get('lang') ?? 'en';
document.documentElement.lang = lang;
document.documentElement.dir = /^(ar|he)/.test(lang) ? 'rtl' : 'ltr';
document.documentElement.dataset.scheme = query.get('scheme') ?? '';

/** What the captions element reads of a track, without a video that plays. */
const TRACK = Object.assign(new EventTarget(), {
  activeCues: [new VTTCue(0, 1, 'The lake is quiet.\n<i>Wind in the trees</i>')],
  language: 'en',
}) as unknown as TextTrack;

function widths(of: (width: string) => TemplateResult): TemplateResult {
  return html`<div class="widths">${WIDTHS.map((width) => of(`w${width}`))}</div>`;
}

function stage(
  { media, choices, isNoticed, isHidden = false, isCaptioned }: ControlState,
  width: string,
  texts: PlayerTexts,
): TemplateResult {
  return html`<div class=${`stage ${width}`}>
    <img src=${still} alt="" />
    <cf-stream-controls
      .media=${media}
      .choices=${choices}
      .texts=${texts}
      .notice=${isNoticed ? { icon: 'loud', text: formatPercent(texts, 0.8) } : null}
      .isHidden=${isHidden}
    >
      ${isCaptioned ? html`<cf-stream-captions slot="captions" .track=${TRACK}></cf-stream-captions>` : ''}
    </cf-stream-controls>
  </div>`;
}

const texts = lang === 'en' ? ENGLISH : await loadTexts(lang);
/** What a player that plays brings with it: its English sentences come with the code that can fail. */
const spoken = lang === 'en' ? { ...ENGLISH, errors: { TOKEN_REJECTED: viewerSentence('TOKEN_REJECTED') } } : texts;
const uploadTexts = await loadUploadTexts(lang);
render(
  html`<h2>Player</h2>
    ${PLAYER_STATES.map(
      ([name, state]) => html`<h3>${name}</h3>
        <div data-state=${name}>
          ${widths((width) => html`<stream-player-in-state class=${width} poster=${still} .shown=${state} .texts=${spoken}></stream-player-in-state>`)}
        </div>`,
    )}
    <h2>Its controls</h2>
    ${CONTROL_STATES.map(
      (state) => html`<h3>${state.name}</h3>
        <div data-state=${state.name}>${widths((width) => stage(state, width, texts))}</div>`,
    )}
    <h3>portrait</h3>
    <div data-state="portrait">
      <div class="widths">${CONTROL_STATES.slice(0, 1).map((state) => stage(state, 'portrait', texts))}</div>
    </div>
    <h2>What opens over it</h2>
    <div class="sheets">
      ${MENU_STATES.map(
        ([name, lines]) => html`<div data-state=${name}>
          <h3>${name}</h3>
          <stream-settings-in-page .choices=${ALL_CHOICES} .texts=${texts} .lines=${lines}></stream-settings-in-page>
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
          ${widths((width) => html`<stream-upload-in-state class=${width} .shown=${state} .texts=${uploadTexts}></stream-upload-in-state>`)}
        </div>`,
    )}`,
  find('main', HTMLElement),
);
document.documentElement.dataset.ready = '';
