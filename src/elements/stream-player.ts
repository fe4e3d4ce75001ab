import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state as reactiveState } from 'lit/decorators.js';
import type { EnginePreference } from '../core/engine-choice.js';
import { viewerSentence } from '../core/error-sentences.js';
import { StreamError } from '../core/errors.js';
import type { PlaybackState } from '../core/playback-state.js';
import { thumbnailUrl } from '../core/delivery-url.js';
import { parseSource, type StreamSource } from '../core/source.js';
import { PlaybackController, type GetToken, type PlaybackOptions } from '../controllers/playback-controller.js';
import { PosterController } from '../controllers/poster-controller.js';
import { dispatch } from '../dom/dispatch.js';
import { drawFrame, toggleFullscreen, togglePictureInPicture } from '../dom/picture.js';
import { onMediaEvents } from '../dom/media-events.js';
import { readMedia } from '../dom/read-media.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../ui/media-snapshot.js';
import type { PlayerRequestEvent } from '../ui/player-requests.js';
import { playMark } from '../ui/play-mark.js';
import { themeStyles } from '../ui/theme.styles.js';
import { MediaHost } from './media-host.js';
import './stream-player-events.js';
import { playerStyles } from './stream-player.styles.js';

export type { GetToken } from '../controllers/playback-controller.js';
export type { EnginePreference } from '../core/engine-choice.js';
export type { PlaybackState } from '../core/playback-state.js';
export { StreamError } from '../core/errors.js';

/** What was asked for before there was a `<video>` to ask. */
interface Wanted {
  muted: boolean;
  volume: number;
  playbackRate: number;
}

const STATES = ['idle', 'loading', 'processing', 'ready', 'error'] as const;

/**
 * @summary Plays a Cloudflare Stream video, fetches its signed token and keeps it fresh while somebody watches.
 * @tagname cf-stream-player
 * @since 0.1.0
 * @fires {CustomEvent<{expiresAt: number}>} cf-stream-token - Another token is in use; when it ends, in ms since the epoch.
 * @fires {CustomEvent<{state: PlaybackState}>} cf-stream-state - `state` has changed.
 * @fires {CustomEvent<{error: StreamError, retrying: boolean}>} cf-stream-error - Something failed.
 * @slot - Fallback shown before and without JavaScript: a link, or Stream's own iframe.
 * @slot poster - A picture of your own, shown until the video is wanted.
 * @slot overlay - Anything to be drawn over the picture.
 * @slot error - Replaces the sentence that tells the viewer what went wrong.
 * @csspart frame - Everything inside the player.
 * @csspart video - The `<video>`.
 * @csspart poster - The poster's picture.
 * @csspart play-overlay - The large play button.
 * @csspart spinner - Shown while the video loads.
 * @csspart processing - Shown while Stream encodes the video.
 * @csspart error - Shown when the video cannot be played.
 * @csspart retry-button - The button in it.
 * @csspart controls - The bar of controls.
 * @csspart seek-bar - The seek bar in it.
 * @csspart play-button - Play, pause and play again.
 * @csspart mute-button - Sound on and off.
 * @csspart volume - The loudness slider.
 * @csspart time - Position and length.
 * @csspart pip-button - Picture in picture.
 * @csspart fullscreen-button - Full screen.
 * @cssprop [--cf-stream-aspect-ratio=16 / 9] - Shape of the player.
 * @cssprop [--cf-stream-accent-color] - Colour of what was played and of the button under the pointer.
 * @cssprop [--cf-stream-player-radius=0] - Radius of the player's corners.
 * @cssprop [--cf-stream-radius=12px] - Twice the roundness of the time over the seek bar.
 * @cssprop [--cf-stream-font] - Font of all texts.
 * @cssstate playing - The video is playing.
 * @cssstate idle - Nothing was asked for yet.
 * @cssstate loading - Token, engine and manifest are on their way.
 * @cssstate processing - Stream is still encoding the video.
 * @cssstate ready - The video has its source.
 * @cssstate error - The video cannot be played.
 */
