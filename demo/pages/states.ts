import { html, nothing, render, type TemplateResult } from 'lit';
import '../../src/define/captions.js';
import '../../src/define/controls.js';
import { StreamError } from '../../src/shared/errors.js';
import { ENGLISH } from '../../src/player/strings/en.js';
import { loadTexts } from '../../src/player/strings/languages.js';
import type { PlayerTexts } from '../../src/player/strings/texts.js';
import { ChapterView } from '../../src/player/tracks/chapter-view.js';
import { loadUploadTexts } from '../../src/upload/strings/languages.js';
import { words as englishRecording } from '../../src/upload/strings/recording/en.js';
import { LANGUAGES as RECORDING_LANGUAGES } from '../../src/upload/strings/recording/languages.js';
import {
  EXTRA_STATES,
  RECORDER_STATES,
  THUMBNAIL_STATES,
  TRANSCRIPT_STATES,
  type TranscriptState,
} from './lazy-state-list.js';
import { ThumbnailInState, type ExtrasInPlayer } from './lazy-specimens.js';
import {
  ALL_CHOICES,
  CHAPTERS,
  CONTROL_STATES,
  MENU_STATES,
  PLAYER_ERRORS,
  PLAYER_STATES,
  type ControlState,
} from './state-list.js';
import { find } from './dom.js';
import { makeClip } from './clip.js';
import { markReady } from './specimens.js';
import { UPLOADER_SENTENCES, UPLOADER_STATES } from './upload-state-list.js';
import frame from './frame.jpg';

const query = new URLSearchParams(location.search);
const widths = query.get('widths')?.split(' ') ?? ['200', '320', '640'];
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
const clip = await makeClip(frame);
const stills = { at: () => clip.picture, want: () => undefined };
const chapters = new ChapterView(CHAPTERS);

function row(name: string, group: string, specimen: (width: string) => TemplateResult): TemplateResult {
  return html`<h3>${name}</h3>
    <div data-state=${`${group}${name}`}><div class="widths">${widths.map((width) => specimen(`w${width}`))}</div></div>`;
}

/** Renders one variant beside similar ones. */
function sheet(name: string, group: string, specimen: TemplateResult): TemplateResult {
  return html`<div data-state=${`${group}${name}`}><h3>${name}</h3>${specimen}</div>`;
}

function controlsSpecimen(state: ControlState, width: string, texts: PlayerTexts): TemplateResult {
  const { media, choices, notice, isHidden = false, hasCaptions, hasTitle, timeLeft = false, hasChapters } = state;
  return html`<div class=${`stage ${width}`}>
    <img src=${frame} alt="" />
    <cf-stream-controls
      .media=${media}
      .choices=${choices}
      .texts=${texts}
      .notice=${notice?.(texts) ?? null}
      .isHidden=${isHidden}
      .timeLeft=${timeLeft}
      .chapters=${hasChapters ? chapters : undefined}
      .preview=${stills}
      data-pointed=${state.isPointed ? '' : nothing}
    >
      ${hasTitle ? html`<span slot="title">${TITLES[lang] ?? TITLES.en}</span>` : ''}
      ${hasCaptions ? html`<cf-stream-captions slot="captions" .track=${TRACK}></cf-stream-captions>` : ''}
    </cf-stream-controls>
  </div>`;
}

function errorSpecimen(code: (typeof PLAYER_ERRORS)[number], width: string, texts: PlayerTexts): TemplateResult {
  const shown = { status: 'error', error: new StreamError(code, code), retrying: false };
  return html`<stream-player-in-state class=${width} poster=${frame} .shown=${shown} .texts=${texts}></stream-player-in-state>`;
}

function transcriptSpecimen(state: TranscriptState, index: number): TemplateResult {
  const id = `captions-${index}`;
  const isThere = state.name !== 'no player';
  return html`${isThere ? html`<stream-captions-in-page id=${id} .shown=${state}></stream-captions-in-page>` : nothing}
    <cf-stream-transcript class="w320" for=${id} data-search=${state.search ?? nothing} data-scrolled=${state.isScrolled ? '' : nothing}></cf-stream-transcript>`;
}

