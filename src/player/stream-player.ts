import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state as reactiveState } from 'lit/decorators.js';
import { manifestUrl } from './delivery/delivery-url.js';
import type { EnginePreference } from './engine/engine-choice.js';
import type { StreamError } from '../shared/errors.js';
import type { PlaybackState } from './model/playback-state.js';
import type { Rendition } from './engine/rendition.js';
import { parseSource, type StreamSource } from './delivery/source.js';
import { PlaybackController, type GetToken, type PlaybackOptions } from './playback/playback-controller.js';
import { PosterController } from './poster-controller.js';
import { AudioTrackList } from './audio-track-list.js';
import { dispatch } from '../shared/dispatch.js';
import { nearestLanguage } from '../shared/i18n/nearest-language.js';
import type { ViewerMemory } from './controls/preference-storage.js';
import { playerCover } from './player-cover.js';
import type { followLanguage, LanguagePack } from './strings/languages.js';
import type { PlayerTexts } from './strings/texts.js';
import { baseStyles } from '../shared/styles/base.styles.js';
import type { ChromeHost } from './controls/chrome-host.js';
import { MediaHost } from './media-host.js';
import './stream-player-events.js';
import { playerStyles } from './stream-player.styles.js';

export type { GetToken } from './playback/playback-controller.js';
export type { EnginePreference } from './engine/engine-choice.js';
export type { PlaybackState } from './model/playback-state.js';
export type { AudioTrack, Rendition } from './engine/rendition.js';
export type { AudioTrackList } from './audio-track-list.js';
export { StreamError, type StreamErrorCode } from '../shared/errors.js';
export type { ViewerMemory, ViewerPreferences } from './controls/preference-storage.js';
export type { LanguagePack } from './strings/languages.js';
export type { PlayerTexts } from './strings/texts.js';

/** What another source is known by. */
const SOURCE = [
  'src',
  'deliveryOrigin',
  'customerCode',
  'tokenEndpoint',
  'token',
  'getToken',
  'enginePreference',
] as const;
/** What the markup may say about its looks, where a style sheet cannot. */
const LOOKS = ['primaryColor', 'letterboxColor', 'aspectRatio'] as const;
const STATES = ['idle', 'loading', 'processing', 'offline', 'ready', 'error'] as const;

/**
 * @attr {string} default-text-track - Language of the captions that are shown at first, as a BCP 47 tag.
 * @attr {string} start-time - Where the video begins: `123`, `90s` or `1h2m3s`.
 * @attr {boolean} remember-position - Begins where this viewer has stopped before.
 * @summary Plays a Cloudflare Stream video, fetches its signed token and keeps it fresh while somebody watches.
 * @tagname cf-stream-player
 * @since 0.1.0
 * @fires {CustomEvent<{expiresAt: number}>} cf-stream-token - Another token is in use; when it ends, in ms since the epoch.
 * @fires {CustomEvent<{state: PlaybackState}>} cf-stream-state - `state` has changed.
 * @fires {CustomEvent<{error: StreamError, retrying: boolean}>} cf-stream-error - Something failed.
 * @fires cf-stream-tracks - `renditions`, `audioTracks` or which of them is playing have changed.
 * @fires {CustomEvent<{fetchedSeconds: number, watchedSeconds: number}>} cf-stream-delivery - Seconds of this video that were fetched, which is what Stream bills, and watched.
 * @attr {boolean} low-latency - Watches a broadcast with less delay, where its input is set up for it.
 * @attr {boolean} dvr - Lets viewers go back to the beginning of a broadcast.
 * @attr {string} controlslist - What the controls do not offer: `nofullscreen`.
 * @slot - Fallback shown before and without JavaScript: a link, or Stream's own iframe.
 * @slot poster - A picture of your own, shown until the video is wanted.
 * @slot overlay - Anything to be drawn over the picture.
 * @slot controls-start - Buttons of your own, after the time.
 * @slot controls-end - Buttons of your own, before those at the end.
 * @slot error - Replaces the sentence that tells the viewer what went wrong.
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
 * @csspart button - Every button of the controls; each has a name of its own, too.
 * @csspart seek-bar - The seek bar.
 * @csspart preview - The time and the picture over it.
 * @csspart play-button - Play, pause and play again.
 * @csspart center-button - The large buttons on touch screens.
 * @csspart mute-button - Sound on and off.
 * @csspart volume - The loudness slider.
 * @csspart time - Position and length.
 * @csspart live-button - Says that it is live, and goes there.
 * @csspart captions-button - Captions on and off.
 * @csspart settings-button - Opens the settings.
 * @csspart airplay-button - Plays on another device.
 * @csspart pip-button - Picture in picture.
 * @csspart fullscreen-button - Full screen.
 * @csspart notice - What a key or a tap has just done.
 * @csspart menu - The box of the settings.
 * @csspart menu-item - A line in it.
 * @csspart captions - The box of each caption.
 * @csspart shortcuts - The list of the shortcuts.
 * @cssprop [--cf-stream-aspect-ratio=16 / 9] - Shape of the player.
 * @cssprop [--cf-stream-accent-color] - Colour of what was played and of the button under the pointer.
 * @cssprop [--cf-stream-letterbox-color=#0b0a0a] - Colour around the picture.
 * @cssprop [--cf-stream-player-radius=0] - Radius of the player's corners.
 * @cssprop [--cf-stream-radius=12px] - Roundness of the settings, and of the picture over the seek bar.
 * @cssprop [--cf-stream-font] - Font of all texts.
 * @cssstate playing - The video is playing.
 * @cssstate live - It is a broadcast that goes on.
 * @cssstate idle - Nothing was asked for yet.
 * @cssstate loading - Token, engine and manifest are on their way.
 * @cssstate processing - Stream is still encoding the video.
 * @cssstate offline - Nothing is sent to the live input at the moment.
 * @cssstate ready - The video has its source.
 * @cssstate error - The video cannot be played.
 */
