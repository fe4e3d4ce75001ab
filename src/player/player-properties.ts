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
    /** Fires when a new token is in use; `expiresAt` is in milliseconds since the epoch. Never contains the token. */
    'cf-stream-token': CustomEvent<{ expiresAt: number }>;
    /** Fires when the player's `state` has changed. */
    'cf-stream-state': CustomEvent<{ state: PlaybackState }>;
    /** Fires when an error has occurred; `retrying` is `true` while the player retries automatically. */
    'cf-stream-error': CustomEvent<{ error: StreamError; retrying: boolean }>;
    /** Fires when `renditions`, `audioTracks` or the active one of them has changed. */
    'cf-stream-tracks': Event;
    /** Fires when the current chapter has changed; `null` if there is none. */
    'cf-stream-chapter': CustomEvent<{ chapter: Chapter | null }>;
    /** Fires when playback, not a seek, has reached 25, 50 or 75 percent of the video, or its end: once for each. */
    'cf-stream-progress': CustomEvent<WatchProgressDetail>;
    /** Fires before the `next-src` video starts, automatically or on the viewer's request; cancelable. */
    'cf-stream-next': CustomEvent<{ src: string }>;
    /** Fires when the viewer wants to share the video: its link, and the position in whole seconds; cancelable. */
    'cf-stream-share': CustomEvent<{ url: string; time: number }>;
    /** Reports the seconds of the video fetched (what Stream bills) and watched since it was loaded. */
    'cf-stream-delivery': CustomEvent<{ fetchedSeconds: number; watchedSeconds: number }>;
  }
}

/**
 * Detail of `cf-stream-progress`: which parts of the video were watched. Times are in seconds.
 *
 * @since 0.1.0
 */
export interface WatchProgressDetail {
  /** Mark that was reached: 25, 50, 75 or 100. */
  readonly percent: number;
  readonly duration: number;
  /** End of the last watched range. */
  readonly furthest: number;
  /** Total watched time, each moment counted once. */
  readonly watchedSeconds: number;
  /** Watched ranges, as start and end, in order. */
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
  /** Options for hls.js in all players; read when a source is opened. */
  static hlsConfig: HlsOptions | undefined;
  /** Skip lengths, playback speeds and keyboard shortcuts for all players; read when the controls load. */
  static controlsConfig: ControlsConfig | undefined;

  #key: string | undefined;
  /** Code for iframe URLs, once loaded. */
  #iframe: IframeCode | undefined;
  /** Error codes that were logged. */
  readonly #told = new Set<string>();
  readonly #internals = this.attachInternals();
  /** Audio tracks: languages, and versions such as audio description; empty until known. */
  readonly audioTracks: AudioTrackList = new MediaList();
  /** Renditions in the form that the menus of media-chrome and Video.js expect; `selectedIndex` is -1 during automatic selection. */
  readonly videoRenditions = new MediaList() as VideoRenditionList;

  /** Playback state: a union discriminated by `status`. @readonly */
  abstract readonly state: PlaybackState;
  /** Poster that is a thumbnail of the video. */
  protected abstract readonly stillPoster: { retry(): void };

  // oxlint-disable-next-line typescript/no-useless-constructor -- otherwise the compiler writes `super(...arguments)`
  constructor() {
    super();
  }

