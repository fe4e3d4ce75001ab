import { html, nothing, type TemplateResult } from 'lit';
import type { PlaybackState } from '../model/playback-state.js';
import type { PlayerTexts } from '../strings/texts.js';

/** Draws what says that there is nothing to play yet, while that is so. */
export function waitingPanel(
  state: PlaybackState,
  { processing, offline, locale }: PlayerTexts,
): TemplateResult | undefined {
  if (state.status === 'offline') {
    return html`<div class="cover panel" part="processing" role="status">
      <p>${offline}</p>
    </div>`;
  }
  if (state.status !== 'processing') return undefined;
  const share = state.percent === null ? null : Math.floor(state.percent) / 100;
  return html`<div class="cover panel" part="processing" role="status">
    <p>${processing} ${share?.toLocaleString(locale, { style: 'percent' }) ?? nothing}</p>
    ${share === null ? html`<span class="spinner" part="spinner"></span>` : html`<progress .value=${share} aria-label=${processing}></progress>`}
  </div>`;
}
