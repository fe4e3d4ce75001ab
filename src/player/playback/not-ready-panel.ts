import { css, html, nothing, type TemplateResult } from 'lit';
import { addStyles, type StyledElement } from '../../shared/styles/add-styles.js';
import type { PlaybackState } from '../model/playback-state.js';
import type { PlayerTexts } from '../strings/texts.js';

/** Draws the panel for a video that is being processed, or a live input that is offline. */
export function notReadyPanel(
  state: PlaybackState,
  { processing, offline, errors, locale }: PlayerTexts,
): TemplateResult | undefined {
  if (state.status === 'offline') {
    return html`<div class="cover panel" part="processing" role="status">
      <p>${state.code ? errors[state.code] : offline}</p>
    </div>`;
  }
  if (state.status !== 'processing') return undefined;
  const share = state.percent === null ? null : Math.floor(state.percent) / 100;
  return html`<div class="cover panel" part="processing" role="status">
    <p>${processing} ${share?.toLocaleString(locale, { style: 'percent' }) ?? nothing}</p>
    ${share === null ? html`<span class="spinner" part="spinner"></span>` : html`<progress .value=${share} aria-label=${processing}></progress>`}
  </div>`;
}

/** Styles that a player needs only once there is a session. */
const playbackStyles = css`
  :host(:state(controls-hidden)) .frame {
    cursor: none;
  }
  /* Captions of the browser's own, where ours cannot be. */
  video::cue {
    background: rgb(0 0 0 / 0.76);
  }
  .gone {
    opacity: 0;
    visibility: hidden;
    transition: 0.15s;
  }
  /* A seek or a stall is over sooner than a start, and the picture stands meanwhile. */
  .gone ~ .waiting .spinner {
    animation-delay: 0s, 0.4s;
  }
  progress {
    inline-size: min(60cqi, 240px);
    block-size: 6px;
    accent-color: oklch(from var(--_chosen, #fb923c) max(l, 0.7) c h);
  }
`;

/** Player to which styles can be added. */
export type StyledPlayer = StyledElement;

/** Adds the styles that are not part of the first load. */
export const addPlaybackStyles = (player: StyledPlayer): void => addStyles(player, playbackStyles);
