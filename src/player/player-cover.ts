import { html, nothing, type TemplateResult } from 'lit';
import type { PlaybackState } from './model/playback-state.js';
import { canRetry } from './model/playback-state.js';
import { FAILED, LOADING, PLAY, RETRY } from './strings/en.js';
import type { notReadyPanel } from './playback/not-ready-panel.js';
import type { PlayerTexts } from './strings/texts.js';

/** State, texts and actions of the cover over the picture. */
export interface PlayerCoverOptions {
  readonly state: PlaybackState;
  /** Source; empty if there is none. */
  readonly src: string;
  /** Whether it has not played yet, and nobody has pressed play. */
  readonly isUnplayed: boolean;
  /** Whether it should play but has no data. */
  readonly isBuffering: boolean;
  /** Texts in the page's language, English until loaded; `undefined` before there is a session. */
  readonly texts: PlayerTexts | undefined;
  /** English sentence about the error; empty without one. */
  readonly sentence: string;
  /** Panel for a video that is being processed, or a live input that is offline. */
  readonly notReady: ReturnType<typeof notReadyPanel> | undefined;
  onPlay(): void;
  onRetry(): void;
}

/** Triangle of the large play button. */
const playMark = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M6 3.6v16.8a1 1 0 0 0 1.53.85l13.2-8.4a1 1 0 0 0 0-1.7L7.53 2.75A1 1 0 0 0 6 3.6Z" />
</svg>`;

const spinner = (texts: PlayerTexts | undefined): TemplateResult =>
  html`<div class="cover waiting"><span class="spinner" part="spinner" role="status" aria-label=${texts?.loading ?? LOADING}></span></div>`;

/** Draws the cover over the picture: the play button, or why playback is not possible. */
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