export class CfStreamPlayer extends MediaHost {
  static override styles = [baseStyles, playerStyles];
  static override shadowRootOptions: ShadowRootInit = { ...MediaHost.shadowRootOptions, delegatesFocus: true };
  /** @internal Loads the controls on first intent; set where the tag is registered. */
  static loadControls: (() => Promise<{ attachChrome(host: ChromeHost): void }>) | undefined;
  /** @internal Loads other languages than English; set where the tag is registered. */
  static loadLanguages: (() => Promise<{ followLanguage: typeof followLanguage }>) | undefined;
  /** Languages of the site's own, or its own words for ours, by their tags; set it before there is a player. */
  static languages: Record<string, LanguagePack> | undefined;
  /** Where viewers' preferences are kept; `null` for nowhere, `undefined` for the browser's storage. */
  static memory: ViewerMemory | null | undefined;

  /** Video uid, live input uid, signed token, or any Stream URL. */
  @property() src = '';
  /** URL that answers with a signed token; `{uid}` in it is filled in. */
  @property({ attribute: 'token-endpoint' }) tokenEndpoint: string | undefined;
  /** A signed token that is given once; it is not renewed unless there is a token endpoint, too. */
  @property() token: string | undefined;
  /** Seconds before a token's end at which it is renewed, if that is earlier than after 80 % of its life. */
  @property({ attribute: 'token-margin', type: Number }) tokenMargin: number | undefined;
  /** The `<code>` of `customer-<code>.cloudflarestream.com`. */
  @property({ attribute: 'customer-code' }) customerCode: string | undefined;
  /** Origin that delivers the video; wins over the customer code. */
  @property({ attribute: 'delivery-origin' }) deliveryOrigin: string | undefined;
  /** URL of the picture shown until the video is wanted. */
  @property() poster: string | undefined;
  /** Moment, in seconds, that the poster is taken from when Stream makes it. */
  @property({ attribute: 'poster-time', type: Number }) posterTime: number | undefined;
  /** What plays: hls.js where it can (`auto`), hls.js only, or the browser's own HLS only. */
  @property({ attribute: 'engine' }) enginePreference: EnginePreference = 'auto';
  /** What is fetched before anybody presses play. */
  @property() preload: 'none' | 'metadata' | 'auto' = 'none';
  /** Whether poster, `preload` and `autoplay` wait until the player comes into view. */
  @property() loading: 'lazy' | 'eager' = 'lazy';
  /** Plays by itself, where the browser allows it. */
  @property({ type: Boolean }) autoplay = false;
  /** Starts again at the end. */
  @property({ type: Boolean }) loop = false;
  /** May be heard together with other players of the page; otherwise those pause when this one is heard. */
  @property({ attribute: 'play-alongside', type: Boolean }) playAlongside = false;
  /** Draws no controls, for a skin of your own. */
  @property({ attribute: 'no-controls', type: Boolean }) noControls = false;
  /** Accessible name of the player; without one of its own it is called a video player, in the language of the page. */
  @property() label = 'Video player';
  /** Gets a token in your own way; wins over the token endpoint. */
  @property({ attribute: false }) getToken: GetToken | undefined;

