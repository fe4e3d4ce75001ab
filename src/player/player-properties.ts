import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators/property.js';
import type { ControlsConfig } from './controls/controls-config.js';
import { manifestUrl, parseSource, type StreamSource } from './delivery/source.js';
import type { HlsOptions } from './engine/engine.js';
import { MediaHost, MediaList, type AudioTrackList, type VideoRenditionList } from './media-host.js';
import type { GetToken } from './playback/playback-controller.js';
import type { PlaybackOptions } from './playback/playback-options.js';
import { LABEL } from './strings/en.js';
import type { PlayerTexts } from './strings/texts.js';
import { loadCode } from '../shared/load-code.js';
import { dispatch } from '../shared/dispatch.js';
import type { StreamError } from '../shared/errors.js';
import type { Chapter } from './model/chapters.js';
import type { PlaybackState } from './model/playback-state.js';

declare global {
  interface HTMLElementEventMap {
    /** Another token is in use. `expiresAt` is in milliseconds since the epoch; the token itself is not told. */
    'cf-stream-token': CustomEvent<{ expiresAt: number }>;
    /** The player's `state` has changed. */
    'cf-stream-state': CustomEvent<{ state: PlaybackState }>;
    /** Something failed; `retrying` while the player goes on trying by itself. */
    'cf-stream-error': CustomEvent<{ error: StreamError; retrying: boolean }>;
    /** `renditions`, `audioTracks`, or which of them is playing have changed. */
    'cf-stream-tracks': Event;
    /** Another chapter plays; `null` where there is none. */
    'cf-stream-chapter': CustomEvent<{ chapter: Chapter | null }>;
    /** A quarter of the video was reached by watching. */
    'cf-stream-progress': CustomEvent<WatchProgressDetail>;
    /** The video of `next-src` is about to begin by itself, or because the viewer wants it; may be prevented. */
    'cf-stream-next': CustomEvent<{ src: string }>;
    /** The viewer wants to share the video: its link, and where it is in seconds; may be prevented. */
    'cf-stream-share': CustomEvent<{ url: string; time: number }>;
    /** Seconds of the video since it was loaded: fetched, which is what Stream bills, and watched. */
    'cf-stream-delivery': CustomEvent<{ fetchedSeconds: number; watchedSeconds: number }>;
  }
}

/**
 * What of a video was watched, in seconds, when a quarter of it was reached.
 *
 * @since 0.1.0
 */
export interface WatchProgressDetail {
  /** 25, 50, 75 or 100. */
  readonly percent: number;
  readonly duration: number;
  /** Latest moment that was watched. */
  readonly furthest: number;
  /** How much was watched, each moment counted once. */
  readonly watchedSeconds: number;
  /** What was watched: start and end of each range, in order. */
  readonly watched: readonly (readonly [start: number, end: number])[];
}

/** Code that is loaded for an iframe URL. */
export type IframeCode = Readonly<Record<'applyIframeSettings', (player: PlayerProperties) => void>>;

/** Properties for looks that style sheets cannot set. */
const LOOKS = ['primaryColor', 'letterboxColor', 'aspectRatio'] as const;

/** Reads a colour, even if its `#` is missing; an unclosed `rgb(` would swallow the next declarations. */
function readColor(text: string | undefined): string | undefined {
  const { style } = new Option();
  style.color = `#${text}`;
  style.color = `${text}`;
  return style.color || undefined;
}

/** Normalizes a keyword, ignoring case as browsers do. */
const word = (text: string | null): string | undefined => text?.trim().toLowerCase();

/** Reads an aspect ratio: `16/9`, `16:9`, `16 x 9`. */
function readRatio(text: string | undefined): string | undefined {
  const [width, height = 1] = `${text}`.match(/[\d.]+(?!.*%)/g)?.map(Number) ?? [];
  return width && height ? `${width}/${height}` : undefined;
}

/** Attributes, properties and events of a player that a `<video>` does not have. */
export abstract class PlayerProperties extends MediaHost {
  /** Options of the site for the hls.js of all players; read when a source is opened. */
  static hlsConfig: HlsOptions | undefined;
  /** Steps, speeds and keys of the site's own; read when the controls come. */
  static controlsConfig: ControlsConfig | undefined;

  #key: string | undefined;
  /** Code for iframe URLs, once loaded. */
  #iframe: IframeCode | undefined;
  /** Error codes that were logged. */
  readonly #told = new Set<string>();
  readonly #internals = this.attachInternals();
  /** Languages and versions of the sound; empty until they are known, and with the native engine. */
  readonly audioTracks: AudioTrackList = new MediaList();
  /** The same qualities as menus of media-chrome and Video.js read them, with the index of the chosen one. */
  readonly videoRenditions = new MediaList() as VideoRenditionList;

  /** Where the player stands. @readonly */
  abstract readonly state: PlaybackState;
  /** Poster that is a thumbnail of the video. */
  protected abstract readonly stillPoster: { retry(): void };

  // oxlint-disable-next-line typescript/no-useless-constructor -- otherwise the compiler writes `super(...arguments)`
  constructor() {
    super();
  }

