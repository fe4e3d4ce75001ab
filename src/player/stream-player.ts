import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state as reactiveState } from 'lit/decorators/state.js';
import type { PlaybackState } from './model/playback-state.js';
import type { Rendition } from './engine/rendition.js';
import { PlaybackController } from './playback/playback-controller.js';
import { PictureFit } from './picture-fit.js';
import { PosterController } from './poster-controller.js';
import { dispatch } from '../shared/dispatch.js';
import { nearestLanguage } from '../shared/i18n/nearest-language.js';
import type { ViewerMemory } from './model/viewer-memory.js';
import { playerCover } from './player-cover.js';
import type { followLanguage, LanguagePack } from './strings/languages.js';
import { baseStyles } from '../shared/styles/base.styles.js';
import { PlayerProperties, type IframeCode } from './player-properties.js';
import { playerStyles } from './stream-player.styles.js';

export type { GetToken } from './playback/playback-controller.js';
export type { EnginePreference } from './engine/engine-choice.js';
export type { PlaybackState } from './model/playback-state.js';
export type { AudioTrack, Rendition } from './engine/rendition.js';
export type { AudioTrackList, VideoRenditionList } from './media-host.js';
export { StreamError, type StreamErrorCode } from '../shared/errors.js';
export type { ViewerMemory, ViewerPreferences } from './model/viewer-memory.js';
export type { WatchProgressDetail } from './player-properties.js';
export type { LanguagePack } from './strings/languages.js';
export type { PlayerTexts } from './strings/texts.js';

/** Parts of the lazily loaded UI that the player uses. */
type UiElement = HTMLElement & { focusControls(options?: FocusOptions): boolean };
type Loaders = Partial<Record<'controls' | 'settings' | 'captions' | 'shortcuts', () => Promise<unknown>>> & {
  readonly languages?: () => Promise<{ followLanguage: typeof followLanguage }>;
  readonly fallback?: () => Promise<{ quietFallback(slot: HTMLSlotElement): void }>;
  readonly iframe?: () => Promise<IframeCode>;
};
const STATES = ['idle', 'loading', 'processing', 'offline', 'ready', 'error'] as const;