  /** What it says; comes by itself in the language of the page, and is `undefined` for plain English. */
  @property({ attribute: false }) texts: PlayerTexts | undefined;
  /** Colour of what was played, as on Cloudflare's own player. */
  @property({ attribute: 'primary-color' }) primaryColor: string | undefined;
  /** Colour around the picture, as on Cloudflare's own player. */
  @property({ attribute: 'letterbox-color' }) letterboxColor: string | undefined;
  /** Shape of the player, such as `9/16`. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio: string | undefined;

  @reactiveState() private holding = false;
  @query('canvas.held') private readonly canvas!: HTMLCanvasElement | null;
  @query('canvas.still') private readonly stillCanvas!: HTMLCanvasElement | null;

  readonly #internals = this.attachInternals();
  readonly #playback = new PlaybackController(this, {
    options: () => this.#options(),
    sharesAudio: () => this.playAlongside,
    heldCanvas: () => this.canvas,
    onState: (state) => this.#stateChanged(state),
    onToken: ({ expiresAt }) => dispatch(this, 'cf-stream-token', { expiresAt }),
    onTracks: () => this.#tracksChanged(),
    onDelivery: (totals) => dispatch(this, 'cf-stream-delivery', totals),
    onMedia: (type) => this.#mediaChanged(type),
    onReading: () => this.requestUpdate(),
    onHold: (isHeld) => (this.holding = isHeld),
  });
  readonly #still = new PosterController(this, {
    isLazy: () => this.loading !== 'eager',
    onSeen: () => this.#start(),
    load: async (signal) => (this.poster ? undefined : this.still(this.posterTime, undefined, signal)),
  });
  #adopted: HTMLVideoElement | undefined;

  constructor() {
    super();
    this.addEventListener('pointerenter', () => this.#warm());
    this.addEventListener('focusin', () => this.#warm());
  }

  /** @internal */
  protected get ownMedia(): HTMLVideoElement {
    return this.#playback.ownVideo();
  }

  /** Uid of the video, `undefined` while `src` names none. @readonly */
  get uid(): string | undefined {
    return this.#source()?.uid;
  }
  /** Where the player stands. @readonly */
  get state(): PlaybackState {
    return this.#playback.state;
  }
  /** hls.js itself, for what this player does not cover; `undefined` before intent and with the native engine. @readonly */
  get engine(): unknown {
    return this.#playback.engine?.instance;
  }
  /** When the token in use ends; `null` without one. @readonly */
  get tokenExpiresAt(): Date | null {
    const time = this.#playback.tokenExpiresAt;
    return time === undefined ? null : new Date(time);
  }
  /** What stands in the way of playing; `null` while nothing does. @readonly */
  get error(): StreamError | null {
    const { state } = this;
    return state.status === 'error' ? state.error : null;
  }
  /** Where the video is being played from; never with its token. @readonly */
  get currentSrc(): string {
    const source = this.#source();
    return this.state.status === 'idle' || !source ? '' : manifestUrl(source.origin, source.uid);
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
    this.#takeSource();
    this.#playback.seek(seconds);
  }
  /** Whether controls are drawn: the opposite of `noControls`. */
  get controls(): boolean {
    return !this.noControls;
  }
  set controls(controls: boolean) {
    this.noControls = !controls;
  }
  /** Qualities the video can be watched in; empty until they are known, and with the native engine. @readonly */
  get renditions(): readonly Rendition[] {
    return this.#playback.engine?.renditions ?? [];
  }
  /** Id of the quality that was chosen by hand; `null` lets the player choose. */
  get selectedRendition(): string | null {
    return this.#playback.engine?.selectedRendition ?? null;
  }
  set selectedRendition(id: string | null) {
    const { engine } = this.#playback;
    if (engine) engine.selectedRendition = id;
  }
  /** Languages and versions of the sound; empty until they are known, and with the native engine. */
  readonly audioTracks = new AudioTrackList();

