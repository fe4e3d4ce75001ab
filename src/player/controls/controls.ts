import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { state } from 'lit/decorators/state.js';
import { interpolate } from '../../shared/i18n/format.js';
import { MovableElement } from '../../shared/movable-element.js';
import { CONFIG } from './controls-config.js';
import { drawNotice, drawTime, drawTitle, iconButton, StallNotice, type PlayerNotice } from './icon-button.js';
import { skipButton, skipButtons } from './skip-button.js';
import { EMPTY_MEDIA, isLive, seekRange, type MediaSnapshot } from '../model/media-snapshot.js';
import { NO_CHOICES, type PlayerChoices } from './settings/choices.js';
import type { CfStreamSettings } from './settings/settings-menu.js';
import type { PanelName } from './settings/settings-panels.js';
import { controlsStyles } from './controls.styles.js';
import { request, type PlayerRequestEvent } from './requests.js';
import { ENGLISH } from '../strings/en.js';
import { formatSpokenTime } from '../strings/format-time.js';
import { formatBehindLive, type PlayerTexts } from '../strings/texts.js';
import type { ChapterView } from '../tracks/chapter-view.js';
import type { PreviewSource } from './seek-bar/thumbnails.js';
import { LIVE_SECONDS } from './seek-bar/seek-steps.js';
import { shownVolume, VolumeControl } from './volume-control.js';

/** Shortest seekable range of a live stream that gets a seek bar, in seconds. */
const SHORTEST_PAST = 16;

/** Parts of the controls that page style sheets may name. */
export const CONTROL_PARTS = [
  'bar',
  'title',
  'button',
  'seek-bar',
  'preview',
  'play-button',
  'center-button',
  'skip-button',
  'mute-button',
  'volume',
  'time',
  'chapter',
  'live-button',
  'captions-button',
  'settings-button',
  'airplay-button',
  'pip-button',
  'fullscreen-button',
  'unmute-button',
  'notice',
  'menu',
  'menu-item',
];

/**
 * What lies over the picture of `<cf-stream-player>`: the bar at the bottom and, after the end and on touch screens,
 * large buttons in the middle. Draws what it is given and asks with events that bubble and are not composed; does nothing itself.
 *
 * @summary Controls of the player.
 * @tagname cf-stream-controls
 * @fires play-request - Requests playback, or a replay after the end.
 * @fires pause-request - Requests a pause.
 * @fires {CustomEvent<{ time: number }>} seek-request - Requests a seek to a position, in seconds.
 * @fires {CustomEvent<{ seconds: number }>} skip-request - Requests a skip forward, or back if negative, in seconds.
 * @fires live-request - Requests a jump to the live edge.
 * @fires {CustomEvent<{ muted: boolean }>} mute-request - Requests muting or unmuting.
 * @fires {CustomEvent<{ volume: number }>} volume-request - Requests a volume, from 0 to 1.
 * @fires {CustomEvent<{ id: string | null }>} captions-request - Requests the captions of a track, or none.
 * @fires {CustomEvent<{ timeLeft: boolean }>} time-left-request - Requests that the remaining or the elapsed time is shown.
 * @fires fullscreen-request - Requests entering or leaving full screen.
 * @fires picture-in-picture-request - Requests entering or leaving picture-in-picture.
 * @fires airplay-request - Requests the choice of an AirPlay device.
 * @slot title - Title at the top, with its own scrim.
 * @slot start - Buttons after the time.
 * @slot end - Buttons before those at the end.
 * @csspart bar - Control bar at the bottom.
 * @csspart button - Every button of the controls; each also has a part name of its own.
 * @csspart title - Title at the top of the picture.
 * @csspart seek-bar - Seek bar.
 * @csspart play-button - Play, pause or replay button in the control bar.
 * @csspart center-button - Large buttons in the middle: replay at the end and, on touch screens, play and skip.
 * @csspart skip-button - Skip buttons in the control bar of players at least 720 pixels wide, except on touch screens.
 * @csspart mute-button - Button that mutes and unmutes.
 * @csspart volume - Volume slider.
 * @csspart time - Position and duration: a button that switches to the remaining time.
 * @csspart chapter - Title of the current chapter: a button that opens the chapter list.
 * @csspart live-button - Live indicator: a button that jumps to the live edge.
 * @csspart captions-button - Button that turns captions on and off.
 * @csspart settings-button - Button that opens the settings menu.
 * @csspart airplay-button - AirPlay button, to play on another device.
 * @csspart pip-button - Button that enters and leaves picture-in-picture.
 * @csspart fullscreen-button - Button that enters and leaves full screen.
 * @csspart unmute-button - Unmute button at the top of the picture, shown if the browser blocked playback with sound; see `autoplay`.
 * @csspart notice - Feedback on the viewer's last action; for skips, at the side of the picture.
 */