const texts = lang === 'en' ? ENGLISH : await loadTexts(lang);
const uploadTexts = await loadUploadTexts(lang);
const recordingWords = (await RECORDING_LANGUAGES[lang]?.())?.words ?? englishRecording;
render(
  html`<section>
    <h2>Player</h2>
    ${row('no source', '', (width) => html`<stream-player-in-state class=${width} .src=${''}></stream-player-in-state>`)}
    ${PLAYER_STATES.map(([name, state]) =>
      row(
        name,
        '',
        (width) =>
          html`<stream-player-in-state class=${width} poster=${frame} .shown=${state} .texts=${texts}></stream-player-in-state>`,
      ),
    )}
    <h2>Every error</h2>
    <div class="sheets">
      ${PLAYER_ERRORS.map((code) => sheet(code, '', html`${errorSpecimen(code, 'w320', texts)}`))}
      ${PLAYER_ERRORS.map((code) => sheet(code, 'small ', html`${errorSpecimen(code, 'w200', texts)}`))}
    </div>
    <h2>Its controls</h2>
    ${CONTROL_STATES.map((state) => row(state.name, '', (width) => controlsSpecimen(state, width, texts)))}
    <h3>portrait</h3>
    <div data-state="portrait">
      <div class="widths">${CONTROL_STATES.slice(0, 1).map((state) => controlsSpecimen(state, 'portrait', texts))}</div>
    </div>
    <h2>What comes when it is wanted</h2>
    ${EXTRA_STATES.map((state) =>
      row(
        state.name,
        '',
        (width) => html`<stream-extras-in-player class=${width} .shown=${state} .texts=${texts} .frame=${frame}>
          ${state.hasEndSlot ? html`<a slot="ended" href="#more">More walks like this one</a>` : ''}
        </stream-extras-in-player>`,
      ),
    )}
    <h2>What opens over it</h2>
    <div class="sheets">
      ${MENU_STATES.map(([name, itemPath]) =>
        sheet(
          name,
          '',
          html`<stream-settings-in-page .choices=${ALL_CHOICES} .texts=${texts} .itemPath=${itemPath}></stream-settings-in-page>`,
        ),
      )}
      ${sheet('shortcuts', '', html`<stream-shortcuts-in-page .texts=${texts}></stream-shortcuts-in-page>`)}
    </div>
    </section>
    <section data-in-page>
    <h2>Transcript</h2>
    <div class="sheets">
      ${TRANSCRIPT_STATES.map((state, index) => sheet(state.name, 'transcript ', transcriptSpecimen(state, index)))}
    </div>
    <h2>Uploader</h2>
    ${UPLOADER_STATES.map((state) =>
      row(
        state.name,
        'upload ',
        (width) =>
          html`<stream-upload-in-state class=${width} .shown=${state} .texts=${uploadTexts}></stream-upload-in-state>`,
      ),
    )}
    <h2>What else it says</h2>
    <div class="sheets">
      ${UPLOADER_SENTENCES.map((state) =>
        sheet(
          state.name,
          'upload ',
          html`<stream-upload-in-state class="w320" .shown=${state} .texts=${uploadTexts}></stream-upload-in-state>`,
        ),
      )}
    </div>
    <h2>What records in place</h2>
    <div class="sheets">
      ${RECORDER_STATES.map((state) =>
        sheet(
          state.name,
          'recorder ',
          html`<stream-recorder-in-state class="w320" .shown=${state} .words=${recordingWords} .stream=${clip.stream} .url=${clip.url}></stream-recorder-in-state>`,
        ),
      )}
    </div>
    <h2>What picks the thumbnail</h2>
    <div class="sheets">
      ${THUMBNAIL_STATES.map((state) =>
        sheet(
          state.name,
          'thumbnail ',
          html`<stream-thumbnail-in-state class="w320" .shown=${state} .texts=${uploadTexts} .clip=${clip.file}></stream-thumbnail-in-state>`,
        ),
      )}
    </div>
    </section>`,
  find('main', HTMLElement),
);

/** Simulates a person's actions: pointing, searching, scrolling, choosing. */
async function act(): Promise<void> {
  const frames = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frames();
  for (const controls of document.querySelectorAll('cf-stream-controls[data-pointed]')) {
    const range = controls.shadowRoot?.querySelector('cf-stream-seek-bar')?.shadowRoot?.querySelector('.range');
    const { left = 0, width = 0 } = range?.getBoundingClientRect() ?? {};
    range?.dispatchEvent(new PointerEvent('pointermove', { clientX: left + width * 0.3 }));
  }
  for (const { renderRoot, dataset } of document.querySelectorAll('cf-stream-transcript')) {
    const input = renderRoot.querySelector('input');
    if (input && dataset.search !== undefined) {
      input.value = dataset.search;
      input.dispatchEvent(new InputEvent('input'));
    }
    if (dataset.scrolled !== undefined) renderRoot.querySelector('.list')?.dispatchEvent(new WheelEvent('wheel'));
  }
  // One after another: while one asks the site, none of the others may.
  for (const picker of document.querySelectorAll('stream-thumbnail-in-state'))
    if (picker instanceof ThumbnailInState) await picker.reach();
  const extras = [...document.querySelectorAll<ExtrasInPlayer>('stream-extras-in-player')];
  while (!extras.every(({ isDrawn }) => isDrawn)) await frames();
}

await act();
scrollTo(0, 0);
await markReady();