/**
 * @summary Plays a Cloudflare Stream video, and fetches and renews its signed token during playback.
 * @tagname cf-stream-player
 * @since 0.1.0
 * @fires {CustomEvent<{expiresAt: number}>} cf-stream-token - A new token is in use; `expiresAt` is its expiry in milliseconds since the epoch.
 * @fires {CustomEvent<{state: PlaybackState}>} cf-stream-state - `state` has changed.
 * @fires {CustomEvent<{error: StreamError, retrying: boolean}>} cf-stream-error - An error has occurred; `retrying` is `true` while the player retries automatically.
 * @fires cf-stream-tracks - `renditions`, `audioTracks` or the active one of them has changed.
 * @fires {CustomEvent<{chapter: Chapter | null}>} cf-stream-chapter - The current chapter has changed; `chapter` is `null` if there is none.
 * @fires {CustomEvent<{fetchedSeconds: number, watchedSeconds: number}>} cf-stream-delivery - Seconds of the video fetched (what Stream bills) and watched since it was loaded; fires on pause, at the end, when the player is removed, and after every 30 seconds watched.
 * @fires {CustomEvent<WatchProgressDetail>} cf-stream-progress - Playback, not a seek, has reached 25, 50 or 75 percent of the video, or its end; fires once for each.
 * @fires {CustomEvent<{src: string}>} cf-stream-next - The `next-src` video is about to start; `preventDefault()` stops it.
 * @fires {CustomEvent<{url: string, time: number}>} cf-stream-share - The viewer wants to share the video: its link, and the position in whole seconds; `preventDefault()` keeps the share panel closed.
 * @slot - Fallback content shown before the script has run and without JavaScript, such as a link or Stream's own iframe; also `<track>` elements, as in a `<video>`.
 * @slot poster - Your own image in place of `poster`, shown until the first frame of the video.
 * @slot empty - Message shown while there is no `src`.
 * @slot overlay - Content above the picture and below the controls.
 * @slot title - Title at the top of the picture, shown with the controls, in place of `video-title`.
 * @slot controls-start - Your own buttons, after the time in the control bar.
 * @slot controls-end - Your own buttons, before those at the end of the control bar.
 * @slot ended - Content shown when the video has ended, in place of the large replay button.
 * @slot embed - Embed code offered in the share panel, as the HTML of a `<template>` or the text of any other element; not rendered.
 * @slot error - Error message in place of the built-in one; the title and the button stay.
 * @csspart frame - Outer box of the player.
 * @csspart video - The `<video>` element.
 * @csspart poster - Poster image shown before playback.
 * @csspart play-overlay - Large play button shown before playback.
 * @csspart spinner - Spinner shown during loading and buffering.
 * @csspart processing - Message shown while Stream encodes the video, or while a live input is offline.
 * @csspart error - Error panel, with title, message and button.
 * @csspart retry-button - Retry button of the error panel.
 * @csspart controls - Layer above the picture with the controls, the title and the captions.
 * @csspart bar - Control bar at the bottom.
 * @csspart title - Title at the top of the picture.
 * @csspart button - Every button of the controls; each also has a part name of its own.
 * @csspart seek-bar - Seek bar.
 * @csspart preview - Time and thumbnail above the seek bar.
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
 * @csspart next-button - Button of the `next-src` countdown that plays the next video immediately.
 * @csspart cancel-button - Button of the `next-src` countdown that cancels the next video.
 * @csspart resume - Notice shown for a few seconds when playback resumes from a remembered position; see `remember-position`.
 * @csspart start-over-button - Button of the resume notice that starts the video over.
 * @csspart share-button - Button that opens the share panel; shown if `share-url` is set.
 * @csspart share - Share panel, with the link and the embed code.
 * @csspart notice - Feedback on the viewer's last action; for skips, at the side of the picture.
 * @csspart menu - Settings menu.
 * @csspart menu-item - Item of the settings menu.
 * @csspart captions - Box of each caption.
 * @csspart shortcuts - List of keyboard shortcuts.
 * @cssprop [--cf-stream-aspect-ratio=16 / 9] - Aspect ratio of the player.
 * @cssprop [--cf-stream-accent-color] - Colour of the played part of the seek bar, of the encoding progress and of the play button on hover; lightened if it would be too dark to see.
 * @cssprop [--cf-stream-letterbox-color=#0b0a0a] - Colour of the letterbox bars around the picture.
 * @cssprop [--cf-stream-player-radius=0] - Corner radius of the player.
 * @cssprop [--cf-stream-radius=12px] - Corner radius of menus and panels, and of the thumbnail above the seek bar.
 * @cssprop [--cf-stream-seek-marks] - Image along the seek bar, behind it and taller, such as a gradient; spans the whole video.
 * @cssprop [--cf-stream-font] - Font of all text, as in the `font` property.
 * @cssprop [--cf-stream-caption-font] - Font family of captions. Like all caption properties, applies unless the viewer has chosen a style.
 * @cssprop [--cf-stream-caption-size=1] - Scale of caption text relative to the default size, which depends on the player's size; multiplied by the viewer's choice.
 * @cssprop [--cf-stream-caption-color=#fff] - Colour of caption text.
 * @cssprop [--cf-stream-caption-opacity=100%] - Opacity of caption text.
 * @cssprop [--cf-stream-caption-edge=none] - Shadows of caption text, as in the `text-shadow` property.
 * @cssprop [--cf-stream-caption-background-color=#000] - Colour of the background directly behind caption text.
 * @cssprop [--cf-stream-caption-background-opacity=76%] - Opacity of the background directly behind caption text.
 * @cssprop [--cf-stream-caption-window-color=#000] - Colour of the box behind all lines of a caption.
 * @cssprop [--cf-stream-caption-window-opacity=0%] - Opacity of the box behind all lines of a caption.
 * @cssstate playing - The video is playing.
 * @cssstate live - The video is a broadcast that is currently live.
 * @cssstate controls-hidden - The controls are hidden, because the viewer has been inactive.
 * @cssstate idle - Nothing has been requested yet.
 * @cssstate loading - The token, engine and playlists are loading.
 * @cssstate processing - Stream is still encoding the video.
 * @cssstate offline - The live input has nothing to play at the moment.
 * @cssstate ready - The source is attached to the `<video>`.
 * @cssstate error - Playback has failed; see `error`.
 */
