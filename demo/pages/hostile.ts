import { html, render, type TemplateResult } from 'lit';
import '../../src/define/captions.js';
import '../../src/define/controls.js';
import { CONTROL_STATES, PLAYER_STATES } from './state-list.js';
import { UPLOADER_STATES } from './upload-state-list.js';
import { find } from './dom.js';
import { markReady } from './specimens.js';
import frame from './frame.jpg';

const LAYOUTS = [
  'block',
  'flex-row',
  'flex-centre',
  'flex-column',
  'grid-centre',
  'grid-columns',
  'float',
  'inline-block',
  'cell',
  'fit-content',
  'absolute',
  'vertical',
] as const;

const player = (state: (typeof PLAYER_STATES)[number][1] | undefined): TemplateResult =>
  html`<stream-player-in-state poster=${frame} aspect-ratio="16:9" .shown=${state}></stream-player-in-state>`;

render(
  html`${LAYOUTS.map(
    (name) => html`<section><h2>${name}</h2><div class=${name}>${player(PLAYER_STATES[0]?.[1])}</div></section>`,
  )}
    <section><h2>dialog</h2><dialog open>${player(PLAYER_STATES[0]?.[1])}</dialog></section>
    ${PLAYER_STATES.slice(1).map(([name, state]) => html`<section><h2>${name}</h2>${player(state)}</section>`)}
    ${CONTROL_STATES.map(
      (state) => html`<section>
        <h2>${state.name}</h2>
        <stream-controls-in-player .shown=${state} .frame=${frame}></stream-controls-in-player>
      </section>`,
    )}
    ${UPLOADER_STATES.map(
      (state) =>
        html`<section><h2>${state.name}</h2><stream-upload-in-state .shown=${state}></stream-upload-in-state></section>`,
    )}`,
  find('main', HTMLElement),
);
await markReady();
