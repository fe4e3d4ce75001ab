import { html, nothing, type TemplateResult } from 'lit';
import type { PlaybackState } from './model/playback-state.js';
import { canRetry } from './model/playback-state.js';
import { FAILED, LOADING, PLAY, RETRY } from './strings/en.js';
import type { notReadyPanel } from './playback/not-ready-panel.js';
import type { PlayerTexts } from './strings/texts.js';

/** State, words and actions of what lies over the picture. */
export interface PlayerCoverOptions {
  readonly state: PlaybackState;
  /** Source; empty where there is nothing to play. */
  readonly src: string;
  /** Whether it has not played yet, and nobody has asked it to. */
  readonly isUnplayed: boolean;
  /** Whether the viewer wants it to play and there is no data. */
  readonly isBuffering: boolean;
  /** Texts in the page's language, English until they have come; `undefined` before there is a session. */
  readonly texts: PlayerTexts | undefined;
  /** Sentence about the error in English; empty while there is none. */
  readonly sentence: string;
  /** Panel while the video is being processed or the broadcast is off. */
  readonly notReady: ReturnType<typeof notReadyPanel> | undefined;
  onPlay(): void;
  onRetry(): void;
}

/** The triangle of the large play button. */
const playMark = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M6 3.6v16.8a1 1 0 0 0 1.53.85l13.2-8.4a1 1 0 0 0 0-1.7L7.53 2.75A1 1 0 0 0 6 3.6Z" />
</svg>`;

const spinner = (texts: PlayerTexts | undefined): TemplateResult =>
  html`<div class="cover waiting"><span class="spinner" part="spinner" role="status" aria-label=${texts?.loading ?? LOADING}></span></div>`;

/** Draws what lies over the picture: the play button, or what stands in the way of playing. */
export function playerCover({
  state,
  src,
  isUnplayed,
  isBuffering,
  texts,
  sentence,
  notReady,
  onPlay,
  onRetry,
}: PlayerCoverOptions): TemplateResult | typeof nothing | undefined {
  switch (state.status) {
    case 'processing':
    case 'offline':
      return notReady;
    case 'error':
      return html`<div class="cover panel" part="error" role="alert">
        <strong>${texts?.failed ?? FAILED}</strong>
        <slot name="error"><p>${texts?.errors[state.error.code] ?? sentence}</p></slot>
        ${canRetry(state.error.code) ? html`<button part="retry-button" @click=${onRetry}>${texts?.retry ?? RETRY}</button>` : nothing}
      </div>`;
    default:
      if (!src) return html`<slot name="empty" class="cover"></slot>`;
      if (isUnplayed)
        return html`<button class="cover start" part="play-overlay" aria-label=${texts?.play ?? PLAY} @click=${onPlay}>
          <span class="disc">${playMark}</span>
        </button>`;
      return isBuffering || state.status === 'loading' ? spinner(texts) : nothing;
  }
}