  /** Video uid, live input uid, signed token, or any Stream URL. */
  @property({ converter: (src) => src ?? '' }) src = '';
  /** URL that answers with a signed token; `{uid}` in it is filled in. */
  @property({ attribute: 'token-endpoint' }) tokenEndpoint: string | undefined;
  /** A signed token that is given once; it is not renewed unless there is a token endpoint, too. */
  @property() token: string | undefined;
  /** Seconds before a token's end at which it is renewed; never later than after 80 % of its life. */
  @property({ attribute: 'token-margin', type: Number }) tokenMargin: number | undefined;
  /** The `<code>` of `customer-<code>.cloudflarestream.com`. */
  @property({ attribute: 'customer-code' }) customerCode: string | undefined;
  /** Origin that delivers the video; wins over the customer code. */
  @property({ attribute: 'delivery-origin' }) deliveryOrigin: string | undefined;
  /** URL of the picture shown until the first frame of the video is. */
  @property() poster: string | undefined;
  /** Moment, in seconds, that the poster is taken from when Stream makes it. */
  @property({ attribute: 'poster-time', type: Number }) posterTime: number | undefined;
  /** Shows some seconds of the video, without sound, while a mouse or the focus rests on the player before it plays. */
  @property({ attribute: 'hover-preview', type: Boolean }) hoverPreview = false;
  /** What plays: hls.js where it can (`auto`), hls.js only, or the browser's own HLS only. */
  @property({ attribute: 'engine', converter: word }) enginePreference: 'auto' | 'hls.js' | 'native' = 'auto';
  /** What is fetched before anybody presses play. */
  @property({ converter: word }) preload: 'none' | 'metadata' | 'auto' = 'none';
  /** Whether poster, `preload` and `autoplay` wait until the player comes into view. */
  @property({ converter: word }) loading: 'lazy' | 'eager' = 'lazy';
  /** Plays by itself, where the browser allows it; `muted` does so without sound, and `any` where it may not be heard. */
  @property({ converter: (text) => text === '' || (word(text) ?? false) }) autoplay: boolean | string = false;
  /** Video that begins some seconds after the end, unless the viewer does not want it; in the forms of `src`. */
  @property({ attribute: 'next-src' }) nextSrc: string | undefined;
  /** Starts again at the end. */
  @property({ type: Boolean }) loop = false;
  /** May be heard together with other players of the page; otherwise those pause when this one is heard. */
  @property({ attribute: 'play-alongside', type: Boolean }) playAlongside = false;
  /** Draws no controls, for a skin of your own. */
  @property({ attribute: 'no-controls', type: Boolean }) noControls = false;
  /** Accessible name of the player; without one of its own it is called a video player, in the language of the page. */
  @property({ converter: (label) => label ?? LABEL }) label: string = LABEL;
  /** Title at the top of the picture, shown with the controls, and in the system's media controls. */
  @property({ attribute: 'video-title' }) videoTitle: string | undefined;
  /** Link to share, where viewers may; `{time}` in it is filled in, and an empty one is the page's own. */
  @property({ attribute: 'share-url' }) shareUrl: string | undefined;
  /** Watches a broadcast with less delay, where its input is set up for it; read when a source is opened. */
  @property({ attribute: 'low-latency', type: Boolean }) lowLatency = false;
  /** Lets viewers go back to the beginning of a broadcast; read when a source is opened. */
  @property({ type: Boolean }) dvr = false;
  /** Where the video begins, in seconds or as `1h2m3s`. */
  @property({ attribute: 'start-time' }) startTime: string | undefined;
  /** Where it pauses, once, in seconds or as `1h2m3s`; with `loop` it begins again at `startTime` there. */
  @property({ attribute: 'end-time' }) endTime: string | undefined;
  /** What the video begins with: what fits line and box (`auto`), the `lowest` quality, or the best up to a height in pixels. */
  @property({ attribute: 'start-quality' }) startQuality: string | undefined;
  /** Lowest quality that is offered and chosen by itself, such as `480p`; read when a source is opened. */
  @property({ attribute: 'min-resolution' }) minResolution: string | undefined;
  /** Highest quality that is offered and chosen by itself, such as `1080p`; read when a source is opened. */
  @property({ attribute: 'max-resolution' }) maxResolution: string | undefined;
  /** Begins where this viewer has stopped before; has no effect with `noControls`. */
  @property({ attribute: 'remember-position', type: Boolean }) rememberPosition = false;
  /** Language of the captions that are shown at first, as a BCP 47 tag; has no effect with `noControls`. */
  @property({ attribute: 'default-text-track' }) defaultTextTrack: string | undefined;
  /** How far one may seek: with `watched`, not beyond what was watched. */
  @property({ attribute: 'seekable-until', converter: word }) seekableUntil: string | undefined;
  /** Gets a token in your own way; wins over the token endpoint. */
  @property({ attribute: false }) getToken: GetToken | undefined;
  /** Start and end, in seconds, of what is played again and again; `null` for nothing. */
  @property({ attribute: false }) loopRange: readonly [start: number, end: number] | null = null;
  /** Options of your own for hls.js, before those of the class; its loaders and where it starts stay the player's. */
  @property({ attribute: false }) hlsConfig: HlsOptions | undefined;
  /** What it says; comes by itself in the language of the page, and is `undefined` for plain English. */
  @property({ attribute: false }) texts: PlayerTexts | undefined;
  /** Colour of what was played, as on Cloudflare's own player. */
  @property({ attribute: 'primary-color' }) primaryColor: string | undefined;
  /** Colour around the picture, as on Cloudflare's own player. */
  @property({ attribute: 'letterbox-color' }) letterboxColor: string | undefined;
  /** Shape of the player, such as `9/16`. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio: string | undefined;

  /** Whether controls are drawn: the opposite of `noControls`. */
  get controls(): boolean {
    return !this.noControls;
  }
  set controls(controls: boolean) {
    this.noControls = !controls;
  }
  /** Uid of the video, `undefined` while `src` names none. @readonly */
  get uid(): string | undefined {
    return this.source?.uid;
  }

