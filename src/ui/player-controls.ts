import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { EMPTY_MEDIA, type MediaSnapshot } from './media-snapshot.js';
import { playerControlsStyles } from './player-controls.styles.js';
import { playerIcon, type PlayerIcon } from './player-icons.js';
import { request, type PlayerRequestEvent } from './player-requests.js';
import { playerTexts } from './player-texts.js';
import { formatClock } from './time-format.js';

/**
 * The bar at the bottom of `<cf-stream-player>`. Draws what it is given and asks with events that bubble and are not
 * composed; does nothing itself. Whoever uses it puts it at the bottom edge of the picture.
 *
 * @summary Controls of the player.
 * @tagname cf-stream-controls
 * @since 0.1.0
 * @fires play-request - To play, or to play again from the start after the end.
 * @fires pause-request - To pause.
 * @fires {CustomEvent<{ time: number }>} seek-request - To go to a time, in seconds.
 * @fires {CustomEvent<{ muted: boolean }>} mute-request - To mute or unmute.
 * @fires {CustomEvent<{ volume: number }>} volume-request - To set the volume, from 0 to 1.
 * @fires fullscreen-request - To enter or leave full screen.
 * @fires picture-in-picture-request - To enter or leave picture in picture.
 * @csspart controls - The box around all of it, with the scrim.
 * @csspart seek-bar - The bar that shows and sets the time.
 * @csspart play-button - Plays, pauses, plays again.
 * @csspart mute-button - Mutes and unmutes.
 * @csspart volume - The volume slider.
 * @csspart time - The time and the length.
 * @csspart pip-button - Enters and leaves picture in picture.
 * @csspart fullscreen-button - Enters and leaves full screen.
 */
export class CfStreamControls extends LitElement {
  static override readonly styles = playerControlsStyles;

  /** What to draw. */
  @property({ attribute: false }) media: MediaSnapshot = EMPTY_MEDIA;

  @query('.volume') private readonly volume!: HTMLElement | null;

  /** Volume to go back to when sound is wanted after the slider was drawn to 0. */
  #audibleVolume = 1;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('media') && this.media.volume > 0) this.#audibleVolume = this.media.volume;
  }

  override render(): TemplateResult {
    const { media } = this;
    return html`<div class="controls" part="controls" role="group" aria-label=${playerTexts.controls}>
      ${media.duration === Infinity ? nothing : this.#renderSeekBar()}
      <div class="row">
        ${this.#renderPlay()}
        <div class="sound">${this.#renderMute()} ${this.#renderVolume()}</div>
        ${this.#renderTime()}
        <div class="end">${this.#renderPictureInPicture()} ${this.#renderFullscreen()}</div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.volume?.style.setProperty('--_filled', `${shownVolume(this.media) * 100}%`);
  }

  #renderSeekBar(): TemplateResult {
    const { currentTime, duration, buffered } = this.media;
    return html`<cf-stream-seek-bar
      part="seek-bar"
      .currentTime=${currentTime}
      .duration=${duration}
      .buffered=${buffered}
      @seek-request=${this.#seek}
    ></cf-stream-seek-bar>`;
  }

  #renderPlay(): TemplateResult {
    const { paused, ended } = this.media;
    if (ended) return button('play-button', playerTexts.replay, 'replay', () => request(this, 'play-request'));
    return paused
      ? button('play-button', playerTexts.play, 'play', () => request(this, 'play-request'))
      : button('play-button', playerTexts.pause, 'pause', () => request(this, 'pause-request'));
  }

  #renderMute(): TemplateResult {
    const volume = shownVolume(this.media);
    const icon: PlayerIcon = volume === 0 ? 'muted' : volume < 0.5 ? 'quiet' : 'loud';
    return button('mute-button', volume === 0 ? playerTexts.unmute : playerTexts.mute, icon, () => this.#toggleMuted());
  }

  #renderVolume(): TemplateResult {
    const volume = shownVolume(this.media);
    return html`<div class="volume range" part="volume">
      <div class="track"><div class="fill"></div></div>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        .value=${live(String(volume))}
        aria-label=${playerTexts.volume}
        aria-valuetext=${playerTexts.volumeOf(volume)}
        @input=${this.#setVolume}
      />
    </div>`;
  }

  #renderTime(): TemplateResult {
    const { currentTime, duration } = this.media;
    if (duration === Infinity) return html`<span class="time live" part="time">${playerTexts.live}</span>`;
    return html`<span class="time" part="time" dir="ltr"
      >${formatClock(currentTime)}<span class="duration"> / ${formatClock(duration)}</span></span
    >`;
  }

  #renderPictureInPicture(): TemplateResult | typeof nothing {
    const { canPictureInPicture, pictureInPicture } = this.media;
    if (!canPictureInPicture) return nothing;
    const ask = (): void => request(this, 'picture-in-picture-request');
    return pictureInPicture
      ? button('pip-button', playerTexts.exitPictureInPicture, 'exitPictureInPicture', ask)
      : button('pip-button', playerTexts.enterPictureInPicture, 'pictureInPicture', ask);
  }

  #renderFullscreen(): TemplateResult | typeof nothing {
    const { canFullscreen, fullscreen } = this.media;
    if (!canFullscreen) return nothing;
    const ask = (): void => request(this, 'fullscreen-request');
    return fullscreen
      ? button('fullscreen-button', playerTexts.exitFullscreen, 'exitFullscreen', ask)
      : button('fullscreen-button', playerTexts.enterFullscreen, 'fullscreen', ask);
  }

  /** The bar is in this shadow root, which its request does not leave. */
  #seek(event: PlayerRequestEvent<'seek-request'>): void {
    request(this, 'seek-request', event.detail);
  }

  #toggleMuted(): void {
    const { volume } = this.media;
    const isSilent = shownVolume(this.media) === 0;
    if (isSilent && volume === 0) request(this, 'volume-request', { volume: this.#audibleVolume });
    request(this, 'mute-request', { muted: !isSilent });
  }

  #setVolume(event: Event): void {
    const volume = (event.target as HTMLInputElement).valueAsNumber;
    const { muted } = this.media;
    request(this, 'volume-request', { volume });
    // Who moves the slider wants to hear something.
    if (muted && volume > 0) request(this, 'mute-request', { muted: false });
  }
}

function shownVolume({ muted, volume }: MediaSnapshot): number {
  return muted ? 0 : volume;
}

function button(part: string, label: string, icon: PlayerIcon, onClick: () => void): TemplateResult {
  return html`<button type="button" part=${part} aria-label=${label} title=${label} @click=${onClick}>
    ${playerIcon(icon)}
  </button>`;
}