  /** Video to play: uid of a video or live input, signed token, Stream URL of a video or clip, or dashboard page. */
  @property({ converter: (src) => src ?? '' }) src = '';
  /** URL that returns signed tokens; `{uid}` is replaced with the video's uid. */
  @property({ attribute: 'token-endpoint' }) tokenEndpoint: string | undefined;
  /** Signed token; renewed only if `token-endpoint` or `getToken` is set too. */
  @property() token: string | undefined;
  /** Renews a token at least this many seconds before it expires, up to half its lifetime, and in any case after 80 % of its lifetime. */
  @property({ attribute: 'token-margin', type: Number }) tokenMargin: number | undefined;
  /** Customer code: the `<code>` in `customer-<code>.cloudflarestream.com`, or the full host name. */
  @property({ attribute: 'customer-code' }) customerCode: string | undefined;
  /** Origin that serves the video and gets its tokens, without a path; overrides `customer-code` and the host in `src`. */
  @property({ attribute: 'delivery-origin' }) deliveryOrigin: string | undefined;
  /** URL of the image shown before playback; by default, a thumbnail from Stream. */
  @property() poster: string | undefined;
  /** Position of the poster frame in the video, in seconds; by default, Stream's choice. */
  @property({ attribute: 'poster-time', type: Number }) posterTime: number | undefined;
  /** Shows a silent four-second preview while a mouse, pen or focus rests on a player that has loaded nothing yet. */
  @property({ attribute: 'hover-preview', type: Boolean }) hoverPreview = false;
  /** Playback engine: `auto` uses hls.js where the browser can run it, otherwise the browser's own HLS (`native`). */
  @property({ attribute: 'engine', converter: word }) enginePreference: 'auto' | 'hls.js' | 'native' = 'auto';
  /** Data to load before the viewer presses play; `metadata` and `auto` both load everything needed for playback. */
  @property({ converter: word }) preload: 'none' | 'metadata' | 'auto' = 'none';
  /** When the poster, `preload` and `autoplay` take effect: immediately (`eager`), or once the player scrolls into view (`lazy`). */
  @property({ converter: word }) loading: 'lazy' | 'eager' = 'lazy';
  /** Starts playback automatically, if the browser allows it; `muted` without sound, `any` with sound or, if that is blocked, muted. */
  @property({ converter: (text) => text === '' || (word(text) ?? false) }) autoplay: boolean | string = false;
  /** Next video, in any form that `src` accepts; starts five seconds after the end unless the viewer interacts. Has no effect with `no-controls`. */
  @property({ attribute: 'next-src' }) nextSrc: string | undefined;
  /** Restarts the video at its end. */
  @property({ type: Boolean }) loop = false;
  /** Allows playback with sound together with other players on the page; by default, starting one pauses the others that have sound. */
  @property({ attribute: 'play-alongside', type: Boolean }) playAlongside = false;
  /** Hides all controls, for pages that bring their own. */
  @property({ attribute: 'no-controls', type: Boolean }) noControls = false;
  /** Accessible name of the player; the default is in the language of the page. */
  @property({ converter: (label) => label ?? LABEL }) label: string = LABEL;
  /** Title at the top of the picture, shown with the controls, and in the system's media controls. */
  @property({ attribute: 'video-title' }) videoTitle: string | undefined;
  /** Link that viewers can share; adds a share button. `{time}` is replaced with seconds, and an empty value is the page's URL. Has no effect with `no-controls`. */
  @property({ attribute: 'share-url' }) shareUrl: string | undefined;
  /** Plays a broadcast with lower latency, if the live input supports it; read when a source is opened. */
  @property({ attribute: 'low-latency', type: Boolean }) lowLatency = false;
  /** Lets viewers rewind a broadcast to its beginning; read when a source is opened. */
  @property({ type: Boolean }) dvr = false;
  /** Position where playback starts, in seconds or as `1h2m3s`. */
  @property({ attribute: 'start-time' }) startTime: string | undefined;
  /** Position where playback pauses, once, in seconds or as `1h2m3s`; with `loop`, it returns to `start-time` instead. */
  @property({ attribute: 'end-time' }) endTime: string | undefined;
  /** Initial quality: one that fits the connection and the player's size (`auto`, the default), the `lowest`, or the best up to a height in pixels. */
  @property({ attribute: 'start-quality' }) startQuality: string | undefined;
  /** Lowest quality for the menu and for automatic selection, such as `480p`, by the shorter side of the picture; read when a source is opened. */
  @property({ attribute: 'min-resolution' }) minResolution: string | undefined;
  /** Highest quality for the menu and for automatic selection, such as `1080p`, by the shorter side of the picture; read when a source is opened. */
  @property({ attribute: 'max-resolution' }) maxResolution: string | undefined;
  /** Resumes where this viewer left off; has no effect with `no-controls`. */
  @property({ attribute: 'remember-position', type: Boolean }) rememberPosition = false;
  /** Language of the captions that are on by default, as a BCP 47 tag; has no effect with `no-controls`. */
  @property({ attribute: 'default-text-track' }) defaultTextTrack: string | undefined;
  /** Limit for seeking; `watched` prevents viewers from skipping ahead of what they have watched. */
  @property({ attribute: 'seekable-until', converter: word }) seekableUntil: string | undefined;
  /** Function that returns a signed token; takes precedence over `token-endpoint`. */
  @property({ attribute: false }) getToken: GetToken | undefined;
  /** Range that repeats, as start and end in seconds; `null` for none. */
  @property({ attribute: false }) loopRange: readonly [start: number, end: number] | null = null;
  /** Options for hls.js, read when a source is opened; override those of the class. The player controls the loaders and the start. */
  @property({ attribute: false }) hlsConfig: HlsOptions | undefined;
  /** All texts of the player, set automatically for the language of the page; `undefined` for English. */
  @property({ attribute: false }) texts: PlayerTexts | undefined;
  /** Accent colour, as in Cloudflare's player; overrides `--cf-stream-accent-color`. */
  @property({ attribute: 'primary-color' }) primaryColor: string | undefined;
  /** Colour of the letterbox bars, as in Cloudflare's player; overrides `--cf-stream-letterbox-color`. */
  @property({ attribute: 'letterbox-color' }) letterboxColor: string | undefined;
  /** Aspect ratio of the player, such as `9/16`; overrides `--cf-stream-aspect-ratio`. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio: string | undefined;

  /** Whether controls are shown; the opposite of `noControls`. */
  get controls(): boolean {
    return !this.noControls;
  }
  set controls(controls: boolean) {
    this.noControls = !controls;
  }
  /** Uid of the video, read from `src`; `undefined` while `src` has none. @readonly */
  get uid(): string | undefined {
    return this.source?.uid;
  }

  /** Error that prevents playback; `null` if there is none. @readonly */
  get error(): StreamError | null {
    const { state } = this;
    return state.status === 'error' ? state.error : null;
  }
  /** URL of the video, by uid and never with its token; empty until the video is requested. @readonly */
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