export class CfStreamControls extends MovableElement {
  static override readonly styles = controlsStyles;
  /** State of the `<video>` to draw. */
  @property({ attribute: false }) media: MediaSnapshot = EMPTY_MEDIA;
  /** Choices for the settings. */
  @property({ attribute: false }) choices: PlayerChoices = NO_CHOICES;
  /** Texts and their language. */
  @property({ attribute: false }) texts: PlayerTexts = ENGLISH;
  /** Source of the thumbnails over the seek bar. */
  @property({ attribute: false }) preview: PreviewSource | undefined;
  /** Chapters, if any. */
  @property({ attribute: false }) chapters: ChapterView | undefined;
  /** Notice of the last action. */
  @property({ attribute: false }) notice: PlayerNotice | null = null;
  /** Title that is drawn if the page does not fill the slot; a change makes the controls look at the slot again. */
  @property({ attribute: false }) videoTitle: string | undefined;
  /** Whether an end screen replaces the large replay button. */
  @property({ attribute: false }) hasEnd = false;
  /** Whether to show the remaining time. */
  @property({ attribute: false }) timeLeft = false;
  /** Whether the controls are hidden because nobody needs them. */
  @property({ attribute: 'data-hidden', type: Boolean, reflect: true }) isHidden = false;

  /** Loads the settings when first opened, or a further part of them; resolves to `false` if that fails. */
  @property({ attribute: false }) loadSettings: ((more?: () => Promise<unknown>) => Promise<unknown>) | undefined;

  @state() private hasSettings = false;
  /** Time being chosen on the seek bar, in seconds, before the video seeks there. */
  @state() private chosen: number | null = null;
  @query('[name=title]') private readonly titleSlot!: HTMLSlotElement | null;
  @query('.volume') private readonly volume!: HTMLElement | null;
  @query('cf-stream-settings') private readonly settings!: CfStreamSettings | null;
  @query('cf-stream-seek-bar') private readonly seekBar!: HTMLElement | null;
  @query('[part~=settings-button]') private readonly settingsButton!: HTMLElement | null;

  readonly #volumeControl = new VolumeControl(this);
  readonly #stall = new StallNotice(this);
  /** Button that was focused only so that shortcuts work: it does not count as in use and shows no focus ring. */
  #keyTaker: Element | null = null;

  /**
   * Focuses the play button or, while that is hidden, the next best one. Not the seek bar, which would take the arrow
   * keys.
   */
  override focus(options?: FocusOptions): void {
    for (const name of [
      '[part~=play-button]',
      '.center button:is(:nth-child(2), :only-child)',
      '[part~=mute-button]',
    ]) {
      const button = this.renderRoot.querySelector<HTMLElement>(name);
      button?.focus(options);
      if (button?.matches(':focus')) return;
    }
  }

  /** Takes focus so that shortcuts work, without counting the focused button as in use. */
  takeKeys(options: FocusOptions & { readonly focusVisible?: boolean }): void {
    this.focus(options);
    const focused = this.shadowRoot?.activeElement ?? null;
    this.#keyTaker = options.focusVisible !== false && focused?.matches(':focus-visible') ? null : focused;
  }

  /** Whether a control has keyboard focus, is pressed, or has its menu open. */
  get isInUse(): boolean {
    const isByKeyboard = this.shadowRoot?.activeElement !== this.#keyTaker;
    return Boolean(
      this.renderRoot.querySelector(`${isByKeyboard ? ':focus-visible, ' : ''}[aria-expanded=true], :active`),
    );
  }