export class CfStreamPlayer extends PlayerProperties {
  static override styles = [baseStyles, playerStyles];
  static override shadowRootOptions: ShadowRootInit = { ...PlayerProperties.shadowRootOptions, delegatesFocus: true };
  /** @internal Loaders of code on demand; set where the tag is registered. */
  static loaders: Loaders = {};
  /** Texts for further languages, or overrides of the built-in ones, by BCP 47 tag; set it before players are on the page. */
  static languages: Record<string, LanguagePack> | undefined;
  /** Version of the copy of this package that registered the tag. @readonly */
  static version: string | undefined;
  /** Storage of viewers' preferences: `undefined` for `localStorage`, `null` for none. */
  static memory: ViewerMemory | null | undefined;

  @reactiveState() private holding = false;
  @reactiveState() private hasUi = false;
  /** Whether controls were requested since the last interaction. */
  #hasAsked = false;

  readonly #playback: PlaybackController = new PlaybackController(this, {
    options: () => this.playbackOptions(),
    sharesAudio: () => this.playAlongside,
    heldCanvas: () => this.shadowRoot?.querySelector('canvas.held') ?? null,
    onState: (state) => this.#stateChanged(state),
    onToken: ({ expiresAt }) => dispatch(this, 'cf-stream-token', { expiresAt }),
    onTracks: () => this.#tracksChanged(),
    onDelivery: (totals) => dispatch(this, 'cf-stream-delivery', totals),
    onMedia: (type) => this.#mediaChanged(type),
    onReading: () => this.requestUpdate(),
    onHold: (isHeld) => (this.holding = isHeld),
  });
  protected readonly stillPoster = new PosterController(
    this,
    () => this.#start(),
    () => void this.#playback.warm(),
    async (signal) => (this.poster || this.autoplay ? undefined : this.still(this.posterTime, signal)),
  );

  constructor() {
    super();
    for (const name of ['pointerenter', 'focusin']) this.addEventListener(name, () => this.#warm());
    new PictureFit(this, () => this.renderRoot.querySelectorAll('video, canvas, img, slot.poster'));
    this.takeOver();
  }

  /** @internal */
  protected get ownMedia(): HTMLVideoElement {
    return this.#playback.ownVideo();
  }

  /** Playback state: a union discriminated by `status`. @readonly */
  get state(): PlaybackState {
    return this.#playback.state;
  }
  /** Active hls.js instance, for features that this element does not expose; `undefined` until hls.js plays, which can be after the first frame, and with the browser's own HLS. @readonly */
  get engine(): unknown {
    return this.#playback.engine?.instance;
  }
  // Frameworks set the property `engine` for the attribute.
  set engine(preference: unknown) {
    this.enginePreference = (preference ?? 'auto') as this['enginePreference'];
  }
  /** Expiry of the current token; `null` if there is none. @readonly */
  get tokenExpiresAt(): Date | null {
    const time = this.#playback.session?.delivery.tokens.expiresAt;
    return time === undefined ? null : new Date(time);
  }
  /** Whether playback is paused. @readonly */
  get paused(): boolean {
    return !this.#playback.wantsToPlay;
  }
  /** Playback position in seconds; set it to seek, or before the video loads to start there. */
  get currentTime(): number {
    return this.#playback.currentTime;
  }
  set currentTime(seconds: number) {
    // A media element rejects this, too; Infinity is our live edge.
    if (!(seconds > -Infinity)) throw new TypeError('currentTime is not a number.');
    this.#takeSource();
    this.#playback.seek(Math.max(0, seconds));
  }
  /** Renditions (qualities) of the video; empty until known, and with the browser's own HLS. @readonly */
  get renditions(): readonly Rendition[] {
    return this.#playback.engine?.renditions ?? [];
  }
  /** Id of the manually selected rendition; `null` for automatic selection. */
  get selectedRendition(): string | null {
    return this.#playback.chosen.selectedRendition ?? null;
  }
  set selectedRendition(id: string | null) {
    this.#takeSource();
    this.#playback.chosen.selectedRendition = id;
  }

  /** Starts playback and loads what it needs; retries after an error. Resolves once the video plays; rejects after `pause()`, if the source changes, or if the browser blocks playback. */
  async play(): Promise<void> {
    this.#takeSource();
    this.stillPoster.mayBegin = false;
    if (!this.src) throw new DOMException('src is not set.', 'NotSupportedError');
    await this.#playback.play();
  }
  /** Pauses playback. */
  pause(): void {
    this.stillPoster.mayBegin = false;
    this.#playback.pause();
  }
  /** Loads everything needed for playback, without starting it. */
  load(): void {
    this.#takeSource();
    if (this.src) this.#playback.load();
  }
  /** Fetches a new token now, without interrupting playback. */
  async refreshToken(): Promise<void> {
    await this.#playback.refreshToken();
  }

  /** Focuses the play/pause button or, before the controls load, the large play button. */
  override focus(options?: FocusOptions): void {
    const ui = this.shadowRoot?.querySelector<UiElement>('cf-stream-player-ui');
    if (!ui?.focusControls(options)) super.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#speak();
  }

  protected override adopted(): void {
    this.#playback.session?.adopted();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.applyIframe(changed, CfStreamPlayer.loaders.iframe);
    const isOther = this.isOtherSource(changed);
    // `autoplay` was removed while loading.
    const isTaken = changed.get('autoplay') && !this.autoplay && this.stillPoster.mayBegin;
    if (isTaken && !this.#playback.reading?.hasBegun) this.#playback.pause();
    const mayStart = this.state.status === 'idle' && (changed.has('preload') || changed.has('autoplay'));
    if (!this.hasUpdated) return;
    if (isOther) {
      this.#playback.close();
      this.stillPoster.reset();
    } else if (this.#playback.update(changed) || mayStart) this.stillPoster.retry();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const media = this.#playback.video;
    if (media && media.loop !== this.loop) media.loop = this.loop;
    // Not before the first frame, which they would delay; native HLS in WebKit freezes if they load just then.
    const { status } = this.state;
    const isReady = status === 'ready' && (this.paused || (media && media.readyState > 1));
    const isStarting = 'MediaSource' in self && this.enginePreference !== 'native' && !isReady;
    if (status !== 'idle' && !(isStarting && /^(loading|ready)$/.test(status))) this.#loadControls();
  }

  protected override render(): TemplateResult {
    const { state, paused } = this;
    const { reading, code } = this.#playback;
    const video = state.status === 'idle' ? undefined : this.#playback.video;
    // No white space around it: pages may have `white-space: pre`.
    return html`<div class="frame" part="frame">
        ${video}<canvas class="held" aria-hidden="true" ?hidden=${!this.holding}></canvas>
        ${this.#poster(reading?.hasFrame)}
        <slot name="overlay"></slot>
        <slot hidden @slotchange=${({ target }: Event) => this.#quiet(target as HTMLSlotElement)}></slot>
        ${playerCover({
          state,
          texts: this.texts ?? code?.ENGLISH,
          src: this.src,
          isUnplayed: paused && !reading?.hasBegun,
          isBuffering: reading?.hasBegun ? !this.holding && reading.waiting : !paused,
          sentence: state.status === 'error' ? this.#playback.sentence(state.error.code) : '',
          notReady: code?.notReadyPanel(state, this.texts ?? code.ENGLISH),
          onPlay: () => void this.play().catch(() => undefined),
          onRetry: () => this.#playback.retry(),
        })}
        ${
          this.hasUi
            ? html`<cf-stream-player-ui .player=${this} .video=${video} .media=${reading}>
                <slot name="title" slot="title">${this.videoTitle}</slot>
                <slot name="ended" slot="ended"></slot><slot name="controls-start" slot="controls-start"></slot><slot name="controls-end" slot="controls-end"></slot>
              </cf-stream-player-ui>`
            : nothing
        }
      </div>`;
  }

  #poster(isGone = false): TemplateResult {
    return html`<slot name="poster" class=${isGone ? 'poster gone' : 'poster'}
      >${
        this.poster
          ? html`<img class="poster" part="poster" fetchpriority="high" loading=${this.loading} src=${this.poster} alt="" />`
          : this.stillPoster.canvas
      }</slot
    >`;
  }

  /** @internal Fetches a thumbnail of the video; `undefined` if there is none. */
  async still(...request: Parameters<PlaybackController['thumbnail']>): Promise<ImageBitmap | undefined> {
    return this.uid === undefined ? undefined : this.#playback.thumbnail(...request);
  }

  /** Preloads what playback needs, but no video; then the controls. */
  #warm(): void {
    this.#hasAsked = false;
    if (!this.texts) this.#speak();
    void this.#playback.warm().then(() => this.#loadControls());
  }

  #speak(): void {
    if (CfStreamPlayer.languages || this.texts || !/^(en|$)/i.test(nearestLanguage(this))) this.localize();
  }

  #loadControls(): void {
    if (this.noControls || this.#hasAsked) return;
    this.#hasAsked = true;
    void this.bring(CfStreamPlayer.loaders.controls).then((code) => {
      this.hasUi ||= code !== undefined;
      this.ownMedia.controls = !this.hasUi; // better than none
    });
  }

  /** @internal Applies the page's language, now and whenever it changes. */
  localize(): void {
    void this.bring(CfStreamPlayer.loaders.languages, (code) =>
      code.followLanguage(this, () => CfStreamPlayer.languages),
    );
  }

  #quiet(slot: HTMLSlotElement): void {
    if (slot.assignedElements()[0])
      void this.bring(CfStreamPlayer.loaders.fallback, (code) => code.quietFallback(slot));
  }

  #start(): void {
    if (this.src && this.autoplay && this.stillPoster.mayBegin) this.play().catch(() => undefined);
    else if (this.src && /^(auto|metadata|)$/.test(this.preload)) this.load();
  }

  /** Applies a new source at once, as a media element does, rather than with the next rendering. */
  #takeSource(): void {
    this.#hasAsked = false;
    if (this.shadowRoot && this.isUpdatePending) this.performUpdate();
  }

  #mediaChanged(type: string): void {
    const media = this.ownMedia;
    this.toggleState('playing', !media.paused && !media.ended && (type === 'playing' || media.readyState > 2));
    this.toggleState('live', media.duration === Infinity);
    this.dispatchEvent(new Event(type));
  }

  #tracksChanged(): void {
    this.#playback.code?.updateLists(this, this.#playback.engine);
    this.dispatchEvent(new Event('cf-stream-tracks', { bubbles: true, composed: true }));
  }

  #stateChanged(state: PlaybackState): void {
    for (const name of STATES) this.toggleState(name, name === state.status);
    // The session no longer forwards events of the <video>, which has lost its source.
    if (state.status === 'idle') this.#mediaChanged('emptied');
    this.tellError(state);
    dispatch(this, 'cf-stream-state', { state });
  }
}
