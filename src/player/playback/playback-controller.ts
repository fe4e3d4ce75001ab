import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadCode } from '../../shared/load-code.js';
import type { StreamErrorCode } from '../../shared/errors.js';
import { asStreamError } from '../model/playback-errors.js';
import { IDLE_PLAYBACK, nextEarlyState, type PlaybackEvent, type PlaybackState } from '../model/playback-state.js';
import { CONNECTION_LOST } from '../strings/en.js';
import { defer, type Deferred } from '../../shared/defer.js';
import { fetchThumbnail, findEarlyId } from '../delivery/thumbnail.js';
import { CREDENTIALS, requestEarly } from '../token/early-token.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { MediaReading, PlaybackControllerOptions, PlaybackSessionHost } from './playback-options.js';
import type { PlaybackSession } from './playback-session.js';

export type { GetToken } from '../token/token-source.js';

/**
 * Connects source, token and engine for one `<video>`, and releases them when the element is removed. The code for it
 * is loaded on the first intent; until then, this remembers what is wanted.
 */
export class PlaybackController implements ReactiveController {
  state: PlaybackState = IDLE_PLAYBACK;
  /** The `<video>`, once there is one. */
  video: HTMLVideoElement | undefined;
  /** Code that is loaded after the first load, including the English texts. */
  code: typeof import('./playback-session.js') | undefined;
  /** Session of the source, once needed. */
  session: PlaybackSession | undefined;
  readonly #host: ReactiveControllerHost & PlaybackSessionHost['element'];
  readonly #options: PlaybackControllerOptions;
  #arriving: Promise<PlaybackSession> | undefined;
  #isLoading = false;
  #intent: PlaybackIntent = { playing: false };
  /** Pending promise of `play()`. */
  #played: Deferred<void> | undefined;
  #life = new AbortController();