  /** What stands in the way of playing; `null` while nothing does. @readonly */
  get error(): StreamError | null {
    const { state } = this;
    return state.status === 'error' ? state.error : null;
  }
  /** Where the video is being played from; never with its token. @readonly */
  get currentSrc(): string {
    const { source, state } = this;
    return state.status === 'idle' || !source ? '' : manifestUrl(source.origin, source.uid, source.clip);
  }

  /** Parsed source; `undefined` if `src` is invalid. */
  protected get source(): StreamSource | undefined {
    try {
      return parseSource(this.src, this);
    } catch {
      return undefined;
    }
  }

  /** Tells whether video, origin or engine have changed since the last call. */
  protected isOtherSource(changed: PropertyValues<this>): boolean {
    const { source } = this;
    const key = String([this.enginePreference, source?.origin, source?.uid, source?.clip]);
    // As on a media element, setting `src` again starts over, even with the same value.
    const isOther = key !== this.#key || changed.get('src') === this.src;
    this.#key = key;
    return isOther;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    // Setting the same `src` again retries the poster, as uploaders do once a video is ready: before, there was none.
    if (name === 'src' && old === value && this.state.status === 'idle') this.stillPoster.retry();
  }

  protected playbackOptions(): PlaybackOptions {
    return {
      source: parseSource(this.src, this),
      deliveryOrigin: this.deliveryOrigin,
      engine: this.enginePreference,
      token: this.token,
      tokenEndpoint: this.tokenEndpoint,
      getToken: this.getToken,
      marginSeconds: this.tokenMargin,
      lowLatency: this.lowLatency,
      dvr: this.dvr,
      startQuality: this.startQuality,
    };
  }

  /** Applies the settings of an iframe URL: at once if its code is loaded, or they would count for the next source. */
  protected applyIframe(changed: PropertyValues<this>, load: (() => Promise<IframeCode>) | undefined): void {
    if (!changed.has('src') || !/iframe.*\?/.test(`${changed.get('src')} ${this.src}`)) return;
    this.#iframe?.applyIframeSettings(this);
    if (this.#iframe) return;
    void this.bring(load, (code) => {
      code.applyIframeSettings(this);
      this.#iframe = code;
    });
  }

  /** @internal Loads code on demand, and runs it. Reports a failure to load; the next call tries again. */
  async bring<Code>(load: (() => Promise<Code>) | undefined, use?: (code: Code) => unknown): Promise<Code | undefined> {
    const begin = async (): Promise<Code | undefined> => {
      const code = await load?.();
      if (code) use?.(code);
      return code;
    };
    try {
      return await loadCode(begin());
    } catch (error) {
      this.#tell(error as StreamError, true);
      return undefined;
    }
  }

  /** @internal Reports an error to the page, and logs its code for developers: once per code, not at every retry. */
  tellError(state: PlaybackState): void {
    if (state.status === 'idle' || state.status === 'ready') this.#told.clear();
    if (state.status === 'error') this.#tell(state.error, state.retrying);
  }

  #tell(error: StreamError, retrying: boolean): void {
    dispatch(this, 'cf-stream-error', { error, retrying });
    if (this.#told.size < this.#told.add(error.code).size)
      console.warn(`cf-stream-player: ${error.code}. ${error.message}`); // oxlint-disable-line no-console
  }

  /** @internal Adds or removes a custom state. */
  toggleState(name: string, on: boolean): void {
    this.#internals.states[on ? 'add' : 'delete'](name);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('label')) {
      // Landmarks need distinct names, which only the page can give.
      this.#internals.role = ['', LABEL, this.texts?.label].includes(this.label) ? 'group' : 'region';
      this.#internals.ariaLabel = this.label;
    }
    if (!LOOKS.some((name) => changed.has(name))) return;
    // CSS drops a value that it cannot read, except in a custom property.
    this.looks = `:host{--_primaryColor:${readColor(this.primaryColor) ?? 'initial'};background:${readColor(this.letterboxColor)};aspect-ratio:${readRatio(this.aspectRatio)}}`;
    this.dress(this.renderRoot as ShadowRoot);
  }
}