  /** Whether the settings are open. */
  get isMenuOpen(): boolean {
    return this.renderRoot.querySelector('[aria-expanded=true]') !== null;
  }

  /** Opens a page of the settings, or closes them. */
  async toggleSettings(panel?: PanelName, button?: HTMLElement): Promise<void> {
    if ((await this.loadSettings?.()) === false) return;
    this.hasSettings = true;
    await this.updateComplete;
    const { settings, settingsButton, seekBar } = this;
    const opener = button ?? settingsButton;
    if (opener) settings?.toggle(opener, seekBar ?? opener, panel);
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`${drawTitle(this.titleSlot, () => this.requestUpdate())}
      ${this.#volumeControl.renderUnmute(this.media, texts)}${this.hasEnd ? nothing : this.#renderCenter()}
      <div class="notice" part="notice" role="status">${drawNotice(this.notice)}</div>
      ${this.#stall.draw(texts)}
      <div class="controls" part="bar" role="group" aria-label=${texts.controls} ?data-captioned=${this.choices.captionsId !== null}>
        ${this.#renderSeekBar()}
        <div class="row">
          ${this.#renderPlay('play-button')}
          ${this.#hasPast(CONFIG.skipSeconds) ? skipButtons(this, texts) : nothing}
          ${this.#volumeControl.render(this.media, texts)}
          ${this.isLive ? this.#renderLive() : this.#renderTime()}
          <slot name="start"></slot>
          <div class="end">
            <slot name="end"></slot>
            ${this.#renderCaptions()} ${this.#renderSettings()} ${this.#renderAirPlay()} ${this.#renderPictureInPicture()}
            ${this.#renderFullscreen()}
          </div>
        </div>
      </div>
      <slot name="captions"></slot>`;
  }

  protected override update(changed: PropertyValues): void {
    const focused = this.shadowRoot?.activeElement;
    const focusVisible = focused?.matches(':focus-visible') ?? false;
    super.update(changed);
    this.volume?.style.setProperty('--_filled', `${shownVolume(this.media) * 100}%`);
    // Some buttons go, such as the large one at the press that plays again, and the focus would go with them.
    if (focused?.matches('button') && !focused.checkVisibility()) this.takeKeys({ preventScroll: true, focusVisible });
  }

  private get isLive(): boolean {
    return isLive(this.media);
  }

