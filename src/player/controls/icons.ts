import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const SPEAKER = svg`<path class="solid" d="M3.5 9.6v4.8a1 1 0 0 0 1 1h2.6l4.1 3.5a.8.8 0 0 0 1.3-.6V5.7a.8.8 0 0 0-1.3-.6L7.1 8.6H4.5a1 1 0 0 0-1 1z"/>`;
const SCREEN = svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5"/>`;
const LETTERS = svg`<path d="M10.5 10.6a2 2 0 1 0 0 2.8m6.2-2.8a2 2 0 1 0 0 2.8"/>`;

const SHAPES = {
  play: svg`<path class="solid" d="M7.5 5.3v13.4a1 1 0 0 0 1.53.85l10.7-6.7a1 1 0 0 0 0-1.7l-10.7-6.7a1 1 0 0 0-1.53.85z"/>`,
  pause: svg`<rect class="solid" x="6.25" y="5" width="4" height="14" rx="1.2"/><rect class="solid" x="13.75" y="5" width="4" height="14" rx="1.2"/>`,
  replay: svg`<path d="M5 12a7 7 0 1 0 2.3-5.2L5 9m0-4.5V9h4.5"/>`,
  skipBack: svg`<path d="m11 7-5 5 5 5m7-10-5 5 5 5"/>`,
  skipForward: svg`<path d="m13 7 5 5-5 5M6 7l5 5-5 5"/>`,
  loud: svg`${SPEAKER}<path d="M15.6 9.2a4 4 0 0 1 0 5.6m2.5-8.1a7.5 7.5 0 0 1 0 10.6"/>`,
  quiet: svg`${SPEAKER}<path d="M15.6 9.2a4 4 0 0 1 0 5.6"/>`,
  muted: svg`${SPEAKER}<path d="m16 9.75 4.5 4.5m0-4.5-4.5 4.5"/>`,
  captions: svg`${SCREEN}${LETTERS}`,
  captionsOn: svg`<path class="solid" fill-rule="evenodd" d="M6 4.2h12A3.3 3.3 0 0 1 21.3 7.5v9a3.3 3.3 0 0 1-3.3 3.3H6A3.3 3.3 0 0 1 2.7 16.5v-9A3.3 3.3 0 0 1 6 4.2z"/><g class="cut">${LETTERS}</g>`,
  settings: svg`<circle cx="12" cy="12" r="3.1"/><path d="m19.2 13.6 1.7 1.3-1.9 3.3-2-.8a7.5 7.5 0 0 1-2.7 1.6L14 21.1h-3.9l-.3-2.1a7.5 7.5 0 0 1-2.7-1.6l-2 .8-1.9-3.3 1.7-1.3a7.5 7.5 0 0 1 0-3.2L3.2 9.1l1.9-3.3 2 .8a7.5 7.5 0 0 1 2.7-1.6l.3-2.1H14l.3 2.1A7.5 7.5 0 0 1 17 6.6l2-.8 1.9 3.3-1.7 1.3a7.5 7.5 0 0 1 0 3.2z"/>`,
  airPlay: svg`<path d="M7 17H5.5A2 2 0 0 1 3.5 15V7a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H17"/><path class="solid" d="m12 14.5 4.5 5.5h-9z"/>`,
  fullscreen: svg`<path d="M4.5 9V5.5a1 1 0 0 1 1-1H9m6 0h3.5a1 1 0 0 1 1 1V9m0 6v3.5a1 1 0 0 1-1 1H15m-6 0H5.5a1 1 0 0 1-1-1V15"/>`,
  exitFullscreen: svg`<path d="M9 4.5V8a1 1 0 0 1-1 1H4.5m15 0H16a1 1 0 0 1-1-1V4.5m0 15V16a1 1 0 0 1 1-1h3.5m-15 0H8a1 1 0 0 1 1 1v3.5"/>`,
  pictureInPicture: svg`${SCREEN}<rect class="solid" x="11.5" y="11.5" width="6.5" height="5" rx="1"/>`,
  exitPictureInPicture: svg`${SCREEN}<path d="M7.5 12.5v-4h4m-4 0 5 5"/>`,
  next: svg`<path d="m9.5 6.5 5.5 5.5-5.5 5.5"/>`,
  back: svg`<path d="M14.5 6.5 9 12l5.5 5.5"/>`,
  check: svg`<path d="m5.5 12.5 4 4 9-9.5"/>`,
  close: svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** Names of the controls' icons. */
export type PlayerIcon = keyof typeof SHAPES;

/** Draws an icon in the text colour, hidden from screen readers. */
export function playerIcon(name: PlayerIcon): TemplateResult {
  return html`<svg class="icon" data-icon=${name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${SHAPES[name]}
  </svg>`;
}
