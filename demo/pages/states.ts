import { html, render, type TemplateResult } from 'lit';
import '../../src/define/captions.js';
import '../../src/define/controls.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import '../../src/define/settings.js';
import '../../src/define/upload.js';
import { viewerSentence } from '../../src/core/error-sentences.js';
import { loadTexts } from '../../src/ui/player-languages.js';
import { ENGLISH, sayPercent, type PlayerTexts } from '../../src/ui/player-texts.js';
import { loadUploadTexts } from '../../src/ui/upload-languages.js';
import { CONTROL_STATES, PLAYER_STATES, UPLOAD_STATES, type ControlState } from './state-list.js';
import { find } from './dom.js';
import still from './still.jpg';

const WIDTHS = [200, 400, 720];
const query = new URLSearchParams(location.search);
const lang = query.get('lang') ?? 'en';
document.documentElement.lang = lang;
document.documentElement.dir = /^(ar|he)/.test(lang) ? 'rtl' : 'ltr';
document.documentElement.dataset.scheme = query.get('scheme') ?? '';

/** A player that is told where it stands, and draws that as any other does. */
class PlayerInState extends CfStreamPlayer {
  shown: CfStreamPlayer['state'] = { status: 'idle' };
  override get state(): CfStreamPlayer['state'] {
    return this.shown;
  }
}
customElements.define('stream-player-in-state', PlayerInState);

/** What the captions element reads of a track, without a video that plays. */
const TRACK = Object.assign(new EventTarget(), {
  activeCues: [new VTTCue(0, 1, 'The lake is quiet.\n<i>Wind in the trees</i>')],
  language: 'en',
}) as unknown as TextTrack;

function widths(of: (width: string) => TemplateResult): TemplateResult {
  return html`<div class="widths">${WIDTHS.map((width) => of(`w${width}`))}</div>`;
}

function stage({ media, choices, isNoticed, isQuiet, isCaptioned }: ControlState, width: string, texts: PlayerTexts): TemplateResult {
  return html`<div class=${`stage ${width}`}>
    <img src=${still} alt="" />
    <cf-stream-controls
      .media=${media}
      .choices=${choices}
      .texts=${texts}
      .notice=${isNoticed ? { icon: 'loud', text: sayPercent(texts, 0.8) } : null}
      ?quiet=${isQuiet}
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
    <h2>Uploader</h2>
    <h3>empty</h3>
    <div data-state="upload empty">${widths((width) => html`<cf-stream-upload class=${width} endpoint="/api/uploads" .texts=${uploadTexts}></cf-stream-upload>`)}</div>
    ${UPLOAD_STATES.map(
      ([name, state]) => html`<h3>${name}</h3>
        <div data-state=${`upload ${name}`}>
          ${widths((width) => html`<cf-stream-upload-row class=${width} .state=${state} .texts=${uploadTexts}></cf-stream-upload-row>`)}
        </div>`,
    )}`,
  find('main', HTMLElement),
);
document.documentElement.dataset.ready = '';