  /** Whether the video can seek: a recording, or a live stream with at least this many seconds to go back. */
  #hasPast(seconds: number): boolean {
    const [start, end] = seekRange(this.media);
    return !this.isLive || (end < Infinity && end - start >= seconds);
  }

  #renderCenter(): TemplateResult {
    const { ended, waiting } = this.media;
    const isFixed = !this.#hasPast(CONFIG.skipSeconds);
    return html`<div class="center" ?data-waiting=${waiting} ?data-ended=${ended}>
      ${isFixed ? nothing : skipButton(this, 'center-button', -1, this.texts)}
      ${this.#renderPlay('center-button')}
      ${isFixed || ended ? nothing : skipButton(this, 'center-button', 1, this.texts)}
    </div>`;
  }

  #renderSeekBar(): TemplateResult | typeof nothing {
    const { currentTime, buffered } = this.media;
    if (!this.#hasPast(SHORTEST_PAST)) return nothing;
    const [start, end] = seekRange(this.media);
    return html`<cf-stream-seek-bar
      part="seek-bar"
      exportparts="preview"
      .currentTime=${currentTime}
      .start=${start} .duration=${end} .isLive=${this.isLive}
      .buffered=${buffered} .loop=${this.choices.loop}
      .preview=${this.isLive ? undefined : this.preview} .chapters=${this.chapters}
      .texts=${this.texts}
      @seek-request=${this.#seek}
      @choose=${({ detail }: CustomEvent<number | null>) => (this.chosen = detail)}
    ></cf-stream-seek-bar>`;
  }

  #renderPlay(part: string): TemplateResult {
    const { paused, ended } = this.media;
    const { texts } = this;
    const key = 'k';
    if (ended) return iconButton(part, texts.replay, 'replay', () => request(this, 'play-request'), { key });
    return paused
      ? iconButton(part, texts.play, 'play', () => request(this, 'play-request'), { key })
      : iconButton(part, texts.pause, 'pause', () => request(this, 'pause-request'), { key });
  }

  #renderTime(): TemplateResult {
    const { media, timeLeft, texts } = this;
    const time = this.chosen ?? media.currentTime;
    const openChapters = ({ currentTarget }: Event): void =>
      void this.toggleSettings('chapters', currentTarget as HTMLElement);
    return html`${drawTime(this, time, media.duration, timeLeft, texts)}${this.chapters?.title(time, texts.chapters, openChapters)}`;
  }

  #renderLive(): TemplateResult {
    const { texts } = this;
    const { livePosition, paused } = this.media;
    const behind = livePosition - (this.chosen ?? this.media.currentTime);
    const isLate = behind >= LIVE_SECONDS;
    const isBehind = paused || isLate;
    return html`<button
      type="button"
      class="live" part="button live-button"
      aria-description=${isLate ? interpolate(texts.behindLive, { time: formatSpokenTime(behind, texts.locale) }) : nothing}
      ?data-behind=${isBehind}
      aria-disabled=${isBehind ? 'false' : 'true'}
      title=${isBehind ? texts.goLive : nothing}
      @click=${() => isBehind && request(this, 'live-request')}
    >
      ${isLate ? html`<span dir="ltr">${formatBehindLive(texts, behind)}</span><span class="go">· ${texts.goLive}</span>` : texts.live}
    </button>`;
  }

  #renderCaptions(): TemplateResult | typeof nothing {
    const { captions, captionsId, captionsChoice } = this.choices;
    if (captions.length === 0) return nothing;
    const isOn = captionsId !== null;
    const ask = (): void => request(this, 'captions-request', { id: isOn ? null : captionsChoice });
    return iconButton('captions-button', this.texts.captions, isOn ? 'captionsOn' : 'captions', ask, {
      isPressed: isOn,
      key: 'c',
    });
  }

  #renderSettings(): TemplateResult {
    const button = iconButton('settings-button', this.texts.settings, 'settings', () => void this.toggleSettings(), {
      hasMenu: true,
    });
    return html`${button}${
      this.hasSettings
        ? html`<cf-stream-settings
          exportparts="menu, menu-item"
          .choices=${this.choices}
          .rate=${this.media.playbackRate} .isLive=${this.isLive}
          .texts=${this.texts} .bring=${this.loadSettings}
        ></cf-stream-settings>`
        : nothing
    }`;
  }

  #renderAirPlay(): TemplateResult | typeof nothing {
    if (!this.choices.canAirPlay) return nothing;
    return iconButton('airplay-button', this.texts.airPlay, 'airPlay', () => request(this, 'airplay-request'));
  }

  #renderPictureInPicture(): TemplateResult | typeof nothing {
    const { canPictureInPicture, pictureInPicture } = this.media;
    if (!canPictureInPicture) return nothing;
    const ask = (): void => request(this, 'picture-in-picture-request');
    return pictureInPicture
      ? iconButton('pip-button', this.texts.exitPictureInPicture, 'exitPictureInPicture', ask, { key: 'i' })
      : iconButton('pip-button', this.texts.enterPictureInPicture, 'pictureInPicture', ask, { key: 'i' });
  }

  #renderFullscreen(): TemplateResult | typeof nothing {
    const { canFullscreen, fullscreen } = this.media;
    if (!canFullscreen) return nothing;
    const ask = (): void => request(this, 'fullscreen-request');
    return fullscreen
      ? iconButton('fullscreen-button', this.texts.exitFullscreen, 'exitFullscreen', ask, { key: 'f' })
      : iconButton('fullscreen-button', this.texts.enterFullscreen, 'fullscreen', ask, { key: 'f' });
  }

  /** Sends the bar's request again from this element: it does not leave this shadow root. */
  #seek(event: PlayerRequestEvent<'seek-request'>): void {
    request(this, 'seek-request', event.detail);
  }
}