export class CfStreamPlayer extends MediaHost {
  static override styles = [themeStyles, playerStyles];
  static override shadowRootOptions: ShadowRootInit = { ...MediaHost.shadowRootOptions, delegatesFocus: true };
  /** @internal Loads the controls on first intent; set where the tag is registered. */
  static loadControls: (() => Promise<unknown>) | undefined;

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
  /** Plays by itself, where the browser allows it. */
  @property({ type: Boolean }) autoplay = false;
  /** Starts again at the end. */
  @property({ type: Boolean }) loop = false;
  /** Draws no controls, for a skin of your own. */
  @property({ attribute: 'no-controls', type: Boolean }) noControls = false;
  /** Accessible name of the player. */
  @property() label = 'Video player';
  /** Gets a token in your own way; wins over the token endpoint. */
  @property({ attribute: false }) getToken: GetToken | undefined;

  @reactiveState() private snapshot: MediaSnapshot = EMPTY_MEDIA;
  @reactiveState() private holding = false;
  @query('canvas.held') private readonly canvas!: HTMLCanvasElement | null;

  readonly #internals = this.attachInternals();
  readonly #playback = new PlaybackController(this, {
    options: () => this.#options(),
    onState: (state) => this.#stateChanged(state),
    onToken: ({ expiresAt }) => dispatch(this, 'cf-stream-token', { expiresAt }),
    holdFrame: () => this.#holdFrame(),
  });
  readonly #still = new PosterController(this, { address: () => this.#stillAddress() });
  readonly #wanted: Wanted = { muted: false, volume: 1, playbackRate: 1 };
  #watched: HTMLVideoElement | undefined;
  #listening: AbortController | undefined;
  #sourceError: StreamError | undefined;

  /** @internal */
  protected get media(): HTMLVideoElement | undefined {
    return this.#playback.video;
  }

  /** Uid of the video, `undefined` while `src` names none. @readonly */
  get uid(): string | undefined {
    const source = this.#source();
    return source instanceof StreamError ? undefined : source.uid;
  }
  /** Where the player stands. @readonly */
  get state(): PlaybackState {
    return this.#sourceError
      ? { status: 'error', error: this.#sourceError, retrying: false }
      : this.#playback.state;
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
  /** Position in seconds. */
  get currentTime(): number {
    return this.#playback.currentTime;
  }
  set currentTime(seconds: number) {
    this.#playback.seek(seconds);
  }
  /** Whether there is no sound. */
  @property({ type: Boolean })
  get muted(): boolean {
    return this.media?.muted ?? this.#wanted.muted;
  }
  set muted(muted: boolean) {
    this.#set('muted', muted);
  }
  /** Loudness, 0–1. */
  get volume(): number {
    return this.media?.volume ?? this.#wanted.volume;
  }
  set volume(volume: number) {
    this.#set('volume', Math.min(1, Math.max(0, volume)));
  }
  /** Speed; 1 is normal. */
  get playbackRate(): number {
    return this.media?.playbackRate ?? this.#wanted.playbackRate;
  }
  set playbackRate(rate: number) {
    this.#set('playbackRate', rate);
  }

  /** Plays, and fetches what that needs. Resolves once it plays or once it waits for the video to become playable. */
  async play(): Promise<void> {
    this.#warm();
    if (this.#hasSource()) await this.#playback.play();
  }
  /** Pauses. */
  pause(): void {
    this.#playback.pause();
  }
  /** Fetches token, engine and manifest without playing. */
  load(): void {
    this.#warm();
    if (this.#hasSource()) this.#playback.load();
  }
  /** Fetches another token now, without a break. */
  async refreshToken(): Promise<void> {
    await this.#playback.refreshToken();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.abort();
    this.#listening = undefined;
    this.#watched = undefined;
    this.snapshot = EMPTY_MEDIA;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source: (keyof CfStreamPlayer)[] = ['src', 'deliveryOrigin', 'customerCode', 'tokenEndpoint', 'token', 'enginePreference'];
    if (this.hasUpdated && source.some((name) => changed.has(name))) {
      this.#playback.close();
      this.#still.reset();
      if (this.#sourceError) {
        this.#sourceError = undefined;
        this.#stateChanged(this.state);
      }
    }
    this.#watchMedia();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('label')) {
      this.#internals.role = 'region';
      this.#internals.ariaLabel = this.label;
    }
    if (changed.has('src')) this.#start();
    this.#drawStill();
    const { media } = this;
    if (media && media.loop !== this.loop) media.loop = this.loop;
  }

  protected override render(): TemplateResult {
    const { media, state } = this;
    return html`
      <div class="frame" part="frame">
        ${media ?? nothing}
        <canvas class="held" ?hidden=${!this.holding} aria-hidden="true"></canvas>
        ${state.status === 'idle' || (state.status === 'loading' && !media?.readyState) ? this.#poster() : nothing}
        <slot name="overlay"></slot>
        ${this.#cover(state)}
        ${state.status === 'ready' && !this.noControls
          ? html`<cf-stream-controls
              part="controls"
              exportparts="seek-bar, play-button, mute-button, volume, time, pip-button, fullscreen-button"
              .media=${this.snapshot}
              @play-request=${() => this.#press()}
              @pause-request=${() => this.pause()}
              @seek-request=${(event: PlayerRequestEvent<'seek-request'>) => (this.currentTime = event.detail.time)}
              @mute-request=${(event: PlayerRequestEvent<'mute-request'>) => (this.muted = event.detail.muted)}
              @volume-request=${(event: PlayerRequestEvent<'volume-request'>) => (this.volume = event.detail.volume)}
              @fullscreen-request=${() => void toggleFullscreen(this, media)}
              @picture-in-picture-request=${() => media && void togglePictureInPicture(media)}
            ></cf-stream-controls>`
          : nothing}
      </div>
    `;
  }

  #poster(): TemplateResult {
    return html`<slot name="poster" class="poster"
      >${this.poster
        ? html`<img class="poster" part="poster" src=${this.poster} alt="" />`
        : html`<canvas class="still" part="poster" aria-hidden="true"></canvas>`}</slot
    >`;
  }

  /** Where the still of this video is, unless the page brings a poster of its own. */
  async #stillAddress(): Promise<string | undefined> {
    const source = this.#source();
    if (this.poster || source instanceof StreamError) return undefined;
    const id = await this.#playback.deliveryId(this.#options());
    return id === undefined ? undefined : thumbnailUrl(source.origin, id, { time: this.posterTime, height: 720 });
  }

  #drawStill(): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('canvas.still');
    const { bitmap } = this.#still;
    if (!canvas || canvas.width === bitmap?.width) return;
    canvas.width = bitmap?.width ?? 0;
    canvas.height = bitmap?.height ?? 0;
    if (bitmap) canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  }

  #cover(state: PlaybackState): TemplateResult | typeof nothing {
    switch (state.status) {
      case 'idle':
        return html`<button
          class="cover start"
          part="play-overlay"
          aria-label="Play"
          @click=${() => this.#press()}
          @pointerenter=${() => this.#warm()}
          @focus=${() => this.#warm()}
        >
          <span class="disc">${playMark}</span>
        </button>`;
      case 'processing':
        return html`<div class="cover panel" part="processing" role="status">
          <p>This video is still being processed.${state.percent === null ? nothing : html` ${Math.floor(state.percent)} %`}</p>
          ${state.percent === null
            ? html`<span class="spinner" part="spinner"></span>`
            : html`<progress max="100" .value=${state.percent} aria-label="Processing"></progress>`}
        </div>`;
      case 'error':
        return html`<div class="cover panel" part="error" role="alert">
          <slot name="error"><p>${viewerSentence(state.error.code)}</p></slot>
          ${state.error.retryable
            ? html`<button part="retry-button" @click=${() => this.#retry()}>Try again</button>`
            : nothing}
        </div>`;
      case 'loading':
        return this.#spinner();
      case 'ready':
        return this.snapshot.waiting && !this.holding ? this.#spinner() : nothing;
    }
  }

  #spinner(): TemplateResult {
    return html`<div class="cover quiet"><span class="spinner" part="spinner" role="status" aria-label="Loading"></span></div>`;
  }

  #press(): void {
    void this.play().catch(() => undefined);
  }

  #retry(): void {
    this.#playback.retry();
  }

  #warm(): void {
    if (!this.noControls) void CfStreamPlayer.loadControls?.();
  }

  #start(): void {
    if (!this.src) return;
    if (this.autoplay) this.#press();
    else if (this.preload !== 'none') this.load();
  }

  /** The source that `src` names, or why it names none. */
  #source(): StreamSource | StreamError {
    try {
      return parseSource(this.src, { customerCode: this.customerCode, deliveryOrigin: this.deliveryOrigin });
    } catch (error) {
      if (error instanceof StreamError) return error;
      throw error;
    }
  }

  /** Whether there is something to play. Where `src` says something that is no source, everybody is told. */
  #hasSource(): boolean {
    const source = this.#source();
    if (!(source instanceof StreamError)) return true;
    if (this.src && !this.#sourceError) {
      this.#sourceError = source;
      this.requestUpdate();
      this.#stateChanged(this.state);
    }
    return false;
  }

  #options(): PlaybackOptions {
    return {
      source: parseSource(this.src, { customerCode: this.customerCode, deliveryOrigin: this.deliveryOrigin }),
      engine: this.enginePreference,
      token: this.token,
      tokenEndpoint: this.tokenEndpoint,
      getToken: this.getToken,
      marginSeconds: this.tokenMargin,
    };
  }

  #set<Name extends 'muted' | 'volume' | 'playbackRate'>(name: Name, value: Wanted[Name]): void {
    this.#wanted[name] = value;
    if (this.media) Object.assign(this.media, { [name]: value });
  }

  #watchMedia(): void {
    const { media } = this;
    if (!media || media === this.#watched) return;
    this.#watched = media;
    this.#listening?.abort();
    this.#listening = new AbortController();
    media.setAttribute('part', 'video');
    Object.assign(media, this.#wanted, { loop: this.loop });
    media.addEventListener('click', () => (media.paused ? this.#press() : this.pause()), this.#listening);
    onMediaEvents(media, (type) => this.#mediaChanged(type), this.#listening.signal);
    document.addEventListener('fullscreenchange', () => this.#readMedia(), this.#listening);
  }

  #mediaChanged(type: string): void {
    this.#playback.mediaChanged(type);
    if (this.#playback.engine?.reloading) return;
    this.#readMedia(type);
    this.dispatchEvent(new Event(type));
  }

  #readMedia(type?: string): void {
    const { media } = this;
    if (!media) return;
    this.snapshot = { ...readMedia(media, this), currentTime: this.currentTime };
    this.#toggleState('playing', !media.paused && !media.ended && (type === 'playing' || media.readyState > 2));
  }

  #stateChanged(state: PlaybackState): void {
    for (const name of STATES) this.#toggleState(name, name === state.status);
    if (state.status === 'error') dispatch(this, 'cf-stream-error', { error: state.error, retrying: state.retrying });
    dispatch(this, 'cf-stream-state', { state });
  }

  #toggleState(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  #holdFrame(): () => void {
    const { canvas, media } = this;
    if (!canvas || !media || !drawFrame(canvas, media)) return () => undefined;
    this.holding = true;
    return () => {
      this.holding = false;
    };
  }
}
