import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MediaSnapshot } from '../model/media-snapshot.js';
import { formatPercent, type PlayerTexts } from '../strings/texts.js';
import { iconButton } from './icon-button.js';
import { playerIcon, type PlayerIcon } from './icons.js';
import { request } from './requests.js';

/** Mute button and volume slider, which together show the audible volume. */
export class VolumeControl {
  readonly #target: EventTarget;
  /** Volume to restore when unmuting after the slider was at 0. */
  #audibleVolume = 1;

  /** @param target - Element that dispatches the requests. */
  constructor(target: EventTarget) {
    this.#target = target;
  }

  render(media: MediaSnapshot, texts: PlayerTexts): TemplateResult {
    if (media.volume > 0) this.#audibleVolume = media.volume;
    const volume = shownVolume(media);
    const icon: PlayerIcon = volume === 0 ? 'muted' : volume < 0.5 ? 'quiet' : 'loud';
    const label = volume === 0 ? texts.unmute : texts.mute;
    return html`<div class="sound">
      ${iconButton('mute-button', label, icon, () => this.#toggleMuted(media), { key: 'm' })}
      <div class="volume range" part="volume">
        <div class="track"><div class="fill"></div></div>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          .value=${live(String(volume))}
          aria-label=${texts.volume}
          aria-valuetext=${formatPercent(texts, volume)}
          @input=${(event: Event) => this.#setVolume((event.target as HTMLInputElement).valueAsNumber, media)}
        />
      </div>
    </div>`;
  }

  /** Draws the button that unmutes while the browser allows playback only without sound. */
  renderUnmute({ silenced }: MediaSnapshot, { unmute }: PlayerTexts): TemplateResult | typeof nothing {
    const ask = (): void => request(this.#target, 'mute-request', { muted: false });
    return silenced
      ? html`<button type="button" class="unmute pill" part="button unmute-button" @click=${ask}>
          ${playerIcon('muted')}${unmute}
        </button>`
      : nothing;
  }

  #toggleMuted(media: MediaSnapshot): void {
    const isSilent = shownVolume(media) === 0;
    if (isSilent && media.volume === 0) request(this.#target, 'volume-request', { volume: this.#audibleVolume });
    request(this.#target, 'mute-request', { muted: !isSilent });
  }

  #setVolume(volume: number, { muted }: MediaSnapshot): void {
    request(this.#target, 'volume-request', { volume });
    // Moving the slider also unmutes.
    if (muted && volume > 0) request(this.#target, 'mute-request', { muted: false });
  }
}

/** Returns the audible volume, from 0 to 1. */
export function shownVolume({ muted, volume }: MediaSnapshot): number {
  return muted ? 0 : volume;
}