  constructor(host: ReactiveControllerHost & PlaybackSessionHost['element'], options: PlaybackControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get engine(): PlaybackSession['engine'] {
    return this.session?.engine;
  }

  /** Returns the `<video>`, and creates it if necessary. */
  ownVideo(): HTMLVideoElement {
    if (this.video) return this.video;
    const video = (this.video = document.createElement('video'));
    video.playsInline = true;
    video.preload = 'auto';
    video.part.add('video');
    // The browser's own controls handle clicks themselves.
    video.onclick = () => video.controls || (this.wantsToPlay ? this.pause() : void this.play().catch(() => undefined));
    // A session reports these events itself.
    video.onvolumechange = video.onratechange = ({ type }) => this.reading ?? this.#options.onMedia(type);
    this.#host.requestUpdate();
    return video;
  }

  /** State of the `<video>` for the controls; `undefined` until playback is wanted. */
  get reading(): MediaReading | undefined {
    return this.session?.media?.reading;
  }

  /** Whether playback is wanted, even while the source loads, as on a media element. */
  get wantsToPlay(): boolean {
    return this.#intent.playing;
  }

  /** Releases everything but the position to resume at; of a live stream, not even that. */
  hostDisconnected(): void {
    const [intent, isLive] = [this.#intent, this.video?.duration === Infinity];
    // close() stores the position in the intent.
    this.close();
    this.#intent = { ...intent, playing: false, ...(isLive && { position: undefined }) };
  }

  /** Returns the English sentence for an error; until the texts are loaded, the one about a lost connection. */
  sentence(code: StreamErrorCode): string {
    return this.code ? (this.code.ENGLISH.errors[code] ?? this.code.OTHER_ERROR) : CONNECTION_LOST;
  }

  /** Fetches a thumbnail at a position in seconds. */
  async thumbnail(time: number | undefined, signal: AbortSignal, height?: number): Promise<ImageBitmap | undefined> {
    const options = this.#options.options();
    const id = !this.code && (await findEarlyId(options));
    signal.throwIfAborted();
    if (id) return fetchThumbnail(options.source.origin, id, { time, height, signal });
    return (await this.#open()).delivery.thumbnail(time, signal, height);
  }

  /** Prepares for a viewer who may soon press play. Errors are reported only then. */
  async warm(): Promise<void> {
    if (this.state.status !== 'idle' || !this.#host.uid) return;
    await this.#open()
      .then((session) => session.warm())
      .catch(() => undefined);
  }

  /** Starts playback as soon as possible; resolves when it plays. */
  async play(): Promise<void> {
    this.#intent.playing = true;
    if (this.engine && this.state.status === 'ready') return this.session?.play();
    const { promise } = (this.#played ??= defer());
    if (this.state.status === 'error') this.retry();
    else this.load();
    // Paused during recovery: no new source will come and start playback.
    if (this.engine) this.#attached();
    // During the user gesture: Safari allows sound later only if the `<video>` was used now.
    const { video } = this;
    if (video?.networkState === HTMLMediaElement.NETWORK_EMPTY) {
      const { playbackRate } = video;
      video.load();
      // load() resets it to the default.
      video.playbackRate = playbackRate;
    }
    return promise;
  }

  pause(): void {
    this.#intent.playing = false;
    (this.engine ?? this.video)?.pause();
    this.#endPlay(new DOMException('Paused before playback began.', 'AbortError'));
  }

  /** Seeks to a position, in seconds; without an engine, playback will begin there. */
  seek(time: number): void {
    // The live edge is not known yet: a live stream is joined there by default.
    this.#intent.position = (time < Infinity && time) || undefined;
    this.session?.media?.seek(time);
  }

  /** Position in seconds. */
  get currentTime(): number {
    return this.engine?.currentTime ?? this.#intent.position ?? 0;
  }

  /** Holder of the manually selected quality: the engine or, before there is one, the intent. */
  get chosen(): { selectedRendition?: string | null } {
    return this.engine ?? this.#intent;
  }

  /** Fetches token, engine and manifest without playing. */
  load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.ownVideo();
    this.#send({ type: 'load' });
    this.#open()
      .then((session) => session.open(this.ownVideo()))
      .catch((error: unknown) => {
        if ((error as Error | undefined)?.name === 'AbortError') return;
        this.#isLoading = false;
        this.#send({ type: 'failed', error: asStreamError(error), retrying: false });
      });
  }

  /** Resumes after an error, at the same position. */
  retry(): void {
    if (this.#isLoading) this.session?.retry(this.state);
    else this.load();
  }

  /** Applies changed credentials; returns `true` if an idle player may now be able to load its poster. */
  update(changed: ReadonlyMap<PropertyKey, unknown>): boolean | undefined {
    if (!this.code) return CREDENTIALS.some((name) => changed.has(name));
    return this.code.updateCredentials(this, this.session, this.#options, changed);
  }

  async refreshToken(): Promise<void> {
    await (await this.#open()).delivery.tokens.manager?.refresh();
  }

  /** Releases everything and shows the poster again. */
  close(): void {
    this.#intent = { playing: false };
    this.#isLoading = false;
    this.#life.abort();
    this.#life = new AbortController();
    this.session?.destroy();
    this.#arriving = this.session = undefined;
    this.#endPlay(new DOMException('The source has changed.', 'AbortError'));
    this.#send({ type: 'reset' });
  }

  /** Opens the session of the current source; loads its code if necessary. */
  #open(): Promise<PlaybackSession> {
    return (this.#arriving ??= this.#create(this.#life.signal));
  }

  async #create(signal: AbortSignal): Promise<PlaybackSession> {
    try {
      const options = this.#options.options();
      // WebKitGTK freezes when its native HLS begins before the controls are loaded.
      if (options.engine !== 'native') void requestEarly(options);
      if (!this.code) preconnect(options.source.origin);
    } catch {
      // The error is reported once the code with its texts is loaded.
    }
    try {
      this.code = await loadCode(import('./playback-session.js'));
      signal.throwIfAborted();
      return (this.session = new this.code.PlaybackSession({
        ...this.#options,
        element: this.#host,
        options: this.#options.options(),
        intent: this.#intent,
        send: (event) => this.#send(event),
        pause: () => this.pause(),
        onEngine: () => this.#attached(),
      }));
    } catch (error) {
      signal.throwIfAborted();
      this.#arriving = undefined;
      throw error;
    }
  }

  #attached(): void {
    this.#host.requestUpdate();
    if (!this.#intent.playing) return;
    const played = this.#played;
    const end = (error?: unknown): unknown => played === this.#played && this.#endPlay(error);
    // The engine keeps this promise across a reset; the end of one source does not settle a play() of the next one.
    this.session?.play()?.then(() => end(), end);
  }

  #endPlay(reason?: unknown): void {
    if (reason) this.#played?.reject(reason);
    else this.#played?.resolve();
    this.#played = undefined;
  }

  #send(event: PlaybackEvent): void {
    const next = this.code?.nextPlaybackState(this.state, event) ?? nextEarlyState(event);
    if (next === this.state) return;
    this.state = next;
    if (next.status === 'error' && !next.retrying) this.#endPlay(next.error);
    this.#host.requestUpdate();
    this.#options.onState(next);
  }
}

/** Opens a connection before the first request. */
function preconnect(href: string): void {
  const link = Object.assign(document.createElement('link'), { rel: 'preconnect', crossOrigin: '', href });
  document.head.appendChild(link).remove();
}