  /** Plays, and fetches what that needs. Resolves once it plays. */
  async play(): Promise<void> {
    this.#warmControls();
    this.#takeSource();
    if (!this.src) throw new DOMException('There is no source.', 'NotSupportedError');
    await this.#playback.play();
  }
  /** Pauses. */
  pause(): void {
    this.#playback.pause();
  }
  /** Fetches token, engine and manifest without playing. */
  load(): void {
    this.#warmControls();
    this.#takeSource();
    if (this.src) this.#playback.load();
  }
  /** Goes to a position in seconds, without much precision where that is faster. */
  fastSeek(seconds: number): void {
    this.currentTime = seconds;
  }
  /** Goes to what happens now in a broadcast. */
  seekToLive(): void {
    this.currentTime = Infinity;
  }
  /** Fetches another token now, without a break. */
  async refreshToken(): Promise<void> {
    await this.#playback.refreshToken();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (CfStreamPlayer.languages || !/^(en|$)/i.test(nearestLanguage(this))) this.speak();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && SOURCE.some((name) => changed.has(name))) {
      this.#playback.close();
      this.#still.reset();
    }
    this.#adoptMedia();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('label')) {
      this.#internals.role = 'region';
      this.#internals.ariaLabel = this.label;
    }
    for (const name of LOOKS) if (changed.has(name)) this.style.setProperty(`--_${name}`, this[name] ?? null);
    this.#still.draw(this.stillCanvas);
    const media = this.#playback.video;
    if (media && media.loop !== this.loop) media.loop = this.loop;
  }

  /** What the controls draw besides, and what becomes of what they ask for, comes with them. */
  protected override render(): TemplateResult {
    const { state } = this;
    const media = this.#playback.video;
    return html`
      <div class="frame" part="frame">
        ${state.status === 'idle' ? nothing : media}
        <canvas class="held" aria-hidden="true" ?hidden=${!this.holding}></canvas>
        ${state.status === 'idle' || (state.status !== 'ready' && !media?.readyState) ? this.#poster() : nothing}
        <slot name="overlay"></slot>
        ${playerCover({
          state,
          texts: this.texts,
          isWaiting: !this.holding && (this.#playback.reading?.waiting ?? false),
          sentence: (code) => this.#playback.sentence(code),
          onPlay: () => this.#press(),
          onRetry: () => this.#playback.retry(),
        })}
        ${
          state.status === 'ready' && !this.noControls && this.#playback.reading
            ? html`<cf-stream-controls part="controls" .media=${this.#playback.reading}></cf-stream-controls>`
            : nothing
        }
      </div>
    `;
  }

  #poster(): TemplateResult {
    return html`<slot name="poster" class="poster"
      >${
        this.poster
          ? html`<img class="poster" part="poster" src=${this.poster} alt="" />`
          : html`<canvas class="still" part="poster" aria-hidden="true"></canvas>`
      }</slot
    >`;
  }

  /** @internal A still of the video; `undefined` where there is none. */
  async still(
    time: number | undefined,
    height: number | undefined,
    signal: AbortSignal,
  ): Promise<ImageBitmap | undefined> {
    return this.uid === undefined ? undefined : this.#playback.thumbnail(time, signal, height);
  }

  #press(): void {
    void this.play().catch(() => undefined);
  }

  /** Somebody comes near: what a press will need is fetched, but no video. */
  #warm(): void {
    this.#warmControls();
    if (this.uid !== undefined) void this.#playback.warm().catch(() => undefined);
  }

  #warmControls(): void {
    if (!this.noControls) void CfStreamPlayer.loadControls?.().then(({ attachChrome }) => attachChrome(this));
  }

  /** @internal Takes the language of the page, now and when that changes. */
  speak(): void {
    void CfStreamPlayer.loadLanguages?.().then(({ followLanguage }) =>
      followLanguage(this, () => CfStreamPlayer.languages),
    );
  }

  #start(): void {
    if (!this.src) return;
    if (this.autoplay) this.#press();
    else if (this.preload !== 'none') this.load();
  }

  /** What `src` names; nothing where that is no source. */
  #source(): StreamSource | undefined {
    try {
      return parseSource(this.src, this);
    } catch {
      return undefined;
    }
  }

  /** As on a media element, another source is there at once, and not only with the next drawing. */
  #takeSource(): void {
    if (this.hasUpdated && this.isUpdatePending) this.performUpdate();
  }

  #options(): PlaybackOptions {
    return {
      source: parseSource(this.src, this),
      engine: this.enginePreference,
      token: this.token,
      tokenEndpoint: this.tokenEndpoint,
      getToken: this.getToken,
      marginSeconds: this.tokenMargin,
    };
  }

  #adoptMedia(): void {
    const media = this.#playback.video;
    if (!media || media === this.#adopted) return;
    this.#adopted = media;
    media.setAttribute('part', 'video');
    media.onclick = () => (this.paused ? this.#press() : this.pause());
  }

  #mediaChanged(type: string): void {
    const media = this.ownMedia;
    this.#toggleState('playing', !media.paused && !media.ended && (type === 'playing' || media.readyState > 2));
    this.#toggleState('live', media.duration === Infinity);
    this.dispatchEvent(new Event(type));
  }

  #tracksChanged(): void {
    this.audioTracks.update(this.#playback.engine?.audioTracks ?? []);
    this.dispatchEvent(new Event('cf-stream-tracks', { bubbles: true, composed: true }));
  }

  #stateChanged(state: PlaybackState): void {
    for (const name of STATES) this.#toggleState(name, name === state.status);
    // Nobody listens to the <video> any more, which has no source now.
    if (state.status === 'idle') this.#mediaChanged('emptied');
    if (state.status === 'error') dispatch(this, 'cf-stream-error', { error: state.error, retrying: state.retrying });
    dispatch(this, 'cf-stream-state', { state });
  }

  #toggleState(name: string, on: boolean): void {
    this.#internals.states[on ? 'add' : 'delete'](name);
  }
}
