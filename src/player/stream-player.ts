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
 * @summary Plays a Cloudflare Stream video, fetches its signed token and keeps it fresh while somebody watches.
 * @tagname cf-stream-player
 * @since 0.1.0
 * @fires {CustomEvent<{expiresAt: number}>} cf-stream-token - Another token is in use; when it ends, in ms since the epoch.
 * @fires {CustomEvent<{state: PlaybackState}>} cf-stream-state - `state` has changed.
 * @fires {CustomEvent<{error: StreamError, retrying: boolean}>} cf-stream-error - Something failed.
 * @fires cf-stream-tracks - `renditions`, `audioTracks` or which of them is playing have changed.
 * @fires {CustomEvent<{chapter: Chapter | null}>} cf-stream-chapter - Another chapter plays; `null` where there is none.
 * @fires {CustomEvent<{fetchedSeconds: number, watchedSeconds: number}>} cf-stream-delivery - Seconds of this video that were fetched, which is what Stream bills, and watched.
 * @fires {CustomEvent<WatchProgressDetail>} cf-stream-progress - A quarter of the video was reached by watching; what of it was watched.
 * @fires {CustomEvent<{src: string}>} cf-stream-next - The video of `next-src` is about to begin; `preventDefault()` keeps it from doing so.
 * @fires {CustomEvent<{url: string, time: number}>} cf-stream-share - The viewer wants to share the video; `preventDefault()` keeps the panel from opening.
 * @slot - Fallback shown before and without JavaScript: a link, or Stream's own iframe; and `<track>` elements, as in a `<video>`.
 * @slot poster - A picture of your own, shown until the first frame of the video is.
 * @slot empty - What a player says that has no `src`.
 * @slot overlay - Anything to be drawn over the picture.
 * @slot title - The title at the top of the picture, shown with the controls, in place of that of `video-title`.
 * @slot controls-start - Buttons of your own, after the time.
 * @slot controls-end - Buttons of your own, before those at the end.
 * @slot ended - Shown once the video has ended, in place of the large button to replay.
 * @slot embed - Code to embed the video, which viewers may copy beside the link of `share-url`; not drawn itself: a `<template>` has it as HTML.
 * @slot error - Replaces the sentence that tells the viewer what went wrong, under the title.
 * @csspart frame - Everything inside the player.
 * @csspart video - The `<video>`.
 * @csspart poster - The poster's picture.
 * @csspart play-overlay - The large play button.
 * @csspart spinner - Shown while the video loads.
 * @csspart processing - Shown while Stream encodes the video.
 * @csspart error - Shown when the video cannot be played.
 * @csspart retry-button - The button in it.
 * @csspart controls - Everything that lies over the picture while it plays.
 * @csspart bar - The bar at the bottom.
 * @csspart title - The title at the top of the picture.
 * @csspart button - Every button of the controls; each has a name of its own, too.
 * @csspart seek-bar - The seek bar.
 * @csspart preview - The time and the picture over it.
 * @csspart play-button - Play, pause and play again.
 * @csspart center-button - The large buttons: to replay after the end and, on touch screens, to play and skip.
 * @csspart skip-button - Skip back and forward in the bar, where the player is wide.
 * @csspart mute-button - Sound on and off.
 * @csspart volume - The loudness slider.
 * @csspart time - The time and the length; a press shows what is left.
 * @csspart chapter - The title of the chapter that plays; leads to the list of all.
 * @csspart live-button - Says that it is live, and goes there.
 * @csspart captions-button - Captions on and off.
 * @csspart settings-button - Opens the settings.
 * @csspart airplay-button - Plays on another device.
 * @csspart pip-button - Picture in picture.
 * @csspart fullscreen-button - Full screen.
 * @csspart unmute-button - Sound on, while the browser lets it play only without; see `autoplay`.
 * @csspart next-button - Plays the video of `next-src`, once this one has ended.
 * @csspart cancel-button - Keeps it from beginning.
 * @csspart resume - Says with `remember-position` where the video goes on, for some seconds.
 * @csspart start-over-button - Plays it from its beginning.
 * @csspart share-button - Opens what there is to share, with `share-url`.
 * @csspart share - The panel with the link.
 * @csspart notice - What the viewer has just done: at the side for skips.
 * @csspart menu - The box of the settings.
 * @csspart menu-item - A line in it.
 * @csspart captions - The box of each caption.
 * @csspart shortcuts - The list of the shortcuts.
 * @cssprop [--cf-stream-aspect-ratio=16 / 9] - Shape of the player.
 * @cssprop [--cf-stream-accent-color] - Colour of what was played and of the button under the pointer.
 * @cssprop [--cf-stream-letterbox-color=#0b0a0a] - Colour around the picture.
 * @cssprop [--cf-stream-player-radius=0] - Radius of the player's corners.
 * @cssprop [--cf-stream-radius=12px] - Roundness of the settings, and of the picture over the seek bar.
 * @cssprop [--cf-stream-seek-marks] - Image along the seek bar, behind it and taller, from the beginning of the video to its end.
 * @cssprop [--cf-stream-font] - Font of all texts.
 * @cssprop [--cf-stream-caption-font] - Font family of captions; this and the next ones hold where the viewer has chosen no other.
 * @cssprop [--cf-stream-caption-size=1] - Size of captions, against the usual one.
 * @cssprop [--cf-stream-caption-color=#fff] - Colour of the letters of captions.
 * @cssprop [--cf-stream-caption-opacity=100%] - Opacity of these letters.
 * @cssprop [--cf-stream-caption-edge=none] - Shadows of these letters, as in `text-shadow`.
 * @cssprop [--cf-stream-caption-background-color=#000] - Colour right behind the letters.
 * @cssprop [--cf-stream-caption-background-opacity=76%] - Opacity of that.
 * @cssprop [--cf-stream-caption-window-color=#000] - Colour of the box behind all lines of a caption.
 * @cssprop [--cf-stream-caption-window-opacity=0%] - Opacity of that.
 * @cssstate playing - The video is playing.
 * @cssstate live - It is a broadcast that goes on.
 * @cssstate controls-hidden - The controls are out of sight.
 * @cssstate idle - Nothing was asked for yet.
 * @cssstate loading - Token, engine and manifest are on their way.
 * @cssstate processing - Stream is still encoding the video.
 * @cssstate offline - Nothing is sent to the live input at the moment.
 * @cssstate ready - The video has its source.
 * @cssstate error - The video cannot be played.
 */
export class CfStreamPlayer extends PlayerProperties {
  static override styles = [baseStyles, playerStyles];
  static override shadowRootOptions: ShadowRootInit = { ...PlayerProperties.shadowRootOptions, delegatesFocus: true };
  /** @internal Loaders of code on demand; set where the tag is registered. */
  static loaders: Loaders = {};
  /** Languages of the site's own, or its own words for ours, by their tags; set it before there is a player. */
  static languages: Record<string, LanguagePack> | undefined;
  /** Version of this package. @readonly */
  static version: string | undefined;
  /** Where viewers' preferences are kept; `null` for nowhere, `undefined` for the browser's storage. */
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

  /** Where the player stands. @readonly */
  get state(): PlaybackState {
    return this.#playback.state;
  }
  /** hls.js itself, for what this player does not cover; `undefined` until it plays, which may be after the first frame, and with the native engine. @readonly */
  get engine(): unknown {
    return this.#playback.engine?.instance;
  }
  // Frameworks set the property `engine` for the attribute.
  set engine(preference: unknown) {
    this.enginePreference = (preference ?? 'auto') as this['enginePreference'];
  }
  /** When the token in use ends; `null` without one. @readonly */
  get tokenExpiresAt(): Date | null {
    const time = this.#playback.session?.delivery.tokens.expiresAt;
    return time === undefined ? null : new Date(time);
  }
  /** Whether playback is paused. @readonly */
  get paused(): boolean {
    return !this.#playback.wantsToPlay;
  }
  /** Position in seconds. */
  get currentTime(): number {
    return this.#playback.currentTime;
  }
  set currentTime(seconds: number) {
    // A media element rejects this, too; Infinity is our live edge.
    if (!(seconds > -Infinity)) throw new TypeError('No time.');
    this.#takeSource();
    this.#playback.seek(Math.max(0, seconds));
  }
  /** Qualities the video can be watched in; empty until they are known, and with the native engine. @readonly */
  get renditions(): readonly Rendition[] {
    return this.#playback.engine?.renditions ?? [];
  }
  /** Id of the quality that was chosen by hand; `null` lets the player choose. */
  get selectedRendition(): string | null {
    return this.#playback.chosen.selectedRendition ?? null;
  }
  set selectedRendition(id: string | null) {
    this.#takeSource();
    this.#playback.chosen.selectedRendition = id;
  }

  /** Plays, and fetches what that needs. Resolves once it plays. */
  async play(): Promise<void> {
    this.#takeSource();
    this.stillPoster.mayBegin = false;
    if (!this.src) throw new DOMException('There is no source.', 'NotSupportedError');
    await this.#playback.play();
  }
  /** Pauses. */
  pause(): void {
    this.stillPoster.mayBegin = false;
    this.#playback.pause();
  }
  /** Fetches token, engine and manifest without playing. */
  load(): void {
    this.#takeSource();
    if (this.src) this.#playback.load();
  }
  /** Fetches another token now, without a break. */
  async refreshToken(): Promise<void> {
    await this.#playback.refreshToken();
  }

  /** Focuses the controls, or what is there before them. */
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
          ? html`<img class="poster" part="poster" fetchpriority="high" src=${this.poster} alt="" />`
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
